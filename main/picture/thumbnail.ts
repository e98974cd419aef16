import sharp from 'sharp';
import type { Sharp } from 'sharp';
import type { Orientation } from './orientation.ts';
import type { RawPixels } from './raw-pixels.ts';

/** Pixels on the longer side of a thumbnail that comes of a run: sharp in a grid of 160 on a display of twice the density. */
const LONGER_SIDE = 512;

/**
 * A thumbnail as it is encoded: JPEG, since WebP takes ten times as long for a sixth less (docs/decisions/0031).
 *
 * @param image RGB, sRGB
 */
export function encodeThumbnail(image: Sharp): Promise<Buffer> {
  return image.jpeg({ quality: 80, optimizeCoding: false }).toBuffer();
}

/**
 * A thumbnail of a whole picture that is small already.
 *
 * @param stored RGB, sRGB, as it is stored
 * @param orientation how it is displayed
 */
export function thumbnailOf({ data, width, height, channels }: RawPixels, orientation: Orientation): Promise<Buffer> {
  let image = sharp(data, { raw: { width, height, channels } });
  if (Math.max(width, height) > LONGER_SIDE) {
    image = image.resize({ width: LONGER_SIDE, height: LONGER_SIDE, fit: 'inside' });
  }
  return encodeThumbnail(turned(image, orientation));
}

/** What `orientSquare` does, of any picture: sharp mirrors rows (`flip`) and columns (`flop`) first, then rotates. */
function turned(image: Sharp, { swapsAxes, mirrorsColumns, mirrorsRows }: Orientation): Sharp {
  // To swap the axes is to mirror the rows and to rotate by a right angle.
  return swapsAxes
    ? image.flip(!mirrorsRows).flop(mirrorsColumns).rotate(90)
    : image.flip(mirrorsRows).flop(mirrorsColumns);
}
