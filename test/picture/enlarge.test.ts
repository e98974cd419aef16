import { describe, expect, it } from 'vitest';
import { enlargeAndCrop } from '../../main/picture/enlarge.ts';

/** Rows of grey values as an RGB picture. */
function grey(rows: readonly (readonly number[])[]) {
  const data = Uint8Array.from(rows.flat().flatMap((value) => [value, value, value]));
  return { data, width: rows[0]!.length, height: rows.length, channels: 3 } as const;
}

/** One channel of RGB, as rows; all three must be the same. */
function rowsOf(rgb: Uint8Array, width: number): number[][] {
  const values = [...rgb].filter((_, i) => i % 3 === 0);
  expect([...rgb]).toEqual(values.flatMap((value) => [value, value, value]));
  return Array.from({ length: values.length / width }, (_, y) => values.slice(y * width, (y + 1) * width));
}

describe('enlargeAndCrop', () => {
  // The expected values are those of Pillow 13, `Image.resize` with BICUBIC, BILINEAR and LANCZOS.
  it.each([
    ['cubic', [10, 200, 30, 250], [0, 74, 197, 113, 35, 177, 255]],
    ['cubic', [0, 255, 100], [0, 9, 108, 226, 247, 174, 106, 84]],
    ['linear', [10, 200, 30, 250], [10, 78, 186, 115, 46, 171, 250]],
    ['linear', [0, 255, 100], [0, 16, 112, 207, 226, 168, 110, 100]],
    ['lanczos3', [10, 200, 30, 250], [0, 82, 197, 111, 35, 170, 255]],
    ['lanczos3', [0, 255, 100], [0, 12, 111, 224, 254, 186, 110, 65]],
  ] as const)('along a row, %s, %j', (kernel, values, expected) => {
    const enlarged = { width: expected.length, height: 1 };
    const pixels = enlargeAndCrop(grey([values]), enlarged, { ...enlarged, left: 0, top: 0 }, kernel);
    for (const [i, value] of rowsOf(pixels, expected.length)[0]!.entries()) {
      // Pillow rounds its weights to 22 bits.
      expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(1);
    }
  });

  const TWO_ROWS = grey([[0, 255, 100], [40, 90, 200]]); // prettier-ignore
  const ENLARGED = [
    [0, 52, 223, 250, 131, 74],
    [2, 52, 200, 230, 138, 94],
    [18, 50, 140, 178, 158, 148],
    [34, 47, 80, 126, 177, 202],
    [40, 47, 57, 106, 184, 222],
  ];

  it('along both', () => {
    const whole = { left: 0, top: 0, width: 6, height: 5 };
    expect(rowsOf(enlargeAndCrop(TWO_ROWS, { width: 6, height: 5 }, whole, 'cubic'), 6)).toEqual(ENLARGED);
  });

  it('the crop is that part of the whole', () => {
    const crop = { left: 2, top: 1, width: 3, height: 3 };
    const expected = ENLARGED.slice(1, 4).map((row) => row.slice(2, 5));
    expect(rowsOf(enlargeAndCrop(TWO_ROWS, { width: 6, height: 5 }, crop, 'cubic'), 3)).toEqual(expected);
  });
});
