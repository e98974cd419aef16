import { describe, expect, it } from 'vitest';
import { writeImageTensor } from '../../main/picture/image-tensor.ts';
import { PREPROCESSING } from './quadrants.ts';

const TWO_BY_TWO = { ...PREPROCESSING, inputSize: 2, mean: [100, 50, 0], std: [10, 5, 1] } as const;
const PIXELS = Uint8Array.from([110, 60, 1, 120, 70, 2, 130, 80, 3, 140, 90, 4]);

describe('writeImageTensor', () => {
  it('normalises each channel into a plane of its own, at its place in the batch', () => {
    const batch = new Float32Array(2 * 12).fill(-1);
    writeImageTensor(PIXELS, TWO_BY_TWO, batch, 12);
    expect([...batch.subarray(0, 12)]).toEqual(Array.from({ length: 12 }, () => -1));
    expect([...batch.subarray(12)]).toEqual([1, 2, 3, 4, 2, 4, 6, 8, 1, 2, 3, 4]);
  });

  it('refuses a picture of another size and a place outside of the batch', () => {
    const batch = new Float32Array(12);
    expect(() => { writeImageTensor(PIXELS.subarray(3), TWO_BY_TWO, batch, 0); }).toThrow(RangeError); // prettier-ignore
    expect(() => { writeImageTensor(PIXELS, TWO_BY_TWO, batch, 1); }).toThrow(RangeError); // prettier-ignore
  });
});
