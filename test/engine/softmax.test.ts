import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { softmax } from '../../main/engine/softmax.ts';

describe('softmax', () => {
  it('is e^logit over the sum over all classes', () => {
    const logits = Float32Array.of(1, 2, 3);
    const total = Math.E + Math.E ** 2 + Math.E ** 3;
    const expected = [Math.E / total, Math.E ** 2 / total, Math.E ** 3 / total];
    for (const [i, score] of softmax(logits).entries()) expect(score).toBeCloseTo(expected[i] ?? NaN, 15);
  });

  it('sums to 1 and keeps the order, however large the logits', () => {
    const anyLogits = fc.float32Array({ minLength: 1, maxLength: 50, noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(anyLogits, (logits) => {
        const scores = softmax(logits);
        expect(scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 12);
        const best = logits.indexOf(Math.max(...logits));
        expect(scores[best]).toBe(Math.max(...scores));
      }),
    );
  });

  it('gives one class the score 1', () => {
    expect([...softmax(Float32Array.of(-1234))]).toEqual([1]);
  });

  it('refuses logits that are no numbers', () => {
    expect(() => softmax(Float32Array.of(1, NaN))).toThrow('NaN');
    expect(() => softmax(Float32Array.of(Infinity, 1))).toThrow('Infinity');
  });
});
