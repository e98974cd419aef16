import { describe, expect, it } from 'vitest';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { decodePicture } from '../../main/picture/decode.ts';
import { HEIGHT, OPTIONS, WIDTH, fixture, pictureOf, quadrants, seenQuadrants } from './quadrants.ts';

/** A picture that compresses badly, so that every part of the file holds pixels. Seeded. */
function noise(width: number, height: number): Sharp {
  const random = generator(7);
  return pictureOf(width, height, () => [random() & 255, random() & 255, random() & 255]);
}

/** xorshift32 */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

const ENCODERS = {
  jpeg: () => noise(300, 200).jpeg().toBuffer(),
  'progressive jpeg': () => noise(300, 200).jpeg({ progressive: true }).toBuffer(),
  png: () => noise(300, 200).png().toBuffer(),
  'interlaced png': () => noise(300, 200).png({ progressive: true }).toBuffer(),
  gif: () => noise(300, 200).gif().toBuffer(),
  // libvips writes the directory last; BMP-like order (directory first) is what other programs write.
  tiff: () => noise(300, 200).tiff({ compression: 'none' }).toBuffer(),
  webp: () => noise(300, 200).webp().toBuffer(),
  avif: () => noise(300, 200).avif({ effort: 0 }).toBuffer(),
  bmp: () => Promise.resolve(fixture('24-bit.bmp')),
  'top-down bmp': () => Promise.resolve(fixture('24-bit-top-down.bmp')),
  'rle bmp': () => Promise.resolve(fixture('8-bit-rle.bmp')),
  heic: () => Promise.resolve(fixture('quadrants.heic')),
} as const;

describe('a truncated picture', () => {
  it.each(['jpeg', 'png', 'gif', 'bmp', 'top-down bmp'] as const)(
    '%s: with most of its rows it is decoded and says so',
    async (name) => {
      const whole = await ENCODERS[name]();
      const result = await decodePicture(whole.subarray(0, Math.floor(0.8 * whole.length)), OPTIONS);
      expect(result).toMatchObject({ ok: true, warning: { kind: 'truncated' } });
    },
  );

  it.each(['jpeg', 'png', 'gif', 'bmp', 'top-down bmp'] as const)(
    '%s: with less than half of its rows it is not',
    async (name) => {
      const whole = await ENCODERS[name]();
      const result = await decodePicture(whole.subarray(0, Math.floor(0.4 * whole.length)), OPTIONS);
      expect(result).toMatchObject({ ok: false, failure: { kind: 'unreadable-picture' } });
    },
  );

  it('keeps the rows that are there: the upper ones of a JPEG', async () => {
    const tall = pictureOf(200, 400, (x, y) => (y < 200 ? [255, 0, 0] : [x, y & 255, (x * y) & 255]));
    const whole = await tall.jpeg({ quality: 90 }).toBuffer();
    const result = await decodePicture(whole.subarray(0, Math.floor(0.6 * whole.length)), OPTIONS);
    expect(seenQuadrants(result)).toMatch(/^red red /);
  });

  it('progressive JPEG: decoded once its coarse scan is whole', async () => {
    const whole = await ENCODERS['progressive jpeg']();
    const scans = [...whole.toString('latin1').matchAll(/\xff\xda/g)].map((match) => match.index);
    expect(scans.length).toBeGreaterThan(3);
    const inFirst = whole.subarray(0, Math.floor((scans[0]! + scans[1]!) / 2));
    const inThird = whole.subarray(0, scans[2]! + 20);
    expect(await decodePicture(inFirst, OPTIONS)).toMatchObject({ failure: { kind: 'unreadable-picture' } });
    expect(await decodePicture(inThird, OPTIONS)).toMatchObject({ ok: true, warning: { kind: 'truncated' } });
  });

  it.each(Object.keys(ENCODERS) as (keyof typeof ENCODERS)[])('%s: cut anywhere, it never throws', async (name) => {
    const whole = await ENCODERS[name]();
    for (const part of [0.001, 0.01, 0.05, 0.2, 0.5, 0.95, 0.999]) {
      const result = await decodePicture(whole.subarray(0, Math.ceil(part * whole.length)), OPTIONS);
      if (!result.ok) expect(['unreadable-picture', 'unsupported-format']).toContain(result.failure.kind);
    }
  });
});

