import sharp from 'sharp';
import type { Metadata } from 'sharp';
import { assertNever } from '../../shared/assert-never.ts';
import type { Failure, PictureWarning } from '../../shared/failure.ts';
import type { PictureFacts, PictureFormat } from '../../shared/picture.ts';
import type { Preprocessing } from '../../shared/preprocessing.ts';
import { readBitmapHeader } from './bitmap-header.ts';
import { countRowsOfTruncated, decodeBitmap, padTruncatedBitmap } from './bitmap.ts';
import { emptyFile, tooLarge, unreadablePicture, unsupportedFormat } from './decode-failure.ts';
import { exifTakenAt } from './exif-date.ts';
import { decodeHeic } from './heic.ts';
import { withKnownHeifBrand } from './heif-brand.ts';
import { encodedSource, makeNetworkSquare, rawSource } from './network-square.ts';
import { pixelsToDecode } from './pixel-budget.ts';
import { sniffFormat } from './sniff-format.ts';
import { hasHalfOfItsRows } from './truncation.ts';

export interface DecodeOptions {
  readonly preprocessing: Preprocessing;
  /** Most pixels to decode, from `pixelBudget`. */
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

const TRUNCATED: PictureWarning = { kind: 'truncated' };

/**
 * Decodes a picture into the square that a network sees. The content tells the format. The header's dimensions are
 * checked against `maxPixels` before a pixel is decoded. Then: orientation by EXIF (HEIF's own, where that rules),
 * colours to sRGB by the ICC profile, alpha over white, resize and centre crop. Of several frames or pages the first
 * counts.
 *
 * Fails with `empty-file`, `unsupported-format`, `too-large` or `unreadable-picture`. A file that ends early is decoded
 * all the same, with the warning `truncated`, where half of it is there (`hasHalfOfItsRows`, `countRowsOfTruncated`).
 */
export async function decodePicture(bytes: Buffer, options: DecodeOptions): Promise<DecodeResult> {
  const recognised = recognise(bytes);
  if (!recognised.ok) return recognised;
  const { format } = recognised;
  try {
    switch (format) {
      case 'jpeg':
      case 'png':
      case 'webp':
      case 'gif':
      case 'tiff':
        return await decodeEncoded(bytes, format, options);
      case 'avif':
        return await decodeEncoded(withKnownHeifBrand(bytes), format, options);
      case 'heic':
        return await decodeHeicFile(bytes, options);
      case 'bmp':
        return await decodeBitmapFile(bytes, options);
      default:
        return assertNever(format);
    }
  } catch (error) {
    // Whatever a decoding library throws at the bytes of a stranger's file is about that file.
    return failed(unreadablePicture(format, error));
  }
}

/** What sharp says of a file that it may decode. */
/** What a file is by its content. Fails with `empty-file` or `unsupported-format`. */
export function recognise(
  bytes: Buffer,
): { readonly ok: true; readonly format: PictureFormat } | { readonly ok: false; readonly failure: Failure } {
  if (bytes.length === 0) return { ok: false, failure: emptyFile() };
  const sniffed = sniffFormat(bytes);
  return sniffed.kind === 'other'
    ? { ok: false, failure: unsupportedFormat(sniffed.name) }
    : { ok: true, format: sniffed.format };
}

export async function readHeader(bytes: Buffer): Promise<Metadata> {
  // What is damaged further on is for the decoding to find.
  return await sharp(bytes, { limitInputPixels: false, failOn: 'none' }).metadata();
}

async function decodeEncoded(
  bytes: Buffer,
  format: PictureFormat,
  { preprocessing, maxPixels }: DecodeOptions,
): Promise<DecodeResult> {
  const header = await readHeader(bytes);
  if (pixelsToDecode(header, preprocessing) > maxPixels) return failed(tooLarge(header.autoOrient, maxPixels));
  const { width, height } = header.autoOrient;
  const facts = { width, height, takenAt: exifTakenAt(format === 'tiff' ? bytes : header.exif) };
  try {
    const pixels = await makeNetworkSquare(encodedSource(bytes, header, 'error'), preprocessing);
    return { ok: true, pixels, facts, format, warning: null };
  } catch (error) {
    if (!(await hasHalfOfItsRows(bytes, format, header))) throw error;
    const pixels = await makeNetworkSquare(encodedSource(bytes, header, 'none'), preprocessing);
    return { ok: true, pixels, facts, format, warning: TRUNCATED };
  }
}

async function decodeHeicFile(bytes: Buffer, { preprocessing, maxPixels }: DecodeOptions): Promise<DecodeResult> {
  const header = await readHeader(withKnownHeifBrand(bytes));
  const { width, height } = header.autoOrient;
  if (width * height > maxPixels) return failed(tooLarge({ width, height }, maxPixels));
  const source = rawSource(await decodeHeic(bytes), header.icc);
  const pixels = await makeNetworkSquare(source, preprocessing);
  const facts = { width, height, takenAt: exifTakenAt(header.exif) };
  return { ok: true, pixels, facts, format: 'heic', warning: null };
}

async function decodeBitmapFile(bytes: Buffer, { preprocessing, maxPixels }: DecodeOptions): Promise<DecodeResult> {
  const header = readBitmapHeader(bytes);
  if (header === null) return failed(unreadablePicture('bmp', new Error('no picture has such a header')));
  const { width, height } = header;
  if (width * height > maxPixels) return failed(tooLarge(header, maxPixels));

  const rows = countRowsOfTruncated(bytes, header);
  if (rows !== null && 2 * rows < height) {
    return failed(unreadablePicture('bmp', new Error(`${rows} of ${height} rows are there`)));
  }
  const complete = rows === null ? bytes : padTruncatedBitmap(bytes, header);
  const pixels = await makeNetworkSquare(rawSource(await decodeBitmap(complete, header), undefined), preprocessing);
  const facts = { width, height, takenAt: null };
  return { ok: true, pixels, facts, format: 'bmp', warning: rows === null ? null : TRUNCATED };
}

function failed(failure: Failure): DecodeResult {
  return { ok: false, failure };
}
