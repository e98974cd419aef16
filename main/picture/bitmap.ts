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
 * A file that ends early, lengthened with zeros to what its header promises, so that the rows it has can be decoded; the
 * number of those rows with it. Null where rows are run-length coded (how many there are is only known by decoding) or
 * the header promises no more than there is.
 */
export function padTruncatedBitmap(
  bytes: Buffer,
  header: BitmapHeader,
): { readonly bytes: Buffer; readonly rows: number } | null {
  if (header.rowBytes === null) return null;
  const promised = header.pixelsAt + header.rowBytes * header.height;
  if (bytes.length >= promised) return null;
  const rows = Math.max(0, Math.floor((bytes.length - header.pixelsAt) / header.rowBytes));
  return { bytes: Buffer.concat([bytes], promised), rows };
}
