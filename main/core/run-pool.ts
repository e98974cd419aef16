import os from 'node:os';
import type { Plan } from '../../shared/run.ts';
import type { RunLimits } from '../../shared/settings.ts';
import { REFERENCE_ENGINE, type EngineChoice, type EngineName } from '../../shared/engine.ts';
import { engineNeeds, sessionMemory } from '../engine/session-memory.ts';
import { modelCosts, type ModelCosts } from '../model/costs.ts';
import type { Model } from '../model/model-folder.ts';
import { allowedBytes, planFor, type Budget, type Machine } from '../pool/plan.ts';
import type { CoreFailure } from './answer.ts';
import { createPool, type Pool } from '../pool/pool.ts';
import type { ThumbnailKeeper } from '../pool/pool-worker.ts';
import type { Spawn } from '../process/started-process.ts';

/** What a host gives for a run's worker processes. */
export interface PoolSettings {
  readonly spawn: Spawn;
  /** Absolute path of the worker program. */
  readonly workerScript: string;
  /** Absolute; graph files that can be made again. */
  readonly cacheDir: string;
  /** Asked when a run begins, so that a change counts from the next one on. */
  readonly runLimits: () => RunLimits;
  readonly engineChoice: () => EngineChoice;
  /** Null where nobody looks at pictures. */
  readonly thumbnails: ThumbnailKeeper | null;
}

/** What a run would take of this machine. */
export interface RunForesight {
  readonly engine: EngineName;
  readonly plan: Plan;
  /** Of all workers together, as far as it can be foreseen. */
  readonly memoryBytes: number;
  /** Of the memory of a GPU; 0 on a CPU. */
  readonly gpuBytes: number;
  /** Most that they may take together; where they would take more, there is no run. */
  readonly allowed: Budget;
  readonly machine: Machine;
}

export interface RunPool {
  readonly pool: Pool;
  readonly engine: EngineName;
  readonly plan: Plan;
}

// Larger files are no pictures that a network of 224 pixels needs whole; each decoder may hold one in memory.
const MAX_FILE_BYTES = 1 << 30;

/** The engine that a run takes for a choice. */
export function settleEngine(choice: EngineChoice): EngineName {
  return choice === 'auto' ? REFERENCE_ENGINE : choice;
}

/** The plan of a run with this model. */
export function foreseeRun(model: Model, limits: RunLimits, engine: EngineName): RunForesight {
  const machine = thisMachine();
  const needs = engineNeeds(engine, modelCosts(model.manifest));
  const plan = planFor(machine, needs, limits);
  const memoryBytes = plan.workers * needs.workerBytes(plan.batch);
  const gpuBytes = plan.workers * needs.gpuBytes(plan.batch);
  return { engine, plan, memoryBytes, gpuBytes, allowed: allowedBytes(machine, limits), machine };
}

/** Peak memory of one worker, as far as it can be foreseen, by pictures a batch. */
export function workerMemory(engine: EngineName, costs: ModelCosts, batch: number): number {
  return sessionMemory(engine, costs, batch);
}

/** Why a model cannot run in the memory that it may take: not even one worker fits. Null where it can. */
export function memoryRefusal(model: Model, limits: RunLimits, engine: EngineName): CoreFailure | null {
  const { memoryBytes, gpuBytes, allowed } = foreseeRun(model, limits, engine);
  const { name } = model.manifest;
  if (memoryBytes > allowed.memoryBytes) {
    const isLimit = limits.memoryBytes !== null;
    const shortage = {
      of: 'machine',
      model: name,
      needed: memoryBytes,
      allowed: allowed.memoryBytes,
      isLimit,
    } as const;
    return { kind: 'too-little-memory', ...shortage };
  }
  if (gpuBytes > allowed.gpuBytes) {
    const shortage = { of: 'gpu', model: name, needed: gpuBytes, allowed: allowed.gpuBytes, isLimit: true } as const;
    return { kind: 'too-little-memory', ...shortage };
  }
  return null;
}

/** Starts the worker processes for a model. Whoever opens it closes it. */
export function openRunPool(
  settings: PoolSettings,
  model: Model,
  engine: EngineName,
  k: number,
  onDeath: (detail: string) => void,
): RunPool {
  const { plan, machine } = foreseeRun(model, settings.runLimits(), engine);
  const pool = createPool({
    spawn: settings.spawn,
    workerScript: settings.workerScript,
    plan,
    model: {
      engine,
      modelFolder: model.folder,
      cacheDir: settings.cacheDir,
      k,
      memoryBytes: machine.memoryBytes,
      maxFileBytes: MAX_FILE_BYTES,
    },
    thumbnails: settings.thumbnails,
    onDeath,
  });
  return { pool, engine, plan };
}

// Neither function is in the oldest runtime that bundles run on.
const system: { readonly availableParallelism?: () => number } = os;
const runtime: { readonly constrainedMemory?: () => number } = process;

function thisMachine(): Machine {
  const cores = system.availableParallelism?.() ?? os.cpus().length;
  // A container may use less than the machine has; 0, or more than there is, means that it is not limited.
  const total = os.totalmem();
  const limit = runtime.constrainedMemory?.() ?? 0;
  return { cores, memoryBytes: limit > 0 ? Math.min(limit, total) : total, gpuMemoryBytes: null };
}
