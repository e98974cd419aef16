import sharp from 'sharp';
import type { Metadata, Sharp } from 'sharp';
import type { Preprocessing } from '../../shared/preprocessing.ts';
import { enlargeAndCrop } from './enlarge.ts';
import { isSrgbProfile } from './icc-profile.ts';
import { UPRIGHT, orientSquare, orientationOf, storedRectangle, turnSize } from './orientation.ts';
import type { Orientation } from './orientation.ts';
import { profiledTiff } from './profiled-tiff.ts';
import type { RawPixels } from './raw-pixels.ts';
import { planResizeAndCrop } from './resize-and-crop.ts';
import type { Rectangle, Size } from './resize-and-crop.ts';
import { thumbnailOf } from './thumbnail.ts';

// Several pictures are decoded at once on libuv's threads: one thread each, and nothing kept, as none comes twice.
sharp.concurrency(1);
sharp.cache(false);

/** What a picture becomes for a network, and for a person. */
export interface NetworkSquare {
  /** RGB, sRGB, `[inputSize, inputSize, 3]`. */
  readonly pixels: Uint8Array;
  /** A JPEG of the whole picture, upright; null where none was asked for, or none could be had on the way. */
  readonly thumbnail: Buffer | null;
}

/** A picture before it is resized. */
export interface SquareSource {
  /** As it is stored, not oriented. */
  readonly image: Sharp;
  /** As it is displayed. */
  readonly size: Size;
  readonly orientation: Orientation;
  /**
   * How colours become sRGB: nothing to do, or sharp has done it before resizing; by the profile that is in the file; by
   * a profile that sharp does not know of. The latter two convert the square only, after resizing: converting all
   * pixels of a photograph takes longer than decoding it.
   */
  readonly colours: 'srgb' | 'profile-in-file' | { readonly icc: Buffer };
}

/**
 * A file that sharp decodes.
 *
 * @param header what sharp says of `bytes`
 * @param failOn `error` to fail where the file ends early, `none` to fill the rest with what the decoder has
 */
export function encodedSource(bytes: Buffer, header: Metadata, failOn: 'error' | 'none'): SquareSource {
  // Of other colour models (grey, CMYK, Lab) the profile must be applied while the picture still has that model.
  const isRgb = header.space === 'srgb' || header.space === 'rgb16';
  const convertsSquare = isRgb && header.icc !== undefined && !isSrgbProfile(header.icc);
  return {
    image: sharp(bytes, { limitInputPixels: false, failOn, ignoreIcc: isRgb }),
    size: header.autoOrient,
    orientation: orientationOf(header.orientation),
    colours: convertsSquare ? 'profile-in-file' : 'srgb',
  };
}

/** Pixels that another library has decoded and oriented, with the ICC profile that they are meant in, if any. */
export function rawSource(pixels: RawPixels, icc: Buffer | undefined): SquareSource {
  const { data, width, height, channels } = pixels;
  return {
    image: sharp(data, { raw: { width, height, channels }, limitInputPixels: false }),
    size: { width, height },
    orientation: UPRIGHT,
    colours: icc === undefined || isSrgbProfile(icc) ? 'srgb' : { icc },
  };
}

/**
 * Makes the square that a network sees.
 *
 * The picture is cut and resized as it is stored, and only the square is turned: sharp, told to orient and to crop,
 * would turn all pixels of a photograph first and decode a JPEG at its full size for it.
 *
 * With a thumbnail the whole picture is resized, and the square cut from it afterwards: the same pixels, but for a few
 * values of one picture in a hundred that libvips rounds the other way.
 *
 * @throws what sharp throws where the file is damaged
 */
export async function makeNetworkSquare(
  source: SquareSource,
  preprocessing: Preprocessing,
  withThumbnail: boolean,
): Promise<NetworkSquare> {
  const { size, orientation, colours } = source;
  const { inputSize, kernel } = preprocessing;
  const plan = planResizeAndCrop(size, preprocessing);
  const region = plan.region === null ? null : storedRectangle(plan.region, size, orientation);
  const resized = turnSize(plan.resized, orientation);
  const crop = storedRectangle(plan.crop, plan.resized, orientation);
  const { width, height } = region ?? turnSize(size, orientation);
  const isEnlarged = resized.width > width || resized.height > height;
  const isWhole = withThumbnail && !isEnlarged && typeof colours === 'string' && isNearlySquare(resized);

  let image = region === null ? source.image : source.image.extract(region);
  // Of a large JPEG libvips decodes a fraction that leaves at least twice the pixels that the resizing needs.
  if (!isEnlarged) image = image.resize({ ...resized, fit: 'fill', kernel, fastShrinkOnLoad: false });
  if (!isEnlarged && !isWhole) image = image.extract(crop);
  image = image.flatten({ background: 'white' }).toColourspace('srgb');
  if (colours === 'profile-in-file') image = image.withIccProfile('srgb');
  let square = await rgbOf(image);
  let thumbnail: Buffer | null = null;

  if (isWhole) {
    const whole = { data: square, ...resized, channels: 3 } as const;
    thumbnail = await thumbnailOf(whole, orientation);
    square = cutOut(whole, crop);
  }
  if (isEnlarged) square = enlargeAndCrop({ data: square, width, height, channels: 3 }, resized, crop, kernel);
  if (typeof colours === 'object') {
    const profiled = profiledTiff({ data: square, width: inputSize, height: inputSize, channels: 3 }, colours.icc);
    square = await rgbOf(sharp(profiled).withIccProfile('srgb'));
  }
  return { pixels: orientSquare(square, inputSize, orientation), thumbnail };
}

/** A long picture is resized for the network to many times what a thumbnail needs. */
function isNearlySquare({ width, height }: Size): boolean {
  return Math.max(width, height) <= 3 * Math.min(width, height);
}

function cutOut({ data, width }: RawPixels, { left, top, width: columns, height: rows }: Rectangle): Uint8Array {
  const cut = new Uint8Array(3 * columns * rows);
  for (let row = 0; row < rows; row++) {
    const from = 3 * ((top + row) * width + left);
    cut.set(data.subarray(from, from + 3 * columns), 3 * row * columns);
  }
  return cut;
}

async function rgbOf(image: Sharp): Promise<Uint8Array> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new RangeError(`${info.channels} channels where red, green and blue were expected`);
  return data;
}
