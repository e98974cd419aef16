import type { Metadata } from 'sharp';
import type { Preprocessing } from '../../shared/preprocessing.ts';

/**
 * Bytes of memory that one pixel takes at the most while a picture is decoded, as the process's peak grew with pictures of
 * 12 megapixels: AVIF 19; HEIC with alpha 11; interlaced PNG of 16 bits with alpha, lossless WebP 10; progressive CMYK
 * JPEG 9; BMP 7; what is decoded row by row (other JPEG, PNG, TIFF) below 4.
 */
const BYTES_PER_PIXEL = 20;

/**
 * The share of the machine's memory that all decoders together may fill. The other half is for the sessions, the files
 * themselves, the operating system and whatever else is running.
 */
const MEMORY_SHARE = 0.5;

/** libjpeg decodes at a half, a quarter or an eighth of a JPEG's size, for a fraction of time and memory. */
const JPEG_SHRINKS = [8, 4, 2];

/**
 * Most pixels that one picture may have, so that `decoders` of them, decoded at the same time, fit into half of the
 * machine's memory. With 8 GiB and 4 decoders: 53 megapixels.
 *
 * @param totalMemoryBytes physical memory of the machine
 * @param decoders pictures decoded at the same time, in all processes together; at least 1
 */
export function pixelBudget(totalMemoryBytes: number, decoders: number): number {
  return Math.floor((totalMemoryBytes * MEMORY_SHARE) / (decoders * BYTES_PER_PIXEL));
}

/**
 * The pixels of a picture that count against the budget: all of them, but of a JPEG those that are left after it was
 * shrunk while loading, at least twice the size that resizing needs. A progressive JPEG counts whole: its coefficients
 * are all held in memory before the first row is there.
 *
 * @param header what sharp says of the file
 */
export function pixelsToDecode(
  header: Pick<Metadata, 'format' | 'width' | 'height' | 'isProgressive'>,
  preprocessing: Pick<Preprocessing, 'shorterSide'>,
): number {
  const { width, height } = header;
  if (header.format !== 'jpeg' || header.isProgressive) return width * height;
  const reduction = Math.min(width, height) / preprocessing.shorterSide;
  const shrink = JPEG_SHRINKS.find((candidate) => 2 * candidate <= reduction) ?? 1;
  return Math.ceil(width / shrink) * Math.ceil(height / shrink);
}
