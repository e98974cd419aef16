import type { Plan } from '../../shared/run.ts';
import { NO_RUN_LIMITS, type RunLimits } from '../../shared/settings.ts';

export interface Machine {
  /** Logical processors that this program may use. */
  readonly cores: number;
  /** Bytes of memory that this program may use. */
  readonly memoryBytes: number;
  /** Bytes of the memory that the GPU has of its own; null: not known, or there is none. */
  readonly gpuMemoryBytes: number | null;
}

/** What an engine needs of a machine for one network: all that the rule knows of either. */
export interface EngineNeeds {
  readonly device: 'cpu' | 'gpu';
  /** Largest batch that is worth its memory, a power of two. */
  readonly batch: number;
  /** Whether sessions of several processes share the device well. */
  readonly sessionsAtOnce: 'one' | 'many';
  /** Peak bytes of the machine's memory that one worker takes, by pictures a batch. */
  readonly workerBytes: (batch: number) => number;
  /** The same of the GPU's memory; 0 on a CPU. */
  readonly gpuBytes: (batch: number) => number;
}

// The rest is for the system, its file cache and whatever else is open.
const MEMORY_SHARE = 0.5;
// Of a person's limit: what is left is for pictures, which need as much as sessions do where a limit is narrow.
const LIMIT_SHARE = 0.75;
// Of what the workers are told, by how they share it: half for decoding, an eighth for files that are read and not yet decoded.
const PICTURES_SHARE = 1 / 2 + 1 / 8;
// Of a worker's peak, which is the loading of its session: free again before it gets a picture, by all that was measured.
const FREE_AFTER_LOADING = 80e6;
// A GPU that does not tell has at least so much in most machines that have one.
const ASSUMED_GPU_BYTES = 2e9;
// Decoding goes on in threads while a session computes: two keep it fed.
const DECODERS = 2;

/** Most bytes that a plan may take. */
export interface Budget {
  readonly memoryBytes: number;
  readonly gpuBytes: number;
}

/** What the rule divides among sessions: most of a person's limit, else half of what there is. */
export function budgetOf({ memoryBytes, gpuMemoryBytes }: Machine, limits: RunLimits): Budget {
  return {
    memoryBytes: limits.memoryBytes === null ? memoryBytes * MEMORY_SHARE : limits.memoryBytes * LIMIT_SHARE,
    gpuBytes: limits.gpuMemoryBytes ?? (gpuMemoryBytes ?? 2 * ASSUMED_GPU_BYTES) * MEMORY_SHARE,
  };
}

/**
 * The plan for any engine, by rule, within its budget. On a CPU: a process with a one-thread session for every core, fewer where memory
 * is short for them, whose sessions then get the threads (compared with other plans in docs/performance.md). On a GPU:
 * one worker that owns it and decodes on all cores. The batch: as large as is worth it and fits with one worker. A
 * person's limits take the place of the rule's: as many workers as were asked for, never more than fit.
 *
 * @returns at least one worker with one picture at a time: whether even that may be started is what `allowedBytes` says
 */
export function planFor(machine: Machine, needs: EngineNeeds, limits: RunLimits = NO_RUN_LIMITS): Plan {
  const budget = budgetOf(machine, limits);
  const affordable = (batch: number): number =>
    Math.floor(Math.min(budget.memoryBytes / needs.workerBytes(batch), budget.gpuBytes / needs.gpuBytes(batch)));
  let { batch } = needs;
  while (batch > 1 && affordable(batch) < 1) batch = Math.floor(batch / 2);
  const workers = Math.max(1, Math.min(wantedWorkers(machine, needs, limits), affordable(batch)));
  switch (needs.device) {
    case 'cpu':
      return { workers, threads: share(machine.cores, workers), decoders: DECODERS, batch };
    case 'gpu':
      return { workers, threads: 1, decoders: Math.max(DECODERS, share(machine.cores, workers)), batch };
  }
}

function wantedWorkers({ cores }: Machine, { device, sessionsAtOnce }: EngineNeeds, limits: RunLimits): number {
  if (sessionsAtOnce === 'one') return 1;
  return limits.workers ?? (device === 'cpu' ? cores : 1);
}

function share(cores: number, workers: number): number {
  return Math.max(1, Math.floor(cores / workers));
}

/**
 * Most memory that a run may take: a person's limit; else all there is, since one worker may need more than the rule's
 * half. A GPU of which nobody knows what it has refuses nothing.
 */
export function allowedBytes({ memoryBytes, gpuMemoryBytes }: Machine, limits: RunLimits): Budget {
  return {
    memoryBytes: limits.memoryBytes ?? memoryBytes,
    gpuBytes: limits.gpuMemoryBytes ?? gpuMemoryBytes ?? Infinity,
  };
}

/**
 * What the pictures of all workers take their shares of (decoders and files: `WorkerStart.memoryBytes`): all that is allowed, where their
 * shares fit beside the sessions; else less, so that sessions, decoders and files together stay within it.
 *
 * @param allowed bytes that a run may take, all in all
 * @param workerBytes foreseen peak of one worker
 */
export function memoryForPictures(allowed: number, workers: number, workerBytes: number): number {
  const left = Math.max(0, allowed - workers * workerBytes) + workers * FREE_AFTER_LOADING;
  return Math.min(allowed, left / PICTURES_SHARE);
}

/**
 * Whether one worker more than a plan's, with one picture a batch and a worker's share of the memory for pictures, would stay within what
 * is allowed, and have a session beside the others.
 */
export function hasSpareWorker(machine: Machine, needs: EngineNeeds, limits: RunLimits, plan: Plan): boolean {
  if (needs.sessionsAtOnce === 'one') return false;
  const { workers, batch } = plan;
  const gpuBytes = workers * needs.gpuBytes(batch) + needs.gpuBytes(1);
  if (gpuBytes > budgetOf(machine, limits).gpuBytes) return false;
  const allowed = Math.min(allowedBytes(machine, limits).memoryBytes, machine.memoryBytes);
  const workerBytes = needs.workerBytes(batch);
  const pictures = PICTURES_SHARE * memoryForPictures(allowed, workers, workerBytes);
  const planned = workers * (workerBytes - FREE_AFTER_LOADING) + pictures;
  return planned + needs.workerBytes(1) + pictures / workers <= allowed;
}

/** Largest file that one of several workers may hold in memory, of what their pictures take their shares of. */
export function mostFileBytes(memoryForPictures: number, workers: number): number {
  return Math.floor((memoryForPictures * PICTURES_SHARE) / workers);
}
