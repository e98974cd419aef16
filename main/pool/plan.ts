import type { Plan } from '../../shared/run.ts';
import { NO_RUN_LIMITS, type RunLimits } from '../../shared/settings.ts';

export interface Machine {
  /** Logical processors that this program may use. */
  readonly cores: number;
  /** Bytes of memory that this program may use. */
  readonly memoryBytes: number;
}

/** Pictures a batch: in larger ones they are no faster (docs/performance.md). */
export const PLANNED_BATCH = 1;
// The rest is for the system, its file cache and whatever else is open.
const MEMORY_SHARE = 0.5;
// Decoding goes on in threads while a session computes: two keep it fed.
const DECODERS = 2;

/**
 * The plan for a CPU, by rule: a process with a one-thread session for every core, pictures one by one. Compared with
 * fewer and more workers, threads, decoders and pictures a batch in docs/performance.md: none is faster. Fewer workers where memory
 * is short for them; then their sessions get the threads. A person's limits take the place of the rule's: as many
 * workers as were asked for, never more than fit into the memory.
 *
 * @param workerBytes peak memory of one worker with batches of `PLANNED_BATCH`
 * @returns at least one worker: whether even that may be started is what `allowedBytes` says
 */
export function cpuPlan({ cores, memoryBytes }: Machine, workerBytes: number, limits: RunLimits = NO_RUN_LIMITS): Plan {
  const budget = limits.memoryBytes ?? memoryBytes * MEMORY_SHARE;
  const affordable = Math.floor(budget / workerBytes);
  const workers = Math.max(1, Math.min(limits.workers ?? cores, affordable));
  return { workers, threads: Math.max(1, Math.floor(cores / workers)), decoders: DECODERS, batch: PLANNED_BATCH };
}

/** Most memory that a run may take: a person's limit; else all there is, since one worker may need more than the rule's half. */
export function allowedBytes({ memoryBytes }: Machine, limits: RunLimits): number {
  return limits.memoryBytes ?? memoryBytes;
}