describe('damaged and lying files', () => {
  it.each(Object.keys(ENCODERS) as (keyof typeof ENCODERS)[])(
    '%s: random bytes changed, it never throws',
    async (name) => {
      const whole = await ENCODERS[name]();
      const random = generator(whole.length);
      for (let round = 0; round < 40; round++) {
        const mutated = Buffer.from(whole);
        // Half of the rounds aim at the headers, where it hurts most.
        const reach = round % 2 === 0 ? Math.min(400, whole.length) : whole.length;
        for (let i = 0; i < 1 + (random() % 8); i++) mutated[random() % reach] = random() & 255;
        const result = await decodePicture(mutated, OPTIONS);
        if (result.ok) expect(result.pixels.length).toBe(16 * 16 * 3);
        else expect(result.failure.detail).toMatch(/\.$/);
      }
    },
  );

  it('a PNG that claims 100,000 × 100,000 pixels is refused by its header', async () => {
    const bytes = await quadrants().png().toBuffer();
    bytes.writeUInt32BE(100_000, 16);
    bytes.writeUInt32BE(100_000, 20);
    bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
    const result = await decodePicture(bytes, OPTIONS);
    expect(result).toMatchObject({ ok: false, failure: { kind: 'too-large' } });
    expect(!result.ok && result.failure.detail).toMatch(
      /100000 × 100000 pixels\. Decoding it takes up to 40 GB of memory; there are 1 GB for/,
    );
  });

  it('a BMP that claims 100,000 × 100,000 pixels is refused by its header', async () => {
    const bytes = fixture('24-bit.bmp');
    bytes.writeInt32LE(100_000, 18);
    bytes.writeInt32LE(-100_000, 22);
    expect(await decodePicture(bytes, OPTIONS)).toMatchObject({ failure: { kind: 'too-large' } });
  });

  it.each([
    ['quadrants.heic', [20_000, 20_000], /too-large|unreadable-picture/],
    ['quadrants.heic', [1_000_000, 1_000_000], /too-large|unreadable-picture/],
    // Fewer pixels claimed than coded: the claim is what counts against the budget, so more must not be decoded.
    ['quadrants.heic', [8, 8], 'unreadable-picture'],
    ['sequence.avifs', [20_000, 20_000], 'too-large'],
  ] as const)('%s that claims %j', async (name, [width, height], kind) => {
    const bytes = fixture(name);
    const size = bytes.indexOf('ispe') + 8;
    bytes.writeUInt32BE(width, size);
    bytes.writeUInt32BE(height, size + 4);
    const result = await decodePicture(bytes, OPTIONS);
    expect(result.ok ? `decoded ${result.facts.width}` : result.failure.kind).toMatch(kind);
  });

  it('a large JPEG counts as what is left after shrinking while it is loaded; a progressive one counts whole', async () => {
    const options = { ...OPTIONS, maxMemoryBytes: 800_000 };
    const large = sharp({ create: { width: 2000, height: 1500, channels: 3, background: '#ff0000' } });
    expect(await decodePicture(await large.clone().jpeg().toBuffer(), options)).toMatchObject({ ok: true });
    for (const bytes of [
      await large.clone().jpeg({ progressive: true }).toBuffer(),
      await large.clone().png().toBuffer(),
    ]) {
      expect(await decodePicture(bytes, options)).toMatchObject({ failure: { kind: 'too-large' } });
    }
  });

  it('an empty file', async () => {
    expect(await decodePicture(Buffer.alloc(0), OPTIONS)).toMatchObject({ failure: { kind: 'empty-file' } });
  });

  it('something else under a picture’s name says what it seems to be', async () => {
    const result = await decodePicture(Buffer.from('%PDF-1.7\n'), OPTIONS);
    expect(result).toMatchObject({ failure: { kind: 'unsupported-format' } });
    expect(!result.ok && result.failure.detail).toContain('It seems to be a PDF document.');
  });

  it('an SVG is not a picture here, though the library could draw it', async () => {
    const svg = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"/>`);
    expect(await decodePicture(svg, OPTIONS)).toMatchObject({ failure: { kind: 'unsupported-format' } });
  });
});

/** CRC-32 of PNG chunks (ISO 3309). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
