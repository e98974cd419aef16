import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  foreseeRun,
  memoryRefusal,
  picturesOf,
  plannedEngine,
  REFERENCE_ON_CPU,
  thisMachine,
} from '../../main/core/run-pool.ts';
import { NO_RUN_LIMITS } from '../../shared/settings.ts';
import { VARIANT_IDS } from '../../shared/variant.ts';
import type { Presence } from '../../main/engine/engine-presence.ts';
import type { RunNews } from '../../main/core/run-news.ts';
import { projectRoot, resultRows } from '../cli/classifold.ts';
import { hazardWorker } from '../pool/pool-bench.ts';
import { installLargeModel, LARGE_MODEL, LARGE_MODEL_NAME, modelOf } from './large-model.ts';
import { openTestCore, runSettings, uncontrolled, type OpenedCore } from './opened-core.ts';

describe('the memory of a run', () => {
  it.each(VARIANT_IDS)('with %s stays within what a person allows, or the run is refused', async (variant) => {
    const model = await modelOf(variant);
    let refused = 0;
    for (const memoryBytes of [0.2e9, 0.5e9, 1e9, 2e9, 4e9, 16e9]) {
      for (const workers of [null, 1, 7]) {
        const limits = { workers, memoryBytes, gpuMemoryBytes: null };
        const { plan, memoryBytes: foreseen } = foreseeRun(model, limits, REFERENCE_ON_CPU);
        const refusal = memoryRefusal(model, limits, REFERENCE_ON_CPU);
        if (refusal === null) {
          expect(foreseen).toBeLessThanOrEqual(memoryBytes);
        } else {
          refused += 1;
          expect(plan).toMatchObject({ workers: 1, batch: 1 });
          expect(refusal).toMatchObject({ needed: foreseen, allowed: memoryBytes, isLimit: true });
          expect(foreseen).toBeGreaterThan(memoryBytes);
        }
      }
    }
    // The least budget is too little for any, the largest enough for every one.
    expect(refused).toBeGreaterThanOrEqual(3);
    expect(refused).toBeLessThanOrEqual(12);
  });
});

describe('the memory of pictures', () => {
  it('is that of this machine where nobody limits it, and never more than the limit', async () => {
    const model = await modelOf('lite0');
    const picturesWith = (memoryBytes: number | null) => {
      const limits = { ...NO_RUN_LIMITS, workers: 1, memoryBytes };
      return picturesOf([foreseeRun(model, limits, REFERENCE_ON_CPU)], limits);
    };
    const unlimited = { memoryBytes: thisMachine().memoryBytes, maxFileBytes: 2 ** 30 };
    expect(picturesWith(null)).toEqual(unlimited);
    expect(picturesWith(1e12)).toEqual(unlimited);
    const { memoryBytes, maxFileBytes } = picturesWith(0.5e9);
    expect(memoryBytes).toBeLessThan(0.5e9);
    expect(maxFileBytes).toBeLessThan(0.5e9 / 2);
    expect(picturesWith(1e9).memoryBytes).toBeGreaterThan(memoryBytes);
  });

  it('is that of the plan which leaves less, where a run may go over to another engine', async () => {
    const limits = { ...NO_RUN_LIMITS, memoryBytes: 6e9 };
    const [first, second] = (['tensorflow', 'onnxruntime:cpu'] as const).map((engine) =>
      plannedEngine(engine, undefined),
    );
    const model = await modelOf('b4');
    const foreseen = [foreseeRun(model, limits, first!), foreseeRun(model, limits, second!)];
    const each = foreseen.map((one) => picturesOf([one], limits).memoryBytes);
    expect(each[0]).not.toBe(each[1]);
    expect(picturesOf(foreseen, limits).memoryBytes).toBe(Math.min(...each));
  });
});

describe('the memory of a GPU', () => {
  it.each(['onnxruntime:webgpu', 'onnxruntime:directml'] as const)(
    'bounds the plan of %s, or the run is refused',
    async (engine) => {
      const model = await modelOf('b7');
      const refusals = [0.1e9, 0.3e9, 1e9, 8e9].map((gpuMemoryBytes) => {
        const limits = { ...NO_RUN_LIMITS, memoryBytes: 1e12, gpuMemoryBytes };
        const { plan, gpuBytes } = foreseeRun(model, limits, plannedEngine(engine, undefined));
        const refusal = memoryRefusal(model, limits, plannedEngine(engine, undefined));
        expect(plan.workers).toBe(1);
        expect(refusal === null).toBe(gpuBytes <= gpuMemoryBytes);
        if (refusal !== null) {
          expect(plan.batch).toBe(1);
          expect(refusal).toMatchObject({ of: 'gpu', needed: gpuBytes, allowed: gpuMemoryBytes });
        }
        return refusal;
      });
      expect(refusals[0]).not.toBeNull();
      expect(refusals.at(-1)).toBeNull();
    },
  );
});

describe('a graphics processor in software', () => {
  const seen = (isSoftware: boolean) =>
    plannedEngine('onnxruntime:webgpu', {
      ...{ isAccelerator: true, library: '1', driver: '', source: 'bundled' },
      state: { kind: 'present', device: null, memoryBytes: null, isSoftware },
    });

  it('gets one picture a call, a real one many', async () => {
    const model = await modelOf('lite0');
    const limits = { ...NO_RUN_LIMITS, memoryBytes: 1e12 };
    expect(foreseeRun(model, limits, seen(true)).plan).toMatchObject({ workers: 1, batch: 1 });
    expect(foreseeRun(model, limits, seen(false)).plan.batch).toBe(16);
  });
});

