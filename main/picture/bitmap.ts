import type { RawPixels } from './raw-pixels.ts';
import type { BitmapHeader } from './bitmap-header.ts';

/**
 * Decodes a BMP: 1, 2, 4, 8 bits with a palette, 16, 24, 32 bits, with bit masks, run-length coded, rows from the top or
 * from the bottom. Throws what the library throws where the file is damaged.
 *
 * @param header what `readBitmapHeader` says; the caller has checked that its pixels fit into memory
 */
export async function decodeBitmap(bytes: Buffer, header: BitmapHeader): Promise<RawPixels> {
  const { Transformer } = await import('@napi-rs/image');
  const data = await new Transformer(bytes).rawPixels();
  const { width, height } = header;
  const channels = data.length / (width * height);
  if (channels !== 1 && channels !== 3 && channels !== 4) {
    throw new RangeError(`${data.length} bytes for ${width} × ${height} pixels`);
  }
  return { data, width, height, channels };
}

/**
 * How many rows of a file that ends early are there, whole; null where it does not end early, or where rows are run-length
 * coded, so that only decoding could tell.
 */
export function countRowsOfTruncated(bytes: Buffer, header: BitmapHeader): number | null {
  if (header.rowBytes === null || bytes.length >= promisedBytes(header, header.rowBytes)) return null;
  return Math.max(0, Math.floor((bytes.length - header.pixelsAt) / header.rowBytes));
}

/** A file that ends early, lengthened with zeros to what its header promises, so that the rows it has can be decoded. */
export function padTruncatedBitmap(bytes: Buffer, header: BitmapHeader): Buffer {
  return header.rowBytes === null ? bytes : Buffer.concat([bytes], promisedBytes(header, header.rowBytes));
}

function promisedBytes(header: BitmapHeader, rowBytes: number): number {
  return header.pixelsAt + rowBytes * header.height;
}
