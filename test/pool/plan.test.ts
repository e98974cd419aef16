import { describe, expect, it } from 'vitest';
import { cpuPlan } from '../../main/pool/plan.ts';

const LITE0 = { weights: 18.6e6, activations: 6e6 };
const B7 = { weights: 265e6, activations: 86.4e6 };

describe('cpuPlan', () => {
  it('gives every core a one-thread session where memory allows', () => {
    for (const cores of [1, 2, 64]) {
      expect(cpuPlan({ cores, memoryBytes: 256e9 }, LITE0)).toEqual({
        workers: cores,
        threads: 1,
        decoders: 2,
        batch: 1,
      });
    }
  });

  it('gives threads instead of workers where memory is short for large activations', () => {
    // Of 4 GiB 2.15 GB may be used: one B7 takes 0.19 + 3.6 × 0.265 + 4 × 0.086 = 1.49 GB.
    expect(cpuPlan({ cores: 8, memoryBytes: 2 ** 32 }, B7)).toMatchObject({ workers: 1, threads: 8 });
    // A Lite0 takes 0.28 GB.
    expect(cpuPlan({ cores: 8, memoryBytes: 2 ** 32 }, LITE0)).toMatchObject({ workers: 7, threads: 1 });
    expect(cpuPlan({ cores: 8, memoryBytes: 7e9 }, B7)).toMatchObject({ workers: 2, threads: 4 });
  });

  it('never gives less than one worker with one thread', () => {
    expect(cpuPlan({ cores: 1, memoryBytes: 5e8 }, B7)).toMatchObject({ workers: 1, threads: 1 });
  });
});
