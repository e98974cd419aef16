import { expect, it } from 'vitest';
import { hasTensorflow } from './tensorflow-here.ts';
import { memoryOfTensorflow } from './tensorflow-memory.ts';

it.skipIf(!hasTensorflow || process.platform !== 'linux')(
  'tensors and memory of TensorFlow are flat over 2,000 batches and 50 sessions',
  async () => {
    const { start, afterBatches, afterSessions } = await memoryOfTensorflow(2_000, 50);
    expect([start.tensors, afterBatches.tensors, afterSessions.tensors]).toEqual([0, 0, 0]);
    // A batch is 0.4 MB: one that stayed would be 800 MB.
    expect(afterBatches.megabytes - start.megabytes).toBeLessThan(25);
    expect(afterSessions.megabytes - afterBatches.megabytes).toBeLessThan(40);
  },
  600_000,
);
