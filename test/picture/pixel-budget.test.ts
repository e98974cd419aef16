import { describe, expect, it } from 'vitest';
import { pixelBudget, pixelsToDecode } from '../../main/picture/pixel-budget.ts';
import { PREPROCESSING } from './quadrants.ts';

const LITE0 = { ...PREPROCESSING, shorterSide: 256, inputSize: 224 };

describe('pixelBudget', () => {
  it('half of the memory, shared by the decoders, at 20 bytes a pixel', () => {
    expect(pixelBudget(8 * 1024 ** 3, 4)).toBe(53_687_091);
    expect(pixelBudget(8 * 1024 ** 3, 1)).toBe(214_748_364);
  });
});

describe('pixelsToDecode', () => {
  it.each([
    ['a JPEG of 12 megapixels is decoded at a quarter', 'jpeg', 4000, 3000, false, 1000 * 750],
    ['a JPEG of 108 megapixels at an eighth', 'jpeg', 12000, 9000, false, 1500 * 1125],
    ['a small JPEG whole', 'jpeg', 500, 375, false, 500 * 375],
    ['a long, low JPEG whole', 'jpeg', 60000, 300, false, 60000 * 300],
    ['a progressive JPEG whole', 'jpeg', 4000, 3000, true, 12_000_000],
    ['a PNG whole', 'png', 4000, 3000, false, 12_000_000],
  ] as const)('%s', (_name, format, width, height, isProgressive, expected) => {
    expect(pixelsToDecode({ format, width, height, isProgressive }, LITE0)).toBe(expected);
  });
});
