import os from 'node:os';
import type { Plan } from '../../shared/run.ts';
import { modelCosts } from '../model/costs.ts';
import type { Model } from '../model/model-folder.ts';
import { cpuPlan, type Machine } from '../pool/plan.ts';
import { createPool, type Pool } from '../pool/pool.ts';
import type { Spawn } from '../process/started-process.ts';

/** What a host gives for a run's worker processes. */
export interface PoolSettings {
  readonly spawn: Spawn;
  /** Absolute path of the worker program. */
  readonly workerScript: string;
  /** Absolute; graph files that can be made again. */
  readonly cacheDir: string;
}

export interface RunPool {
  readonly pool: Pool;
  /** As figures and summaries name it. */
  readonly engine: string;
  readonly plan: Plan;
}

const ENGINE = 'onnxruntime:cpu';
// Larger files are no pictures that a network of 224 pixels needs whole; each decoder may hold one in memory.
const MAX_FILE_BYTES = 1 << 30;

/** Starts the worker processes for a model. Whoever opens it closes it. */
export function openRunPool(
  settings: PoolSettings,
  model: Model,
  k: number,
  onDeath: (detail: string) => void,
): RunPool {
  const machine = thisMachine();
  const costs = modelCosts(model.manifest);
  const plan = cpuPlan(machine, { weights: costs.weightBytes, activations: costs.activationBytes(1) });
  const pool = createPool({
    spawn: settings.spawn,
    workerScript: settings.workerScript,
    plan,
    model: {
      modelFolder: model.folder,
      cacheDir: settings.cacheDir,
      k,
      memoryBytes: machine.memoryBytes,
      maxFileBytes: MAX_FILE_BYTES,
    },
    onDeath,
  });
  return { pool, engine: ENGINE, plan };
}

// Neither function is in the oldest runtime that bundles run on.
const system: { readonly availableParallelism?: () => number } = os;
const runtime: { readonly constrainedMemory?: () => number } = process;

function thisMachine(): Machine {
  const cores = system.availableParallelism?.() ?? os.cpus().length;
  // A container may use less than the machine has; 0, or more than there is, means that it is not limited.
  const total = os.totalmem();
  const limit = runtime.constrainedMemory?.() ?? 0;
  return { cores, memoryBytes: limit > 0 ? Math.min(limit, total) : total };
}
