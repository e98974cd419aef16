import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionMemory } from '../../main/engine/session-memory.ts';
import { modelCosts } from '../../main/model/costs.ts';
import { readModelFolder } from '../../main/model/model-folder.ts';
import { bundledModelFolder, samplePhotos } from '../bench/pictures.ts';
import { workerPeak } from '../bench/variant-memory.ts';

describe('sessionMemory', () => {
  it('grows by whole inputs with the batch, by activations not, where pictures are computed one by one', () => {
    const network = { weightBytes: 1e6, inputBytes: 1000, activationBytes: (batch: number) => batch * 1e6 };
    const one = sessionMemory('onnxruntime:cpu', network, 1);
    expect(sessionMemory('onnxruntime:cpu', network, 32)).toBe(one + 31_000);
  });

  it('holds activations of four pictures at most where TensorFlow computes on a CPU', () => {
    const network = { weightBytes: 1e6, inputBytes: 0, activationBytes: (batch: number) => batch * 1e6 };
    const [one, four, all] = [1, 4, 32].map((batch) => sessionMemory('tensorflow', network, batch));
    expect(four).toBeGreaterThan((one ?? 0) + 3e6);
    expect(all).toBe(four);
  });

  it('grows with weights and activations', () => {
    const network = { weightBytes: 1e6, inputBytes: 0, activationBytes: () => 1e6 };
    const none = { weightBytes: 0, inputBytes: 0, activationBytes: () => 0 };
    const base = sessionMemory('onnxruntime:cpu', none, 1);
    expect(sessionMemory('onnxruntime:cpu', network, 1)).toBeGreaterThan(base + 2e6);
  });
});

describe.skipIf(process.platform !== 'linux')('the peak of a real worker with the bundled model', () => {
  let scratch: string;
  beforeAll(() => {
    scratch = mkdtempSync(path.join(tmpdir(), 'classifold-memory-'));
  });
  afterAll(() => {
    rmSync(scratch, { recursive: true });
  });

  it('is below what is foreseen, also where it makes the graph, and not far below', async () => {
    const read = await readModelFolder(bundledModelFolder);
    if (!read.ok) throw new Error(read.problem.reason);
    const foreseen = sessionMemory('onnxruntime:cpu', modelCosts(read.model.manifest), 1) / 1e6;
    const peak = await workerPeak(bundledModelFolder, path.join(scratch, 'graphs'), 1, samplePhotos());
    expect(peak).toBeLessThanOrEqual(foreseen);
    expect(peak).toBeGreaterThan(foreseen / 2);
  });
});
