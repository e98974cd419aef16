import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foreseeRun, memoryRefusal } from '../../main/core/run-pool.ts';
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
        const limits = { workers, memoryBytes };
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

describe('a run that has too little memory', () => {
  let opened: OpenedCore;
  beforeEach(() => {
    opened = openTestCore({ runLimits: () => ({ workers: null, memoryBytes: 1e9 }) });
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
