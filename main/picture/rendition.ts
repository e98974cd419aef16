import sharp from 'sharp';
import type { Sharp } from 'sharp';
import type { Failure } from '../../shared/failure.ts';
import type { PictureFormat } from '../../shared/picture.ts';
import { readBitmapHeader } from './bitmap-header.ts';
import { countRowsOfTruncated, decodeBitmap, padTruncatedBitmap } from './bitmap.ts';
import { readHeader, recognise } from './decode.ts';
import { tooLarge, unreadablePicture } from './decode-failure.ts';
import { decodeHeic } from './heic.ts';
import { withKnownHeifBrand } from './heif-brand.ts';
import { isSrgbProfile } from './icc-profile.ts';
import { bytesToDecode, type DecodingHeader } from './decoding-memory.ts';
import { profiledTiff } from './profiled-tiff.ts';
import type { RawPixels } from './raw-pixels.ts';
import type { Size } from './resize-and-crop.ts';
import { encodeThumbnail } from './thumbnail.ts';

export interface RenditionOptions {
  /** Most pixels on the longer side; a smaller picture stays as it is. Null: all of them. */
  readonly longerSide: number | null;
  /** Bytes of memory that decoding may take, from `decodingMemory`. */
  readonly maxMemoryBytes: number;
}

export type RenditionResult =
  | {
      readonly ok: true;
      /** A whole picture, upright, sRGB, alpha over white. */
      readonly bytes: Buffer;
      readonly mediaType: 'image/jpeg';
    }
  | { readonly ok: false; readonly failure: Failure };

const VIEW_QUALITY = 92;

/**
 * A picture for a person to look at. Of several frames or pages the first counts; of a file that ends early, what is
 * there. Fails with `empty-file`, `unsupported-format`, `too-large` or `unreadable-picture`.
 */
export async function renderPicture(bytes: Buffer, options: RenditionOptions): Promise<RenditionResult> {
  const recognised = recognise(bytes);
  if (!recognised.ok) return recognised;
  const { format } = recognised;
  try {
    const source = await openSource(bytes, format, options);
    if ('failure' in source) return { ok: false, failure: source.failure };
    return { ok: true, bytes: await encode(source, options.longerSide), mediaType: 'image/jpeg' };
  } catch (error) {
    // Whatever a decoding library throws at the bytes of a stranger's file is about that file.
    return { ok: false, failure: unreadablePicture(format, error) };
  }
}

/** An upright picture; `icc` is a profile that its pixels are meant in and that sharp does not know of. */
interface Source {
  readonly image: Sharp;
  readonly icc: Buffer | null;
}

async function openSource(
  bytes: Buffer,
  format: PictureFormat,
  options: RenditionOptions,
): Promise<Source | { readonly failure: Failure }> {
  if (format === 'bmp') {
    const header = readBitmapHeader(bytes);
    if (header === null) throw new Error('no picture has such a header');
    const { width, height } = header;
    const failure = refusal({ format, width, height }, options);
    if (failure !== null) return { failure };
    const complete = countRowsOfTruncated(bytes, header) === null ? bytes : padTruncatedBitmap(bytes, header);
    return { image: imageOfPixels(await decodeBitmap(complete, header)), icc: null };
  }
  const known = format === 'heic' || format === 'avif' ? withKnownHeifBrand(bytes) : bytes;
  const header = await readHeader(known);
  const failure = refusal(header, options);
  if (failure !== null) return { failure };
  if (format === 'heic') {
    const { icc } = header;
    const image = imageOfPixels(await decodeHeic(bytes));
    return { image, icc: icc === undefined || isSrgbProfile(icc) ? null : icc };
  }
  return { image: sharp(known, { limitInputPixels: false, failOn: 'none' }).autoOrient(), icc: null };
}

function imageOfPixels({ data, width, height, channels }: RawPixels): Sharp {
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
}

/** Why a picture takes too much memory; null where it does not. */
function refusal(header: DecodingHeader, { longerSide, maxMemoryBytes }: RenditionOptions): Failure | null {
  const bytes = bytesToDecode(header, { shorterSide: shorterSideOf(header, longerSide) });
  return bytes > maxMemoryBytes ? tooLarge(header, bytes, maxMemoryBytes) : null;
}

function shorterSideOf({ width, height }: Size, longerSide: number | null): number {
  const [shorter, longer] = width < height ? [width, height] : [height, width];
  return longerSide === null ? shorter : Math.max(1, (longerSide * shorter) / longer);
}

async function encode({ image, icc }: Source, longerSide: number | null): Promise<Buffer> {
  let small = image;
  if (longerSide !== null) {
    small = small.resize({ width: longerSide, height: longerSide, fit: 'inside', withoutEnlargement: true });
  }
  small = small.flatten({ background: 'white' }).toColourspace('srgb');
  if (icc !== null) {
    const { data, info } = await small.raw().toBuffer({ resolveWithObject: true });
    const pixels = { data, width: info.width, height: info.height, channels: 3 as const };
    small = sharp(profiledTiff(pixels, icc), { limitInputPixels: false });
  }
  return longerSide === null ? await small.jpeg({ quality: VIEW_QUALITY }).toBuffer() : await encodeThumbnail(small);
}
