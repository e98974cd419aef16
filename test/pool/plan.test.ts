import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortageOf } from '../../main/core/run-pool.ts';
import { engineNeeds } from '../../main/engine/session-memory.ts';
import { decodingMemory } from '../../main/picture/decoding-memory.ts';
import { FILES_MEMORY_SHARE } from '../../main/worker/preparing.ts';
import { modelCosts } from '../../main/model/costs.ts';
import {
  allowedBytes,
  budgetOf,
  hasSpareWorker,
  memoryForPictures,
  planFor,
  type EngineNeeds,
} from '../../main/pool/plan.ts';
import { ENGINE_NAMES, type EngineName } from '../../shared/engine.ts';
import { NO_RUN_LIMITS } from '../../shared/settings.ts';
import { VARIANT_IDS } from '../../shared/variant.ts';
import { modelOf } from '../core/large-model.ts';

const SMALL = 0.3e9;
const LARGE = 1.5e9;
const NO_GPU = { gpuMemoryBytes: null };

/** One picture at a time, as ONNX Runtime on the CPU. */
function onCpu(workerBytes: number): EngineNeeds {
  return { device: 'cpu', batch: 1, sessionsAtOnce: 'many', workerBytes: () => workerBytes, gpuBytes: () => 0 };
}

describe('the plan for a CPU', () => {
  it('gives every core a one-thread session where memory allows', () => {
    for (const cores of [1, 2, 64]) {
      expect(planFor({ cores, memoryBytes: 256e9, ...NO_GPU }, onCpu(SMALL))).toEqual({
        workers: cores,
        threads: 1,
        decoders: 2,
        batch: 1,
      });
    }
  });

  it('gives threads instead of workers where half of the memory is short for them', () => {
    const plan = (memoryBytes: number, workerBytes: number) =>
      planFor({ cores: 8, memoryBytes, ...NO_GPU }, onCpu(workerBytes));
    expect(plan(4.3e9, LARGE)).toMatchObject({ workers: 1, threads: 8 });
    expect(plan(4.3e9, SMALL)).toMatchObject({ workers: 7, threads: 1 });
    expect(plan(7e9, LARGE)).toMatchObject({ workers: 2, threads: 4 });
  });

  it('keeps to what a person allows: workers, and memory for all of them, whichever is less', () => {
    const machine = { cores: 8, memoryBytes: 64e9, ...NO_GPU };
    const plan = (workers: number | null, memoryBytes: number | null) =>
      planFor(machine, onCpu(SMALL), { ...NO_RUN_LIMITS, workers, memoryBytes });
    expect(plan(3, null)).toMatchObject({ workers: 3, threads: 2 });
    expect(plan(12, null)).toMatchObject({ workers: 12, threads: 1 });
    expect(plan(null, 1e9)).toMatchObject({ workers: 2, threads: 4 });
    expect(plan(null, 1.2e9)).toMatchObject({ workers: 3, threads: 2 });
    expect(plan(5, 0.8e9)).toMatchObject({ workers: 2, threads: 4 });
  });

  it('never gives less than one worker with one thread', () => {
    const plan = planFor({ cores: 1, memoryBytes: 0.5e9, ...NO_GPU }, onCpu(LARGE));
    expect(plan).toMatchObject({ workers: 1, threads: 1 });
  });

  it('makes batches smaller where not even one worker fits with large ones, and then as many workers as fit', () => {
    const needs: EngineNeeds = { ...onCpu(0), batch: 32, workerBytes: (batch) => 1e9 + batch * 0.1e9 };
    const plan = (memoryBytes: number) =>
      planFor({ cores: 4, memoryBytes, ...NO_GPU }, needs, { ...NO_RUN_LIMITS, memoryBytes });
    expect(plan(100e9)).toMatchObject({ workers: 4, threads: 1, batch: 32 });
    expect(plan(12e9)).toMatchObject({ workers: 2, threads: 2, batch: 32 });
    expect(plan(2.5e9)).toMatchObject({ workers: 1, threads: 4, batch: 8 });
    expect(plan(1.5e9)).toMatchObject({ workers: 1, threads: 4, batch: 1 });
  });
});

