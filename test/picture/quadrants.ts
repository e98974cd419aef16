import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import type { DecodeResult } from '../../main/picture/decode.ts';
import type { Preprocessing } from '../../shared/preprocessing.ts';

/** The test picture: red and green above, blue and yellow below. */
export const WIDTH = 48;
export const HEIGHT = 32;
export const COLOURS = { red: [255, 0, 0], green: [0, 128, 0], blue: [0, 0, 255], yellow: [255, 255, 0] } as const;
const QUADRANTS = ['red', 'green', 'blue', 'yellow'] as const;

/** Small enough to read in a failing test, large enough for four quadrants. */
export const PREPROCESSING: Preprocessing = {
  shorterSide: 16,
  inputSize: 16,
  kernel: 'cubic',
  mean: [127, 127, 127],
  std: [128, 128, 128],
};
export const OPTIONS = { preprocessing: PREPROCESSING, maxMemoryBytes: 1e9 };

/** What `readPixel(x, y)` gives, as a sharp picture. */
export function pictureOf(
  width: number,
  height: number,
  readPixel: (x: number, y: number) => readonly number[],
): Sharp {
  const channels = readPixel(0, 0).length;
  if (channels !== 3 && channels !== 4) throw new RangeError('RGB or RGBA');
  const data = Buffer.alloc(width * height * channels);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data.set(readPixel(x, y), (y * width + x) * channels);
  return sharp(data, { raw: { width, height, channels } });
}

/** The colour of the test picture at a place. */
export function quadrantAt(x: number, y: number): readonly number[] {
  return COLOURS[QUADRANTS[(x < WIDTH / 2 ? 0 : 1) + (y < HEIGHT / 2 ? 0 : 2)]!];
}

export function quadrants(): Sharp {
  return pictureOf(WIDTH, HEIGHT, quadrantAt);
}

export function fixture(name: string): Buffer {
  return readFileSync(`${import.meta.dirname}/../fixtures/pictures/${name}`);
}

/** The colours in the middle of the four quadrants of a decoded square: names of the nearest, from left to right, down. */
export function seenQuadrants(result: DecodeResult): string {
  return [pixelAt(result, 4, 4), pixelAt(result, 11, 4), pixelAt(result, 4, 11), pixelAt(result, 11, 11)]
    .map(nameOf)
    .join(' ');
}

/** One pixel of a decoded square, `[R, G, B]`. */
export function pixelAt(result: DecodeResult, x: number, y: number): number[] {
  if (!result.ok) throw new Error(`not decoded: ${result.failure.kind}: ${result.failure.detail}`);
  const at = 3 * (y * PREPROCESSING.inputSize + x);
  return [...result.pixels.subarray(at, at + 3)];
}

/** The name of a colour, if it is within 50 of one by every channel; JPEG's and HEVC's losses stay below that. */
function nameOf(pixel: readonly number[]): string {
  for (const [name, colour] of Object.entries({ ...COLOURS, white: [255, 255, 255], black: [0, 0, 0] })) {
    if (colour.every((value, i) => Math.abs(value - pixel[i]!) <= 50)) return name;
  }
  return pixel.join(',');
}
