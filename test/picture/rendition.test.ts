import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { renderPicture, type RenditionResult } from '../../main/picture/rendition.ts';
import { COLOURS, HEIGHT, WIDTH, fixture, pictureOf, quadrantAt, quadrants } from './quadrants.ts';

const THUMBNAIL = { longerSide: 24, maxMemoryBytes: 1e7 };
const WHOLE = { longerSide: null, maxMemoryBytes: 1e7 };

interface Seen {
  readonly size: readonly [width: number, height: number];
  readonly format: string | undefined;
  /** In the middle of the four quadrants, from left to right, down. */
  readonly colours: readonly (readonly number[])[];
}

async function look(result: RenditionResult): Promise<Seen> {
  if (!result.ok) throw new Error(`${result.failure.kind}: ${result.failure.detail}`);
  const { format } = await sharp(result.bytes).metadata();
  const { data, info } = await sharp(result.bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const pixel = (x: number, y: number): number[] => {
    const at = 3 * (Math.floor(y * height) * width + Math.floor(x * width));
    return [...data.subarray(at, at + 3)];
  };
  const colours = [pixel(0.25, 0.25), pixel(0.75, 0.25), pixel(0.25, 0.75), pixel(0.75, 0.75)];
  return { size: [width, height], format, colours };
}

function expectColours(seen: Seen, expected: readonly (readonly number[])[]): void {
  for (const [at, colour] of expected.entries()) {
    for (const [channel, value] of colour.entries()) {
      expect(Math.abs(seen.colours[at]![channel]! - value), `quadrant ${at}, channel ${channel}`).toBeLessThan(50);
    }
  }
}

const UPRIGHT = [COLOURS.red, COLOURS.green, COLOURS.blue, COLOURS.yellow];

/** The picture as it is stored under an EXIF orientation (EXIF 2.3, tag 0x0112): what shows it upright, undone. */
function storedAs(orientation: number): Sharp {
  const isSwapped = orientation > 4;
  return pictureOf(isSwapped ? HEIGHT : WIDTH, isSwapped ? WIDTH : HEIGHT, (column, row) => {
    const right = WIDTH - 1;
    const bottom = HEIGHT - 1;
    const places = [
      [column, row],
      [right - column, row],
      [right - column, bottom - row],
      [column, bottom - row],
      [row, column],
      [right - row, column],
      [right - row, bottom - column],
      [row, bottom - column],
    ] as const;
    const [x, y] = places[orientation - 1]!;
    return quadrantAt(x, y);
  });
}

describe('a thumbnail', () => {
  it.each([
    ['JPEG', () => quadrants().jpeg({ quality: 95 }).toBuffer()],
    ['PNG', () => quadrants().png().toBuffer()],
    ['TIFF', () => quadrants().tiff().toBuffer()],
    ['GIF', () => quadrants().gif().toBuffer()],
    ['AVIF', () => quadrants().avif({ quality: 90 }).toBuffer()],
    ['AVIF sequence', () => Promise.resolve(fixture('sequence.avifs'))],
    ['BMP', () => Promise.resolve(fixture('24-bit.bmp'))],
    ['HEIC', () => Promise.resolve(fixture('quadrants.heic'))],
  ])('of a %s is a JPEG of that size', async (_format, bytes) => {
    const seen = await look(await renderPicture(await bytes(), THUMBNAIL));
    expect(seen).toMatchObject({ size: [24, 16], format: 'jpeg' });
    expectColours(seen, UPRIGHT);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is upright, EXIF orientation %i', async (orientation) => {
    const bytes = await storedAs(orientation).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
    const seen = await look(await renderPicture(bytes, THUMBNAIL));
    expect(seen.size).toEqual([24, 16]);
    expectColours(seen, UPRIGHT);
  });

  it('is in the colours of the profile, white where nothing is, and never enlarged', async () => {
    const adobe = [await look(await renderPicture(fixture('adobe-rgb.heic'), THUMBNAIL))];
    adobe.push(await look(await renderPicture(fixture('adobe-rgb.png'), THUMBNAIL)));
    for (const seen of adobe) {
      // (150, 100, 50) of Adobe RGB is (165, 100, 41) of sRGB.
      expect(seen.colours[0]![0]).toBeGreaterThan(157);
    }
    const transparent = await look(await renderPicture(fixture('transparent.heic'), { ...THUMBNAIL, longerSide: 500 }));
    expect(transparent.size).toEqual([WIDTH, HEIGHT]);
    expectColours(transparent, [[255, 255, 255]]);
  });

  it('shows what is there of a file that ends early', async () => {
    const large = quadrants().resize({ width: 10 * WIDTH, kernel: 'nearest' });
    const whole = await large.jpeg({ quality: 95 }).toBuffer();
    const seen = await look(await renderPicture(whole.subarray(0, whole.length * 0.7), THUMBNAIL));
    expectColours(seen, [COLOURS.red, COLOURS.green]);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'empty-file'],
    ['text', Buffer.from('hello'), 'unsupported-format'],
    ['a damaged file', Buffer.concat([Buffer.from('\xff\xd8\xff', 'latin1'), Buffer.alloc(50)]), 'unreadable-picture'],
  ])('of %s is a failure', async (_what, bytes, kind) => {
    expect(await renderPicture(bytes, THUMBNAIL)).toMatchObject({ ok: false, failure: { kind } });
  });

  it.each([
    ['PNG', () => quadrants().png().toBuffer()],
    ['HEIC', () => Promise.resolve(fixture('quadrants.heic'))],
    ['BMP', () => Promise.resolve(fixture('24-bit.bmp'))],
  ])('of a %s with too many pixels is not decoded', async (_format, bytes) => {
    const tiny = { ...THUMBNAIL, maxMemoryBytes: WIDTH * HEIGHT * 4 - 1 };
    expect(await renderPicture(await bytes(), tiny)).toMatchObject({ ok: false, failure: { kind: 'too-large' } });
  });
});

describe('a view', () => {
  it.each(['rotated.heic', 'dated.tif'])('of %s is a whole JPEG', async (name) => {
    const seen = await look(await renderPicture(fixture(name), WHOLE));
    expect(seen.format).toBe('jpeg');
    expect([...seen.size].sort()).toEqual([HEIGHT, WIDTH]);
  });
});
