import { describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { decodePicture } from '../../main/picture/decode.ts';
import { COLOURS, HEIGHT, OPTIONS, PREPROCESSING, WIDTH, fixture, pictureOf, pixelAt, quadrantAt, quadrants, seenQuadrants } from './quadrants.ts'; // prettier-ignore

const ALL_FOUR = 'red green blue yellow';

describe('decodePicture: formats', () => {
  const encoded: readonly (readonly [string, string, () => Promise<Buffer>])[] = [
    ['JPEG', 'jpeg', () => quadrants().jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer()],
    ['progressive JPEG', 'jpeg', () => quadrants().jpeg({ quality: 95, progressive: true }).toBuffer()],
    ['PNG', 'png', () => quadrants().png().toBuffer()],
    ['interlaced PNG', 'png', () => quadrants().png({ progressive: true }).toBuffer()],
    ['PNG of 16 bits', 'png', () => quadrants().toColourspace('rgb16').png().toBuffer()],
    ['PNG with a palette', 'png', () => quadrants().png({ palette: true }).toBuffer()],
    ['WebP', 'webp', () => quadrants().webp({ quality: 95 }).toBuffer()],
    ['lossless WebP', 'webp', () => quadrants().webp({ lossless: true }).toBuffer()],
    ['GIF', 'gif', () => quadrants().gif().toBuffer()],
    ['TIFF', 'tiff', () => quadrants().tiff({ compression: 'lzw' }).toBuffer()],
    ['TIFF in tiles', 'tiff', () => quadrants().tiff({ compression: 'deflate', tile: true }).toBuffer()],
    ['BigTIFF', 'tiff', () => quadrants().tiff({ compression: 'none', bigtiff: true }).toBuffer()],
    ['AVIF', 'avif', () => quadrants().avif({ quality: 90 }).toBuffer()],
  ];

  it.each(encoded)('%s', async (_name, format, encode) => {
    const result = await decodePicture(await encode(), OPTIONS);
    expect(seenQuadrants(result)).toBe(ALL_FOUR);
    expect(result).toMatchObject({ format, warning: null, facts: { width: WIDTH, height: HEIGHT, takenAt: null } });
    expect(result.ok && result.pixels.length).toBe(16 * 16 * 3);
  });

  it.each([
    ['4-bit.bmp', 'bmp'],
    ['8-bit.bmp', 'bmp'],
    ['8-bit-os2.bmp', 'bmp'],
    ['4-bit-rle.bmp', 'bmp'],
    ['8-bit-rle.bmp', 'bmp'],
    ['16-bit-555.bmp', 'bmp'],
    ['16-bit-565.bmp', 'bmp'],
    ['24-bit.bmp', 'bmp'],
    ['24-bit-top-down.bmp', 'bmp'],
    ['32-bit.bmp', 'bmp'],
    ['quadrants.heic', 'heic'],
  ])('%s', async (name, format) => {
    const result = await decodePicture(fixture(name), OPTIONS);
    expect(seenQuadrants(result)).toBe(ALL_FOUR);
    expect(result).toMatchObject({ format, warning: null, facts: { width: WIDTH, height: HEIGHT, takenAt: null } });
  });

  it('a BMP of one bit', async () => {
    expect(seenQuadrants(await decodePicture(fixture('1-bit.bmp'), OPTIONS))).toBe('white black white black');
  });

  it.each(['sequence.avifs', 'animated.apng'])('%s: the first frame', async (name) => {
    expect(seenQuadrants(await decodePicture(fixture(name), OPTIONS))).toBe(ALL_FOUR);
  });

  it.each(['gif', 'webp', 'tiff'] as const)('%s with several frames or pages: the first', async (format) => {
    const plain = (value: number) =>
      pictureOf(WIDTH, HEIGHT, () => [value, value, value])
        .png()
        .toBuffer();
    const frames = [await quadrants().png().toBuffer(), await plain(0), await plain(255)];
    const bytes = await sharp(frames, { join: { animated: true } })
      .toFormat(format)
      .toBuffer();
    expect((await sharp(bytes).metadata()).pages).toBe(3);
    const result = await decodePicture(bytes, OPTIONS);
    expect(seenQuadrants(result)).toBe(ALL_FOUR);
    expect(result).toMatchObject({ facts: { width: WIDTH, height: HEIGHT } });
  });

  it.each(['jpeg', 'png', 'tiff'] as const)('greyscale %s', async (format) => {
    const bytes = await pictureOf(WIDTH, HEIGHT, () => [90, 90, 90])
      .toColourspace('b-w')
      .toFormat(format)
      .toBuffer();
    expect((await sharp(bytes).metadata()).channels).toBe(1);
    const [red, green, blue] = pixelAt(await decodePicture(bytes, OPTIONS), 8, 8);
    expect([green, blue]).toEqual([red, red]);
    expect(Math.abs(red! - 90)).toBeLessThanOrEqual(1);
  });

  it.each(['png', 'webp', 'gif', 'tiff', 'avif'] as const)('%s: alpha over white', async (format) => {
    const leftOpaque = pictureOf(WIDTH, HEIGHT, (x) => [0, 0, 0, x < WIDTH / 2 ? 255 : 0]);
    const result = await decodePicture(
      await leftOpaque.toFormat(format, format === 'tiff' ? { compression: 'lzw' } : {}).toBuffer(),
      OPTIONS,
    );
    expect(seenQuadrants(result)).toBe('black white black white');
  });

  it('half transparent pixels of a PNG of 16 bits mix with white', async () => {
    const bytes = await pictureOf(WIDTH, HEIGHT, () => [0, 0, 0, 128])
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    expect((await sharp(bytes).metadata()).depth).toBe('ushort');
    for (const value of pixelAt(await decodePicture(bytes, OPTIONS), 8, 8))
      expect(Math.abs(value - 127)).toBeLessThanOrEqual(1);
  });

  it('HEIC: alpha over white', async () => {
    expect(seenQuadrants(await decodePicture(fixture('transparent.heic'), OPTIONS))).toBe('white white white white');
  });
});

describe('decodePicture: orientation and date', () => {
  /** Where EXIF (2.3, tag 0x0112) says that a stored pixel is displayed; `w` and `h` are the stored size. */
  const DISPLAYED: readonly ((x: number, y: number, w: number, h: number) => readonly [number, number])[] = [
    (x, y) => [x, y],
    (x, y, w) => [w - 1 - x, y],
    (x, y, w, h) => [w - 1 - x, h - 1 - y],
    (x, y, _w, h) => [x, h - 1 - y],
    (x, y) => [y, x],
    (x, y, _w, h) => [h - 1 - y, x],
    (x, y, w, h) => [h - 1 - y, w - 1 - x],
    (x, y, w) => [y, w - 1 - x],
  ];

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('EXIF orientation %i', async (orientation) => {
    const [width, height] = orientation < 5 ? [WIDTH, HEIGHT] : [HEIGHT, WIDTH];
    const stored = pictureOf(width, height, (x, y) => quadrantAt(...DISPLAYED[orientation - 1]!(x, y, width, height)));
    const result = await decodePicture(
      await stored.withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer(),
      OPTIONS,
    );
    expect(seenQuadrants(result)).toBe(ALL_FOUR);
    expect(result).toMatchObject({ facts: { width: WIDTH, height: HEIGHT } });
  });

  it.each(['png', 'webp', 'tiff'] as const)('EXIF orientation 6, %s', async (format) => {
    const stored = pictureOf(HEIGHT, WIDTH, (x, y) => quadrantAt(...DISPLAYED[5]!(x, y, HEIGHT, WIDTH)));
    const result = await decodePicture(
      await stored.withMetadata({ orientation: 6 }).toFormat(format).toBuffer(),
      OPTIONS,
    );
    expect(seenQuadrants(result)).toBe(ALL_FOUR);
  });

  it.each([2, 3, 4, 5, 6, 7, 8])(
    'orientation %i gives the very pixels of the picture stored upright',
    async (orientation) => {
      // Odd sides, so that the crop does not lie in the middle to the pixel.
      const [width, height] = [53, 37];
      const upright = (x: number, y: number): number[] => [(5 * x) % 256, (7 * y) % 256, (x * y) % 256];
      const [w, h] = orientation < 5 ? [width, height] : [height, width];
      const stored = pictureOf(w, h, (x, y) => upright(...DISPLAYED[orientation - 1]!(x, y, w, h)));
      const turned = await decodePicture(await stored.withMetadata({ orientation }).png().toBuffer(), OPTIONS);
      const plain = await decodePicture(await pictureOf(width, height, upright).png().toBuffer(), OPTIONS);
      if (!turned.ok || !plain.ok) throw new Error('not decoded');
      // Resizing rounds in another order.
      const furthest = Math.max(...plain.pixels.map((value, i) => Math.abs(value - turned.pixels[i]!)));
      expect(furthest).toBeLessThanOrEqual(2);
    },
  );

  it('a very long picture is oriented before its middle is cut out', async () => {
    // Displayed 4 × 400; above its middle red, below blue.
    const stored = pictureOf(400, 4, (x) => (x < 200 ? COLOURS.red : COLOURS.blue));
    const bytes = await stored.withMetadata({ orientation: 6 }).png().toBuffer();
    const result = await decodePicture(bytes, OPTIONS);
    expect(seenQuadrants(result)).toBe('red red blue blue');
    expect(result).toMatchObject({ facts: { width: 4, height: 400 } });
  });

  it('turns a HEIC once, though its EXIF says it again', async () => {
    const result = await decodePicture(fixture('rotated.heic'), OPTIONS);
    expect(seenQuadrants(result)).toBe('blue red yellow green');
    expect(result).toMatchObject({ facts: { width: HEIGHT, height: WIDTH, takenAt: '2021-05-06T07:08:09' } });
  });

  it.each(['jpeg', 'png', 'webp', 'avif'] as const)('date taken, %s', async (format) => {
    const exif = { IFD2: { DateTimeOriginal: '2019:12:31 23:59:58' } };
    const result = await decodePicture(await quadrants().withExif(exif).toFormat(format).toBuffer(), OPTIONS);
    expect(result).toMatchObject({ facts: { takenAt: '2019-12-31T23:59:58' } });
  });

  it('date taken, TIFF', async () => {
    expect(await decodePicture(fixture('dated.tif'), OPTIONS)).toMatchObject({
      format: 'tiff',
      facts: { takenAt: '2021-05-06T07:08:09' },
    });
  });
});

describe('decodePicture: geometry', () => {
  it.each([
    [1, 5000],
    [5000, 1],
    [20000, 10],
    [1, 1],
    [3, 2],
    [16, 16],
    [17, 16],
  ])('a picture of %i × %i', async (width, height) => {
    const bytes = await sharp({ create: { width, height, channels: 3, background: '#ff0000' } })
      .png()
      .toBuffer();
    const result = await decodePicture(bytes, OPTIONS);
    expect(seenQuadrants(result)).toBe('red red red red');
    expect(result).toMatchObject({ facts: { width, height } });
  });

  it.each([
    // Decoded at a quarter.
    [4000, 3000, 1],
    // Too small for a half that leaves twice the pixels needed: decoded whole.
    [1100, 825, 0.1],
  ])('a JPEG of %i × %i looks as if it had been decoded whole', async (width, height, tolerance) => {
    // Smooth, and in blue as fine as it gets.
    const source = pictureOf(width, height, (x, y) => [(x >> 3) % 256, (y >> 3) % 256, (x * x + 3 * y * y) % 256]);
    const bytes = await source.jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer();
    const options = { ...OPTIONS, preprocessing: { ...PREPROCESSING, shorterSide: 256, inputSize: 224 } };
    const shrunk = await decodePicture(bytes, options);
    const whole = await decodePicture(await sharp(bytes).png({ compressionLevel: 0 }).toBuffer(), options);
    if (!shrunk.ok || !whole.ok) throw new Error('not decoded');
    let difference = 0;
    for (const [i, value] of shrunk.pixels.entries()) difference += Math.abs(value - whole.pixels[i]!);
    expect(difference / shrunk.pixels.length).toBeLessThan(tolerance);
  });
});
