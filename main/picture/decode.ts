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
import { bytesToDecode, type DecodingHeader } from './decoding-memory.ts';
import { sniffFormat } from './sniff-format.ts';
import { hasHalfOfItsRows } from './truncation.ts';

export interface DecodeOptions {
  readonly preprocessing: Preprocessing;
  /** Bytes of memory that decoding may take, from `decodingMemory`. */
  readonly maxMemoryBytes: number;
  /** Called with the bytes that decoding takes at the most, before it begins, which waits until this resolves. */
  readonly admit?: (bytes: number) => Promise<void>;
  /** Whether to make a thumbnail as well, where that costs little. */
  readonly withThumbnail?: boolean;
}

export interface DecodedPicture {
  readonly ok: true;
  /** RGB, sRGB, 0…255, `[inputSize, inputSize, 3]`, rows from the top. */
  readonly pixels: Uint8Array;
  /** A small JPEG of the whole picture, upright; null where none was asked for, or it would cost a decoding of its own. */
  readonly thumbnail: Buffer | null;
  readonly facts: PictureFacts;
  readonly format: PictureFormat;
  readonly warning: PictureWarning | null;
}

export type DecodeResult = DecodedPicture | { readonly ok: false; readonly failure: Failure };

const TRUNCATED: PictureWarning = { kind: 'truncated' };

/**
 * Decodes a picture into the square that a network sees. The content tells the format. The header's dimensions are
 * checked against `maxMemoryBytes` before a pixel is decoded. Then: orientation by EXIF (HEIF's own, where that rules),
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

/** What sharp says of a file that it may decode. */
export async function readHeader(bytes: Buffer): Promise<Metadata> {
  // What is damaged further on is for the decoding to find.
  return await sharp(bytes, { limitInputPixels: false, failOn: 'none' }).metadata();
}

async function decodeEncoded(bytes: Buffer, format: PictureFormat, options: DecodeOptions): Promise<DecodeResult> {
  const { preprocessing, withThumbnail = false } = options;
  const header = await readHeader(bytes);
  const refused = await admitDecoding(header, options);
  if (refused !== null) return failed(refused);
  const { width, height } = header.autoOrient;
  const facts = { width, height, takenAt: exifTakenAt(format === 'tiff' ? bytes : header.exif) };
  try {
    const square = await makeNetworkSquare(encodedSource(bytes, header, 'error'), preprocessing, withThumbnail);
    return { ok: true, ...square, facts, format, warning: null };
  } catch (error) {
    if (!(await hasHalfOfItsRows(bytes, format, header))) throw error;
    const square = await makeNetworkSquare(encodedSource(bytes, header, 'none'), preprocessing, withThumbnail);
    return { ok: true, ...square, facts, format, warning: TRUNCATED };
  }
}

async function decodeHeicFile(bytes: Buffer, options: DecodeOptions): Promise<DecodeResult> {
  const { preprocessing, withThumbnail = false } = options;
  const header = await readHeader(withKnownHeifBrand(bytes));
  const { width, height } = header.autoOrient;
  const refused = await admitDecoding(header, options);
  if (refused !== null) return failed(refused);
  const source = rawSource(await decodeHeic(bytes), header.icc);
  const square = await makeNetworkSquare(source, preprocessing, withThumbnail);
  const facts = { width, height, takenAt: exifTakenAt(header.exif) };
  return { ok: true, ...square, facts, format: 'heic', warning: null };
}

async function decodeBitmapFile(bytes: Buffer, options: DecodeOptions): Promise<DecodeResult> {
  const { preprocessing, withThumbnail = false } = options;
  const header = readBitmapHeader(bytes);
  if (header === null) return failed(unreadablePicture('bmp', new Error('no picture has such a header')));
  const { width, height } = header;
  const refused = await admitDecoding({ format: 'bmp', width, height }, options);
  if (refused !== null) return failed(refused);

  const rows = countRowsOfTruncated(bytes, header);
  if (rows !== null && 2 * rows < height) {
    return failed(unreadablePicture('bmp', new Error(`${rows} of ${height} rows are there`)));
  }
  const complete = rows === null ? bytes : padTruncatedBitmap(bytes, header);
  const square = await makeNetworkSquare(
    rawSource(await decodeBitmap(complete, header), undefined),
    preprocessing,
    withThumbnail,
  );
  const facts = { width, height, takenAt: null };
  return { ok: true, ...square, facts, format: 'bmp', warning: rows === null ? null : TRUNCATED };
}

/** Waits until there is memory for it; a failure where there never will be. */
async function admitDecoding(
  header: DecodingHeader,
  { preprocessing, maxMemoryBytes, admit }: DecodeOptions,
): Promise<Failure | null> {
  const bytes = bytesToDecode(header, preprocessing);
  if (bytes > maxMemoryBytes) return tooLarge(header, bytes, maxMemoryBytes);
  await admit?.(bytes);
  return null;
}

function failed(failure: Failure): DecodeResult {
  return { ok: false, failure };
}
