import { expect, it } from 'vitest';
import { hasTensorflow } from './tensorflow-here.ts';
import { memoryOfTensorflow } from './tensorflow-memory.ts';

it.skipIf(!hasTensorflow || process.platform !== 'linux')(
  'tensors and memory of TensorFlow are flat over 200 batches and 5 sessions',
  async () => {
    const { start, afterBatches, afterSessions } = await memoryOfTensorflow(200, 5);
    expect([start.tensors, afterBatches.tensors, afterSessions.tensors]).toEqual([0, 0, 0]);
    // A batch is 0.4 MB: one that stayed would be 80 MB.
    expect(afterBatches.megabytes - start.megabytes).toBeLessThan(25);
    expect(afterSessions.megabytes - afterBatches.megabytes).toBeLessThan(40);
  },
);
