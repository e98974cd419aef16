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

  it('keeps to what a person allows: workers, and memory for all of them, whichever is less', () => {
    const machine = { cores: 8, memoryBytes: 64e9 };
    const plan = (workers: number | null, memoryBytes: number | null) =>
      cpuPlan(machine, LITE0, { workers, memoryBytes });
    expect(plan(3, null)).toMatchObject({ workers: 3, threads: 2 });
    expect(plan(12, null)).toMatchObject({ workers: 12, threads: 1 });
    // One takes 0.28 GB.
    expect(plan(null, 1e9)).toMatchObject({ workers: 3, threads: 2 });
    expect(plan(5, 0.6e9)).toMatchObject({ workers: 2, threads: 4 });
    expect(plan(1, 0.1e9)).toMatchObject({ workers: 1, threads: 8 });
  });

  it('never gives less than one worker with one thread', () => {
    expect(cpuPlan({ cores: 1, memoryBytes: 5e8 }, B7)).toMatchObject({ workers: 1, threads: 1 });
  });
});
