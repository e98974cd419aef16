import { describe, expect, it } from 'vitest';
import { scoreOfEvenChance } from './logistic-fit.ts';

describe('scoreOfEvenChance', () => {
  it('finds the middle of a known logistic curve', () => {
    // At each score as many right ones of 10,000 as the curve with a = −1.5, b = 5 says.
    const judged = Array.from({ length: 20 }, (_, index) => (index + 0.5) / 20).flatMap((score) => {
      const right = Math.round(10_000 / (1 + Math.exp(1.5 - 5 * score)));
      return Array.from({ length: 10_000 }, (_, index) => ({ score, isRight: index < right }));
    });
    expect(scoreOfEvenChance(judged)).toBeCloseTo(0.3, 3);
  });
});
