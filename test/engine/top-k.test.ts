import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { topK } from '../../main/engine/top-k.ts';

describe('topK', () => {
  it('gives the best classes, best first, with their scores as they are', () => {
    expect(topK(Float64Array.of(0.1, 0.4, 0.2, 0.3), 2)).toEqual([
      { index: 1, score: 0.4 },
      { index: 3, score: 0.3 },
    ]);
  });

  it('puts equal scores in the order of their classes', () => {
    expect(topK(Float64Array.of(0.2, 0.3, 0.2, 0.3), 3).map(({ index }) => index)).toEqual([1, 3, 0]);
  });

  it('gives all of them where there are fewer', () => {
    expect(topK(Float64Array.of(0.4, 0.6), 5)).toHaveLength(2);
  });

  it('agrees with a stable sort', () => {
    const scores = fc.array(fc.constantFrom(0, 0.1, 0.2, 0.3, 0.4), { maxLength: 40 });
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 20 }), (values, k) => {
        const sorted = values.map((score, index) => ({ index, score })).sort((a, b) => b.score - a.score);
        expect(topK(Float64Array.from(values), k)).toEqual(sorted.slice(0, k));
      }),
    );
  });
});
