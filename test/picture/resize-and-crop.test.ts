import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planResizeAndCrop } from '../../main/picture/resize-and-crop.ts';
import { PREPROCESSING } from './quadrants.ts';

const LITE0 = { ...PREPROCESSING, shorterSide: 256, inputSize: 224 };

describe('planResizeAndCrop', () => {
  it.each([
    // width, height, resized width, resized height, left, top
    [500, 375, 341, 256, 58, 16],
    [375, 500, 256, 341, 16, 58],
    [500, 349, 367, 256, 71, 16], // 366.8 is rounded up
    [225, 329, 256, 374, 16, 75],
    [256, 256, 256, 256, 16, 16],
    [1, 1, 256, 256, 16, 16],
    [4000, 500, 2048, 256, 912, 16],
  ])('%i × %i becomes %i × %i, cut at %i, %i', (width, height, resizedWidth, resizedHeight, left, top) => {
    expect(planResizeAndCrop({ width, height }, LITE0)).toEqual({
      region: null,
      resized: { width: resizedWidth, height: resizedHeight },
      crop: { left, top, width: 224, height: 224 },
    });
  });

  it('a very long picture is cut around its middle first', () => {
    expect(planResizeAndCrop({ width: 20000, height: 10 }, LITE0)).toEqual({
      region: { left: 9960, top: 0, width: 80, height: 10 },
      resized: { width: 2048, height: 256 },
      crop: { left: 912, top: 16, width: 224, height: 224 },
    });
    expect(planResizeAndCrop({ width: 3, height: 5001 }, LITE0).region).toEqual({
      left: 0,
      top: 2488,
      width: 3,
      height: 25,
    });
  });

  it('of any picture: region inside it, crop inside what is resized, in whole pixels', () => {
    const side = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const { region, resized, crop } = planResizeAndCrop({ width, height }, LITE0);
        const inner = region ?? { left: 0, top: 0, width, height };
        const numbers = [
          inner.left,
          inner.top,
          inner.width,
          inner.height,
          resized.width,
          resized.height,
          crop.left,
          crop.top,
        ];
        expect(numbers.every(Number.isInteger)).toBe(true);
        // The middle stays the middle.
        expect(2 * inner.left + inner.width).toBe(width);
        expect(2 * inner.top + inner.height).toBe(height);
        expect(Math.min(inner.left, inner.top, crop.left, crop.top)).toBeGreaterThanOrEqual(0);
        expect(crop.left + 224).toBeLessThanOrEqual(resized.width);
        expect(crop.top + 224).toBeLessThanOrEqual(resized.height);
        expect(Math.max(resized.width, resized.height)).toBeLessThanOrEqual(256 * 9 + 1);
      }),
    );
  });
});
