import type { Metadata } from 'sharp';
import type { Preprocessing } from '../../shared/preprocessing.ts';

/**
 * Bytes of memory that one pixel takes at the most while a picture is decoded, as the process's peak grew with pictures
 * of 12 megapixels.
 */
const BYTES_PER_PIXEL = {
  avif: 19,
  /** With alpha. */
  heic: 11,
  /** Interlaced, 16 bits, with alpha; without interlacing PNG is decoded row by row. */
  interlacedPng: 11,
  /** Lossless. */
  webp: 10,
  /** CMYK: all coefficients are held in memory before the first row is there. */
  progressiveJpeg: 9,
  bmp: 7,
  rowByRow: 4,
} as const;

/**
 * The share of the memory that all decoders together may fill. The other half is for the sessions, the files
 * themselves, the operating system and whatever else is running.
 */
const MEMORY_SHARE = 0.5;

/** libjpeg decodes at a half, a quarter or an eighth of a JPEG's size, for a fraction of time and memory. */
const JPEG_SHRINKS = [8, 4, 2];

/**
 * Bytes that the decoders of one process may fill together, of half of the memory there is for them. One picture may take all
 * of it: the other decoders of its process wait meanwhile.
 *
 * @param totalMemoryBytes of the machine, or what a run may take of it
 * @param share of this process among all that decode, 0…1
 */
export function decodingMemory(totalMemoryBytes: number, share: number): number {
  return Math.floor(totalMemoryBytes * MEMORY_SHARE * share);
}

/** What says how much memory a picture takes: of sharp's header, or of a bitmap's. */
export type DecodingHeader = Pick<Metadata, 'width' | 'height'> &
  Partial<Pick<Metadata, 'isProgressive' | 'compression'>> & { readonly format: Metadata['format'] | 'bmp' };

/**
 * Bytes that decoding a picture takes at the most. Of a JPEG that is not progressive those count that are left after it
 * was shrunk while loading, at least twice the size that resizing needs.
 */
export function bytesToDecode(header: DecodingHeader, preprocessing: Pick<Preprocessing, 'shorterSide'>): number {
  const { width, height } = header;
  if (header.format !== 'jpeg' || header.isProgressive === true) return width * height * bytesPerPixel(header);
  const reduction = Math.min(width, height) / preprocessing.shorterSide;
  const shrink = JPEG_SHRINKS.find((candidate) => 2 * candidate <= reduction) ?? 1;
  return Math.ceil(width / shrink) * Math.ceil(height / shrink) * BYTES_PER_PIXEL.rowByRow;
}

function bytesPerPixel({ format, isProgressive, compression }: DecodingHeader): number {
  switch (format) {
    case 'heif':
      return compression === 'av1' ? BYTES_PER_PIXEL.avif : BYTES_PER_PIXEL.heic;
    case 'webp':
      return BYTES_PER_PIXEL.webp;
    case 'bmp':
      return BYTES_PER_PIXEL.bmp;
    case 'jpeg':
      return isProgressive === true ? BYTES_PER_PIXEL.progressiveJpeg : BYTES_PER_PIXEL.rowByRow;
    case 'png':
      return isProgressive === true ? BYTES_PER_PIXEL.interlacedPng : BYTES_PER_PIXEL.rowByRow;
    case 'tiff':
    case 'gif':
      return BYTES_PER_PIXEL.rowByRow;
    default:
      // Nothing is known of it: as the hungriest.
      return BYTES_PER_PIXEL.avif;
  }
}