describe('the plan for a GPU', () => {
  const needs: EngineNeeds = {
    device: 'gpu',
    batch: 16,
    sessionsAtOnce: 'many',
    workerBytes: () => SMALL,
    gpuBytes: (batch) => 0.2e9 + batch * 0.1e9,
  };
  const machine = { cores: 8, memoryBytes: 64e9, gpuMemoryBytes: 8e9 };

  it('is one worker that decodes on all cores', () => {
    expect(planFor(machine, needs)).toEqual({ workers: 1, threads: 1, decoders: 8, batch: 16 });
  });

  it('takes its batch from the memory of the GPU: half of it, or what a person allows, or little where it is not known', () => {
    const batch = (gpuMemoryBytes: number | null, limit: number | null) =>
      planFor({ ...machine, gpuMemoryBytes }, needs, { ...NO_RUN_LIMITS, gpuMemoryBytes: limit }).batch;
    expect(batch(2e9, null)).toBe(8);
    expect(batch(8e9, 0.4e9)).toBe(2);
    expect(batch(null, null)).toBe(16);
    expect(batch(8e9, 0.1e9)).toBe(1);
  });

  it.each(ENGINE_NAMES.filter((engine) => engine.startsWith('onnxruntime:') && engine !== 'onnxruntime:cpu'))(
    'is a smaller batch on a card of 2 GB than on one of 24 (%s)',
    async (engine) => {
      const batches = async (variant: 'b4' | 'b7') => {
        const needs = engineNeeds(engine, modelCosts((await modelOf(variant)).manifest));
        const batchOf = (gpuMemoryBytes: number | null) =>
          planFor({ cores: 8, memoryBytes: 256e9, gpuMemoryBytes }, needs).batch;
        return [2e9, null, 24e9].map(batchOf);
      };
      // Of a card that does not tell, 2 GB may be taken; of one that has 2 GB, half of them.
      expect(await batches('b4')).toEqual([4, 8, 16]);
      expect(await batches('b7')).toEqual([1, 2, 16]);
    },
  );

  it('has as many workers as were asked for, where they fit and their sessions run at once', () => {
    const workers = (sessionsAtOnce: EngineNeeds['sessionsAtOnce']) =>
      planFor(machine, { ...needs, sessionsAtOnce }, { ...NO_RUN_LIMITS, workers: 3 }).workers;
    expect(workers('many')).toBe(2);
    expect(workers('one')).toBe(1);
  });

  it('is one worker with DirectML, and none beside it, whatever was asked for and however large the card', async () => {
    const large = { cores: 16, memoryBytes: 256e9, gpuMemoryBytes: 48e9 };
    const limits = { ...NO_RUN_LIMITS, workers: 3 };
    const costs = modelCosts((await modelOf('lite0')).manifest);
    const planned = (engine: EngineName) => {
      const of = engineNeeds(engine, costs);
      const plan = planFor(large, of, limits);
      return { workers: plan.workers, hasSpare: hasSpareWorker(large, of, limits, plan) };
    };
    expect(planned('onnxruntime:directml')).toEqual({ workers: 1, hasSpare: false });
    expect(planned('onnxruntime:cuda')).toEqual({ workers: 3, hasSpare: true });
  });
});

