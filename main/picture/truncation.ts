import sharp from 'sharp';
import type { Metadata } from 'sharp';
import type { PictureFormat } from '../../shared/picture.ts';
import { countCoarseComponents } from './jpeg-scans.ts';

/**
 * Whether at least half of a picture is there, asked of a file that libvips could not decode to its end without an
 * error. Half of the rows, where rows come one after the other:
 *
 * - JPEG, PNG, TIFF: the upper half decodes without an error.
 * - Progressive JPEG, where each scan covers all rows: the coarse scan of every colour component is complete.
 * - GIF: half of the rows hold a pixel. What was not decoded stays transparent.
 *
 * False for the others (WebP, AVIF, HEIC, interlaced PNG): their decoders give nothing of a part.
 *
 * @param header what sharp says of `bytes`
 */
export async function hasHalfOfItsRows(bytes: Buffer, format: PictureFormat, header: Metadata): Promise<boolean> {
  switch (format) {
    case 'jpeg':
      return header.isProgressive
        ? countCoarseComponents(bytes) >= header.channels
        : await upperHalfDecodes(bytes, header);
    case 'png':
    case 'tiff':
      return await upperHalfDecodes(bytes, header);
    case 'gif':
      return 2 * (await countDrawnRows(bytes)) >= header.height;
    case 'webp':
    case 'avif':
    case 'heic':
    case 'bmp':
      return false;
  }
}

async function upperHalfDecodes(bytes: Buffer, header: Metadata): Promise<boolean> {
  const upperHalf = { left: 0, top: 0, width: header.width, height: Math.ceil(header.height / 2) };
  try {
    // Every row of the half is decoded for this; the result itself is of no interest.
    await sharp(bytes, { limitInputPixels: false, failOn: 'error' })
      .extract(upperHalf)
      .resize(8, 8, { fit: 'fill', kernel: 'nearest' })
      .raw()
      .toBuffer();
    return true;
  } catch {
    return false;
  }
}

async function countDrawnRows(bytes: Buffer): Promise<number> {
  let alpha: { data: Buffer; info: { width: number; height: number } };
  try {
    alpha = await sharp(bytes, { limitInputPixels: false, failOn: 'none' })
      .ensureAlpha()
      .extractChannel('alpha')
      .raw()
      .toBuffer({ resolveWithObject: true });
  } catch {
    return 0;
  }
  const { width, height } = alpha.info;
  let drawn = 0;
  for (let y = 0; y < height; y++) {
    if (alpha.data.subarray(y * width, (y + 1) * width).some((value) => value !== 0)) drawn++;
  }
  return drawn;
}