describe('TensorFlow', () => {
  const seen = (isAccelerator: boolean, memoryBytes: number | null) =>
    plannedEngine('tensorflow', {
      ...{ isAccelerator, library: '1', driver: '', source: 'pack' },
      state: { kind: 'present', device: null, memoryBytes, isSoftware: false },
    });

  it('has the graphics card to itself, and no more of it than half of its memory, or than a person allows', async () => {
    const model = await modelOf('b0');
    const unlimited = { ...NO_RUN_LIMITS, memoryBytes: 1e12 };
    for (const cardBytes of [1e9, 4e9, 24e9]) {
      const { plan, gpuBytes } = foreseeRun(model, unlimited, seen(true, cardBytes));
      expect(plan.workers).toBe(1);
      expect(gpuBytes).toBeGreaterThan(0);
      expect(gpuBytes).toBeLessThanOrEqual(cardBytes / 2);
    }
    const limited = { ...unlimited, gpuMemoryBytes: 0.5e9 };
    expect(foreseeRun(model, unlimited, seen(true, 24e9)).plan.batch).toBe(16);
    const { plan, gpuBytes } = foreseeRun(model, limited, seen(true, 24e9));
    expect(plan.batch).toBeLessThan(16);
    expect(gpuBytes).toBeLessThanOrEqual(0.5e9);
  });

  it('takes nothing of a card where it computes on the CPU', async () => {
    const { gpuBytes, plan } = foreseeRun(
      await modelOf('b0'),
      { ...NO_RUN_LIMITS, memoryBytes: 1e12 },
      seen(false, 24e9),
    );
    expect(gpuBytes).toBe(0);
    expect(plan.batch).toBe(8);
  });
});

describe('a run that has too little memory', () => {
  let opened: OpenedCore;
  beforeEach(() => {
    opened = openTestCore({ runLimits: () => ({ ...NO_RUN_LIMITS, memoryBytes: 1e9 }) });
  });
  afterEach(() => opened.close());

  it('is refused before anything is done for it', async () => {
    const { bench, core } = opened;
    await installLargeModel(bench.path('models'));

    const paths = [path.join(projectRoot, 'assets', 'samples')];
    const request = { ...runSettings, paths, modelId: LARGE_MODEL };
    const answer = await core.classify(request, uncontrolled(), () => Promise.resolve());
    expect(answer).toMatchObject({
      ok: false,
      failure: { kind: 'too-little-memory', model: LARGE_MODEL_NAME, allowed: 1e9, isLimit: true },
    });
  });
});

describe('a run for whose device memory is too short', () => {
  const DEVICE = 'onnxruntime:webgpu';
  let opened: OpenedCore;
  let undisturbed: OpenedCore;
  beforeEach(() => {
    process.env['HAZARD_ENGINES'] = `${DEVICE}=fine`;
    process.env['HAZARD_MEMORY'] = JSON.stringify({ how: 'throw', engines: [DEVICE] });
    const here: Presence = {
      state: { kind: 'present', device: null, memoryBytes: null, isSoftware: false },
      ...{ library: '1', driver: '', isAccelerator: true, source: 'bundled' },
    };
    opened = openTestCore({ workerScript: hazardWorker, engineChoice: () => DEVICE, findEngine: () => here });
    undisturbed = openTestCore();
  });
  afterEach(async () => {
    delete process.env['HAZARD_ENGINES'];
    delete process.env['HAZARD_MEMORY'];
    await opened.close();
    await undisturbed.close();
  });

  it('goes over to the CPU, tells of each step, and keeps what it ended with; its results are those of any other', async () => {
    for (const { bench } of [opened, undisturbed]) {
      bench.addSamples({ 'a/koala.jpg': 'koala.jpg', 'a/bison.webp': 'bison.webp' });
    }
    const heard: RunNews[] = [];
    const summary = await opened.classify(['a'], uncontrolled(), heard);
    const reduced = heard.filter((news) => news.kind === 'plan-reduced');
    const started = heard.find((news) => news.kind === 'started');
    expect(started).toMatchObject({ engine: DEVICE, plan: { batch: 16 } });
    expect(reduced.map(({ engine, plan }) => `${engine} ${plan.batch}`)).toEqual([
      ...[8, 4, 2, 1].map((batch) => `${DEVICE} ${batch}`),
      'onnxruntime:cpu 1',
    ]);
    const inForce = { engine: 'onnxruntime:cpu', plan: reduced.at(-1)?.plan };
    expect(summary).toMatchObject({ ...inForce, stopped: null });
    expect(summary.counts).toMatchObject({ classified: 2, failed: 0, left: 0 });

    await undisturbed.classify(['a']);
    expect(resultRows(opened.bench.catalog)).toEqual(resultRows(undisturbed.bench.catalog));
    const db = new Database(opened.bench.catalog, { readonly: true });
    const run = db.prepare('SELECT request, summary FROM runs').get() as { request: string; summary: string };
    db.close();
    expect(JSON.parse(run.request)).toMatchObject({ engine: DEVICE });
    expect(JSON.parse(run.summary)).toMatchObject(inForce);
  });
});