describe('a plan', () => {
  it('never goes beyond its budgets, whatever the machine, the engine, the network and the limits', async () => {
    const models = await Promise.all(VARIANT_IDS.map(modelOf));
    const networks = models.map(({ manifest }) => modelCosts(manifest));
    const bytes = (least: number, most: number) => fc.double({ min: least, max: most, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom(...networks),
        fc.constantFrom(...ENGINE_NAMES),
        fc.boolean(),
        fc.record({
          cores: fc.integer({ min: 1, max: 256 }),
          memoryBytes: bytes(0.2e9, 1e12),
          gpuMemoryBytes: fc.option(bytes(0.1e9, 1e11)),
        }),
        fc.record({
          workers: fc.option(fc.integer({ min: 1, max: 256 })),
          memoryBytes: fc.option(bytes(0.5e9, 1e12)),
          gpuMemoryBytes: fc.option(bytes(0.1e9, 1e11)),
        }),
        (network, engine, isOnCard, machine, limits) => {
          const needs = engineNeeds(engine, network, isOnCard);
          const plan = planFor(machine, needs, limits);
          const budget = budgetOf(machine, limits);
          const { workers, threads, decoders, batch } = plan;
          expect(Math.min(workers, threads, decoders, batch)).toBeGreaterThanOrEqual(1);
          expect(workers).toBeLessThanOrEqual(limits.workers ?? machine.cores);
          expect(batch).toBeLessThanOrEqual(needs.batch);
          const memoryBytes = workers * needs.workerBytes(batch);
          const gpuBytes = workers * needs.gpuBytes(batch);
          if (workers > 1 || batch > 1) {
            expect(memoryBytes).toBeLessThanOrEqual(budget.memoryBytes);
            expect(gpuBytes).toBeLessThanOrEqual(budget.gpuBytes);
          }
          // The least that there is may be too much: then there is no run.
          const allowed = allowedBytes(machine, limits);
          const isTooMuch =
            memoryBytes > (limits.memoryBytes ?? machine.memoryBytes) ||
            gpuBytes > (limits.gpuMemoryBytes ?? machine.gpuMemoryBytes ?? Infinity);
          expect(shortageOf({ memoryBytes, gpuBytes, allowed }) !== null).toBe(isTooMuch);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each(ENGINE_NAMES)(
    'of any network on %s keeps to a person’s memory and a GPU’s wherever one worker fits',
    async (engine) => {
      for (const { manifest } of await Promise.all(VARIANT_IDS.map(modelOf))) {
        const needs = engineNeeds(engine, modelCosts(manifest));
        for (const gigabytes of [0.5, 1, 2, 4, 8, 16, 64]) {
          const limits = { ...NO_RUN_LIMITS, memoryBytes: gigabytes * 1e9, gpuMemoryBytes: (gigabytes * 1e9) / 4 };
          const { workers, batch } = planFor({ cores: 16, memoryBytes: 4e9, ...NO_GPU }, needs, limits);
          if (needs.workerBytes(1) > limits.memoryBytes || needs.gpuBytes(1) > limits.gpuMemoryBytes) {
            expect({ workers, batch }).toEqual({ workers: 1, batch: 1 });
            continue;
          }
          expect(workers * needs.workerBytes(batch)).toBeLessThanOrEqual(limits.memoryBytes);
          expect(workers * needs.gpuBytes(batch)).toBeLessThanOrEqual(limits.gpuMemoryBytes);
        }
      }
    },
  );

  // TensorFlow takes up to 4.6 GB to load a B7 (docs/performance.md): less memory is refused, and ONNX Runtime is there.
  it.each(ENGINE_NAMES.map((engine) => [engine, engine === 'tensorflow' ? 5 : 4] as const))(
    'runs a B7 (%s) on a machine of %d GiB',
    async (engine, gibibytes) => {
      const { manifest } = await modelOf('b7');
      const needs = engineNeeds(engine, modelCosts(manifest));
      const machine = { cores: 8, memoryBytes: gibibytes * 2 ** 30, ...NO_GPU };
      const { workers, batch } = planFor(machine, needs);
      expect(workers * needs.workerBytes(batch)).toBeLessThanOrEqual(allowedBytes(machine, NO_RUN_LIMITS).memoryBytes);
    },
  );
});

describe('allowedBytes', () => {
  it('is a person’s limit, else all there is, and of a GPU all that is known', () => {
    const machine = { cores: 1, memoryBytes: 8e9, gpuMemoryBytes: 4e9 };
    const limits = { workers: null, memoryBytes: 1e9, gpuMemoryBytes: 2e9 };
    expect(allowedBytes(machine, limits)).toEqual({ memoryBytes: 1e9, gpuBytes: 2e9 });
    expect(allowedBytes(machine, NO_RUN_LIMITS)).toEqual({ memoryBytes: 8e9, gpuBytes: 4e9 });
    expect(allowedBytes({ ...machine, gpuMemoryBytes: null }, NO_RUN_LIMITS).gpuBytes).toBe(Infinity);
  });
});

describe('the memory for pictures', () => {
  // By the shares of `main/worker/preparing.ts`.
  const decoding = (shared: number): number => decodingMemory(shared, 1);
  const files = (shared: number): number => shared * FILES_MEMORY_SHARE;

  it('is, with the sessions of a plan, within what a person allows, and leaves each worker room for an ordinary picture', async () => {
    const models = await Promise.all(VARIANT_IDS.map(modelOf));
    for (const { manifest } of models) {
      for (const engine of ENGINE_NAMES) {
        const needs = engineNeeds(engine, modelCosts(manifest));
        for (const gigabytes of [0.5, 0.8, 1, 1.5, 2, 4, 8, 64]) {
          const allowed = gigabytes * 1e9;
          const limits = { ...NO_RUN_LIMITS, memoryBytes: allowed };
          const { workers, batch } = planFor({ cores: 16, memoryBytes: 128e9, ...NO_GPU }, needs, limits);
          const sessions = workers * needs.workerBytes(batch);
          if (sessions > allowed) continue;
          const shared = memoryForPictures(allowed, workers, needs.workerBytes(batch));
          // A session that is loaded leaves 80 MB of its peak.
          expect(sessions - workers * 80e6 + decoding(shared) + files(shared)).toBeLessThanOrEqual(
            allowed * (1 + 1e-9),
          );
          // A PNG of 15 megapixels.
          expect(decoding(shared) / workers).toBeGreaterThanOrEqual(60e6);
        }
      }
    }
  });

  it('is what it was on a machine that nobody limits, where sessions leave that', () => {
    const gibibytes = 2 ** 30;
    expect(memoryForPictures(16 * gibibytes, 8, 400e6)).toBe(16 * gibibytes);
    expect(memoryForPictures(8 * gibibytes, 8, 400e6)).toBe(8 * gibibytes);
    expect(memoryForPictures(4 * gibibytes, 1, 1.6e9)).toBe(4 * gibibytes);
    expect(memoryForPictures(4 * gibibytes, 1, 3e9)).toBeLessThan(3 * gibibytes);
  });
});

describe('one worker more than the plan’s, for pictures that run alone', () => {
  const spareOn = (memoryBytes: number, needs: EngineNeeds, limits = NO_RUN_LIMITS, cores = 4): boolean => {
    const machine = { cores, memoryBytes, gpuMemoryBytes: 24e9 };
    return hasSpareWorker(machine, needs, limits, planFor(machine, needs, limits));
  };

  it('is there where memory has room for its session and its pictures', () => {
    expect(spareOn(32e9, onCpu(SMALL))).toBe(true);
    expect(spareOn(2e9, onCpu(SMALL))).toBe(false);
    // A single worker’s pictures may take most of the memory: those of two would take it twice.
    expect(spareOn(32e9, onCpu(SMALL), NO_RUN_LIMITS, 1)).toBe(false);
    expect(spareOn(32e9, onCpu(SMALL), { ...NO_RUN_LIMITS, memoryBytes: 1.6e9 })).toBe(false);
  });

  it('is not where sessions cannot run at once, nor where the GPU has no room for it', () => {
    const needs: EngineNeeds = { ...onCpu(SMALL), device: 'gpu', gpuBytes: () => 3e9 };
    const limits = { ...NO_RUN_LIMITS, workers: 3 };
    expect(spareOn(64e9, needs, limits)).toBe(true);
    expect(spareOn(64e9, needs, { ...limits, gpuMemoryBytes: 11e9 })).toBe(false);
    expect(spareOn(64e9, { ...needs, sessionsAtOnce: 'one' }, limits)).toBe(false);
  });
});
