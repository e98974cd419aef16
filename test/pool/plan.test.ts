import { describe, expect, it } from 'vitest';
import { allowedBytes, cpuPlan } from '../../main/pool/plan.ts';
import { NO_RUN_LIMITS } from '../../shared/settings.ts';

const SMALL = 0.3e9;
const LARGE = 1.5e9;

describe('cpuPlan', () => {
  it('gives every core a one-thread session where memory allows', () => {
    for (const cores of [1, 2, 64]) {
      expect(cpuPlan({ cores, memoryBytes: 256e9 }, SMALL)).toEqual({
        workers: cores,
        threads: 1,
        decoders: 2,
        batch: 1,
      });
    }
  });

  it('gives threads instead of workers where half of the memory is short for them', () => {
    expect(cpuPlan({ cores: 8, memoryBytes: 4.3e9 }, LARGE)).toMatchObject({ workers: 1, threads: 8 });
    expect(cpuPlan({ cores: 8, memoryBytes: 4.3e9 }, SMALL)).toMatchObject({ workers: 7, threads: 1 });
    expect(cpuPlan({ cores: 8, memoryBytes: 7e9 }, LARGE)).toMatchObject({ workers: 2, threads: 4 });
  });

  it('keeps to what a person allows: workers, and memory for all of them, whichever is less', () => {
    const machine = { cores: 8, memoryBytes: 64e9 };
    const plan = (workers: number | null, memoryBytes: number | null) =>
      cpuPlan(machine, SMALL, { workers, memoryBytes });
    expect(plan(3, null)).toMatchObject({ workers: 3, threads: 2 });
    expect(plan(12, null)).toMatchObject({ workers: 12, threads: 1 });
    expect(plan(null, 1e9)).toMatchObject({ workers: 3, threads: 2 });
    expect(plan(5, 0.6e9)).toMatchObject({ workers: 2, threads: 4 });
  });

  it('never gives less than one worker with one thread', () => {
    expect(cpuPlan({ cores: 1, memoryBytes: 0.5e9 }, LARGE)).toMatchObject({ workers: 1, threads: 1 });
  });
});

describe('allowedBytes', () => {
  it('is a person’s limit, else all memory', () => {
    const machine = { cores: 1, memoryBytes: 8e9 };
    expect(allowedBytes(machine, { workers: null, memoryBytes: 1e9 })).toBe(1e9);
    expect(allowedBytes(machine, NO_RUN_LIMITS)).toBe(8e9);
  });
});
