import { describe, expect, it } from 'vitest';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { decodePicture } from '../../main/picture/decode.ts';
import {
  COLOURS,
  HEIGHT,
  OPTIONS,
  WIDTH,
  fixture,
  pictureOf,
  pixelAt,
  quadrantAt,
  seenQuadrants,
} from './quadrants.ts';

/** (150, 100, 50) of Adobe RGB (1998) in sRGB, computed from the two specifications (D65 both, no adaptation). */
function adobeRgbToSrgb(pixel: readonly [number, number, number]): number[] {
  const [r, g, b] = pixel.map((value) => (value / 255) ** (563 / 256)) as [number, number, number];
  const x = 0.57667 * r + 0.18556 * g + 0.18823 * b;
  const y = 0.29734 * r + 0.62736 * g + 0.07529 * b;
  const z = 0.02703 * r + 0.07069 * g + 0.99134 * b;
  return [
    3.2406 * x - 1.5372 * y - 0.4986 * z,
    -0.9689 * x + 1.8758 * y + 0.0415 * z,
    0.0557 * x - 0.204 * y + 1.057 * z,
  ].map((linear) => Math.round(255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055)));
}

function expectColour(pixel: readonly number[], expected: readonly number[], tolerance: number): void {
  for (const [i, value] of pixel.entries()) {
    expect(Math.abs(value - expected[i]!), `${pixel.join(',')} for ${expected.join(',')}`).toBeLessThanOrEqual(
      tolerance,
    );
  }
}

describe('decodePicture: colours', () => {
  it.each([
    ['adobe-rgb.png', 2],
    // HEVC's own loss is up to 2.
    ['adobe-rgb.heic', 4],
  ])('%s becomes sRGB', async (name, tolerance) => {
    const expected = adobeRgbToSrgb([150, 100, 50]);
    expect(expected[0]).toBeGreaterThan(160); // far enough from the file's own 150 to tell
    expectColour(pixelAt(await decodePicture(fixture(name), OPTIONS), 8, 8), expected, tolerance);
  });

  it('a small picture with a profile, enlarged, becomes sRGB', async () => {
    const small = await sharp(fixture('adobe-rgb.png')).extract({ left: 0, top: 0, width: 8, height: 8 }).keepIccProfile().png().toBuffer(); // prettier-ignore
    expectColour(pixelAt(await decodePicture(small, OPTIONS), 8, 8), adobeRgbToSrgb([150, 100, 50]), 2);
  });

  it.each([
    ['Display P3 JPEG', 'p3', (image: Sharp) => image.jpeg({ quality: 100, chromaSubsampling: '4:4:4' })],
    ['Display P3 PNG', 'p3', (image: Sharp) => image.png()],
    ['Display P3 WebP', 'p3', (image: Sharp) => image.webp({ lossless: true })],
    ['Display P3 TIFF', 'p3', (image: Sharp) => image.tiff()],
    ['Display P3 AVIF', 'p3', (image: Sharp) => image.avif({ quality: 100, chromaSubsampling: '4:4:4' })],
    ['Display P3 PNG of 16 bits', 'p3', (image: Sharp) => image.toColourspace('rgb16').png()],
  ])('%s becomes sRGB', async (_name, profile, encode) => {
    const colour = [200, 100, 50];
    const bytes = await encode(pictureOf(WIDTH, HEIGHT, () => colour).withIccProfile(profile)).toBuffer();
    // The file itself must hold other numbers and a profile, or this shows nothing.
    const stored = await sharp(bytes, { ignoreIcc: true }).toColourspace('srgb').raw().toBuffer();
    expect(Math.abs(stored[0]! - 200)).toBeGreaterThan(5);
    expect((await sharp(bytes).metadata()).icc).toBeDefined();
    expectColour(pixelAt(await decodePicture(bytes, OPTIONS), 8, 8), colour, 2);
  });

  it.each([
    ['with its profile', (image: Sharp) => image.withIccProfile('cmyk')],
    ['without', (image: Sharp) => image.toColourspace('cmyk')],
  ])('a CMYK JPEG %s becomes sRGB', async (_name, toCmyk) => {
    // Blue lies far outside of what inks can show; white tells an inverted picture.
    const shown = pictureOf(WIDTH, HEIGHT, (x, y) => {
      const colour = quadrantAt(x, y);
      return colour === COLOURS.blue ? [255, 255, 255] : colour;
    });
    const bytes = await toCmyk(shown).jpeg({ quality: 100 }).toBuffer();
    expect(await sharp(bytes).metadata()).toMatchObject({ space: 'cmyk', channels: 4 });
    expect(seenQuadrants(await decodePicture(bytes, OPTIONS))).toBe('red green white yellow');
  });

  it('grey with a profile becomes sRGB', async () => {
    // 64 of 255, linear: 1.055 · (64/255)^(1/2.4) − 0.055 = 0.538
    expectColour(pixelAt(await decodePicture(fixture('linear-grey.png'), OPTIONS), 8, 8), [137, 137, 137], 2);
  });

  it('an sRGB profile changes nothing', async () => {
    const bytes = await pictureOf(WIDTH, HEIGHT, () => [200, 100, 50])
      .withIccProfile('srgb')
      .png()
      .toBuffer();
    expect((await sharp(bytes).metadata()).icc).toBeDefined();
    expect(pixelAt(await decodePicture(bytes, OPTIONS), 8, 8)).toEqual([200, 100, 50]);
  });

  it('a damaged profile is ignored', async () => {
    const bytes = await pictureOf(WIDTH, HEIGHT, () => [200, 100, 50])
      .withIccProfile('p3')
      .tiff({ compression: 'none' })
      .toBuffer();
    const profile = (await sharp(bytes).metadata()).icc!;
    bytes.fill(0xff, bytes.indexOf(profile) + 36, bytes.indexOf(profile) + profile.length);
    expect(await decodePicture(bytes, OPTIONS)).toMatchObject({ ok: true, warning: null });
  });
});
