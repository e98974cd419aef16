import { expect, it } from 'vitest';
import { logitsApart } from '../../shared/compared-logits.ts';

it('takes differences for rounding by how large the logits are, and nothing that is no number', () => {
  expect(logitsApart([1, 2, 3.0005], [1, 2, 3])).toBeNull();
  expect(logitsApart([1, 2, 3.01], [1, 2, 3])).toBeCloseTo(0.01);
  expect(logitsApart([1000, 2000, 3000.5], [1000, 2000, 3000])).toBeNull();
  expect(logitsApart([1000, 2000, 3005], [1000, 2000, 3000])).toBe(5);
  expect(logitsApart([1, 2, Number.NaN], [1, 2, 3])).toBeNaN();
  expect(logitsApart([1, 2], [1, 2, 3])).toBe(Infinity);
});
