import sharp from 'sharp';
import type { Metadata, Sharp } from 'sharp';
import type { Failure, PictureWarning } from '../../shared/failure.ts';
import type { PictureFacts, PictureFormat } from '../../shared/picture.ts';
import type { Preprocessing } from '../../shared/preprocessing.ts';
import { exifTakenAt } from './exif-date.ts';
import { isSrgbProfile } from './icc-profile.ts';
import { planResizeAndCrop } from './resize-and-crop.ts';
import { sniffFormat } from './sniff-format.ts';

// Several pictures are decoded at once on libuv's threads: one thread each, and nothing kept, as none comes twice.
sharp.concurrency(1);
sharp.cache(false);

export interface DecodeOptions {
  readonly preprocessing: Preprocessing;
  /** Most pixels, from `pixelBudget`. */
  readonly maxPixels: number;
}

export interface DecodedPicture {
  readonly ok: true;
  /** RGB, sRGB, 0…255, `[inputSize, inputSize, 3]`, rows from the top. */
  readonly pixels: Uint8Array;
  readonly facts: PictureFacts;
  readonly format: PictureFormat;
  readonly warning: PictureWarning | null;
}

export type DecodeResult = DecodedPicture | { readonly ok: false; readonly failure: Failure };

/**
 * Decodes a picture into the square that a network sees: the content tells the format, the header's dimensions are
 * checked against `maxPixels` before a pixel is decoded, then orientation by EXIF, colours to sRGB, alpha over white,
 * resize and centre crop. Of several frames or pages the first counts.
 *
 * Fails with `empty-file`, `unsupported-format`, `too-large` or `unreadable-picture`.
 */
export async function decodePicture(bytes: Buffer, options: DecodeOptions): Promise<DecodeResult> {
  if (bytes.length === 0) return fail('empty-file', 'The file is empty (0 bytes).');
  const sniffed = sniffFormat(bytes);
  if (sniffed.kind === 'other') {
    const name = sniffed.name ?? 'no kind of file that Classifold knows';
    return fail('unsupported-format', `This is not a picture that Classifold reads. It seems to be ${name}.`);
  }

  let header: Metadata;
  try {
    header = await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch {
    return unreadable();
  }
  const { width, height } = header.autoOrient;
  if (width * height > options.maxPixels) {
    return fail(
      'too-large',
      `The picture has ${width} × ${height} pixels; at most ${options.maxPixels} fit into memory.`,
    );
  }
  try {
    const pixels = await squareOf(bytes, header, options.preprocessing).raw().toBuffer();
    return {
      ok: true,
      pixels,
      facts: { width, height, takenAt: exifTakenAt(header.exif) },
      format: sniffed.format,
      warning: null,
    };
  } catch {
    return unreadable();
  }
}

function squareOf(bytes: Buffer, header: Metadata, preprocessing: Preprocessing): Sharp {
  const plan = planResizeAndCrop(header.autoOrient, preprocessing);
  const isRgb = header.space === 'srgb' || header.space === 'rgb16';
  const convertsRgb = isRgb && header.icc !== undefined && !isSrgbProfile(header.icc);
  let image = sharp(bytes, { limitInputPixels: false, failOn: 'error', autoOrient: true, ignoreIcc: isRgb });
  if (plan.region !== null) image = image.extract(plan.region);
  image = image
    .resize({ ...plan.resized, fit: 'fill', kernel: preprocessing.kernel, fastShrinkOnLoad: false })
    .extract(plan.crop)
    .flatten({ background: '#fff' })
    .toColourspace('srgb');
  return convertsRgb ? image.withIccProfile('srgb') : image;
}

function unreadable(): DecodeResult {
  return fail('unreadable-picture', 'The picture is damaged. Try to copy it again from where it came from.');
}

function fail(kind: Failure['kind'], detail: string): DecodeResult {
  return { ok: false, failure: { kind, detail } };
}
