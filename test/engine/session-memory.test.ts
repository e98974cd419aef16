import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineNeeds, picturesInOneCall, sessionMemory } from '../../main/engine/session-memory.ts';
import { modelCosts } from '../../main/model/costs.ts';
import { readModelFolder } from '../../main/model/model-folder.ts';
import { ENGINE_NAMES } from '../../shared/engine.ts';
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

  it.each(ENGINE_NAMES.filter((engine) => picturesInOneCall(engine) === Infinity))(
    'counts on %s, which computes a whole batch in one call, the activations of all its pictures',
    (engine) => {
      const network = { weightBytes: 0, inputBytes: 0, activationBytes: (batch: number) => batch * 1e6 };
      const { batch, workerBytes, gpuBytes } = engineNeeds(engine, network);
      const [one, all] = [1, batch].map((pictures) => [workerBytes(pictures), gpuBytes(pictures)] as const);
      for (const of of [0, 1] as const) expect(all![of] - one![of]).toBeGreaterThanOrEqual((batch - 1) * 5.2e6);
    },
  );

  it('takes a whole batch for what a device other than the CPU computes at one time, TensorFlow on a card too', () => {
    const inOneCall = ENGINE_NAMES.filter((engine) => picturesInOneCall(engine) === Infinity);
    expect(inOneCall).toEqual(ENGINE_NAMES.filter((engine) => /^onnxruntime:(?!cpu)/.test(engine)));
    const counted: number[] = [];
    const activationBytes = (batch: number): number => counted.push(batch);
    engineNeeds('tensorflow', { weightBytes: 0, inputBytes: 0, activationBytes }, true).gpuBytes(16);
    expect(counted).toEqual([16]);
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
