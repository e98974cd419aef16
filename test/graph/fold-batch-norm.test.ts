import { expect, it } from 'vitest';
import { foldBatchNorm } from '../../main/graph/fold-batch-norm.ts';

it('gives the convolution and its batch normalisation in one', () => {
  const kernel = Float32Array.of(1, 2, 3, 4);
  const batchNorm = {
    gamma: Float32Array.of(2, -1),
    beta: Float32Array.of(0.5, 0.25),
    mean: Float32Array.of(3, -1),
    variance: Float32Array.of(3, 0),
    epsilon: 1,
  };
  const folded = foldBatchNorm(kernel, batchNorm);
  const x = [7, 5];
  const outputs = [0, 1].map((filter) => {
    const convolved = (weights: Float32Array) => weights[2 * filter]! * x[0]! + weights[2 * filter + 1]! * x[1]!;
    const { gamma, beta, mean, variance, epsilon } = batchNorm;
    const normalised = (convolved(kernel) - mean[filter]!) / Math.sqrt(variance[filter]! + epsilon);
    return [convolved(folded.kernel) + folded.bias[filter]!, normalised * gamma[filter]! + beta[filter]!];
  });
  // (1·7 + 2·5 − 3) / 2 · 2 + 0.5 and (3·7 + 4·5 + 1) / 1 · −1 + 0.25
  expect(outputs).toEqual([
    [14.5, 14.5],
    [-41.75, -41.75],
  ]);
  expect([...kernel]).toEqual([1, 2, 3, 4]);
});
