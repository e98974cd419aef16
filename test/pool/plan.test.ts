import { describe, expect, it } from 'vitest';
import { cpuPlan } from '../../main/pool/plan.ts';

describe('cpuPlan', () => {
  it('gives every core a one-thread session where memory allows', () => {
    for (const cores of [1, 2, 64]) {
      expect(cpuPlan({ cores, memoryBytes: 256e9 }, 10e6)).toEqual({
        workers: cores,
        threads: 1,
        decoders: 2,
        batch: 1,
      });
    }
  });

  it('gives threads instead of workers where memory is short for large activations', () => {
    // 2 GB may be used; one worker takes 0.22 + 4 × 0.5 = 2.22 GB, two of 4 × 0.15 take 0.82 each.
    expect(cpuPlan({ cores: 8, memoryBytes: 4e9 }, 500e6)).toMatchObject({ workers: 1, threads: 8 });
    expect(cpuPlan({ cores: 8, memoryBytes: 4e9 }, 150e6)).toMatchObject({ workers: 2, threads: 4 });
  });
});
