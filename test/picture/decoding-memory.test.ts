import { describe, expect, it } from 'vitest';
import { bytesToDecode, decodingMemory } from '../../main/picture/decoding-memory.ts';
import { PREPROCESSING } from './quadrants.ts';

const LITE0 = { ...PREPROCESSING, shorterSide: 256, inputSize: 224 };
const MEGA = 1e6;

describe('decodingMemory', () => {
  it('half of the memory, shared by the processes that decode', () => {
    expect(decodingMemory(8e9, 1)).toBe(4e9);
    expect(decodingMemory(16e9, 1 / 8)).toBe(1e9);
  });
});

describe('bytesToDecode', () => {
  it.each([
    ['a JPEG of 12 megapixels is decoded at a quarter', { format: 'jpeg', width: 4000, height: 3000 }, 4 * 1000 * 750],
    ['a JPEG of 108 megapixels at an eighth', { format: 'jpeg', width: 12000, height: 9000 }, 4 * 1500 * 1125],
    ['a small JPEG whole', { format: 'jpeg', width: 500, height: 375 }, 4 * 500 * 375],
    ['a long, low JPEG whole', { format: 'jpeg', width: 60000, height: 300 }, 4 * 60000 * 300],
    ['a progressive JPEG whole', { format: 'jpeg', width: 4000, height: 3000, isProgressive: true }, 9 * 12 * MEGA],
    ['a PNG row by row', { format: 'png', width: 4000, height: 3000 }, 4 * 12 * MEGA],
    ['an interlaced PNG whole', { format: 'png', width: 4000, height: 3000, isProgressive: true }, 11 * 12 * MEGA],
    ['a WebP', { format: 'webp', width: 4000, height: 3000 }, 10 * 12 * MEGA],
    ['a HEIC', { format: 'heif', width: 4000, height: 3000, compression: 'hevc' }, 11 * 12 * MEGA],
    ['an AVIF', { format: 'heif', width: 4000, height: 3000, compression: 'av1' }, 19 * 12 * MEGA],
    ['a BMP', { format: 'bmp', width: 4000, height: 3000 }, 7 * 12 * MEGA],
    ['whatever else, as the hungriest', { format: 'jxl', width: 4000, height: 3000 }, 19 * 12 * MEGA],
  ] as const)('%s', (_name, header, expected) => {
    expect(bytesToDecode(header, LITE0)).toBe(expected);
  });
});
