import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foreseeRun, memoryRefusal } from '../../main/core/run-pool.ts';
import { NO_RUN_LIMITS } from '../../shared/settings.ts';
import { VARIANT_IDS } from '../../shared/variant.ts';
import { projectRoot } from '../cli/classifold.ts';
import { installLargeModel, LARGE_MODEL, LARGE_MODEL_NAME, modelOf } from './large-model.ts';
import { openTestCore, runSettings, uncontrolled, type OpenedCore } from './opened-core.ts';

describe('the memory of a run', () => {
  it.each(VARIANT_IDS)('with %s stays within what a person allows, or the run is refused', async (variant) => {
    const model = await modelOf(variant);
    let refused = 0;
    for (const memoryBytes of [0.2e9, 0.5e9, 1e9, 2e9, 4e9, 16e9]) {
      for (const workers of [null, 1, 7]) {
        const limits = { workers, memoryBytes, gpuMemoryBytes: null };
        const { plan, memoryBytes: foreseen } = foreseeRun(model, limits, 'onnxruntime:cpu');
        const refusal = memoryRefusal(model, limits, 'onnxruntime:cpu');
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

describe('the memory of a GPU', () => {
  it.each(['onnxruntime:webgpu', 'onnxruntime:directml'] as const)(
    'bounds the plan of %s, or the run is refused',
    async (engine) => {
      const model = await modelOf('b7');
      const refusals = [0.1e9, 0.3e9, 1e9, 8e9].map((gpuMemoryBytes) => {
        const limits = { ...NO_RUN_LIMITS, memoryBytes: 1e12, gpuMemoryBytes };
        const { plan, gpuBytes } = foreseeRun(model, limits, engine);
        const refusal = memoryRefusal(model, limits, engine);
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
