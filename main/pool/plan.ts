import type { Plan } from '../../shared/run.ts';
import { NO_RUN_LIMITS, type RunLimits } from '../../shared/settings.ts';

export interface Machine {
  /** Logical processors that this program may use. */
  readonly cores: number;
  /** Bytes of memory that this program may use. */
  readonly memoryBytes: number;
}

/** What one session of a network takes, computed from its architecture. */
export interface NetworkBytes {
  /** Of its parameters as float32. */
  readonly weights: number;
  /** That its layers hold at most at one time, of one picture. */
  readonly activations: number;
}

// Peaks of a worker with ONNX Runtime's CPU engine, Lite0 to B7 (docs/performance.md): what it holds with any network
// (Node, the runtime, sharp, pictures being decoded), and what its peak grows with. The weights count so often as the
// graph file, the parsed graph and the runtime's own order of them are there at one time while the session is loaded.
const WORKER_BYTES = 190e6;
const WEIGHTS_FACTOR = 3.6;
const ACTIVATIONS_FACTOR = 4;
// The rest is for the system, its file cache and whatever else is open.
const MEMORY_SHARE = 0.5;
// Decoding goes on in threads while a session computes: two keep it fed.
const DECODERS = 2;

/** Peak memory of one worker with such a network, as far as it can be foreseen. */
export function workerBytes({ weights, activations }: NetworkBytes): number {
  return WORKER_BYTES + WEIGHTS_FACTOR * weights + ACTIVATIONS_FACTOR * activations;
}

/**
 * The plan for a CPU, by rule: a process with a one-thread session for every core, pictures one by one. Compared with
 * fewer and more workers, threads, decoders and pictures a batch in docs/performance.md: none is faster. Fewer workers where memory
 * is short for them; then their sessions get the threads. A person's limits take the place of the rule's: as many
 * workers as were asked for, never more than fit into the memory.
 */
export function cpuPlan(
  { cores, memoryBytes }: Machine,
  network: NetworkBytes,
  limits: RunLimits = NO_RUN_LIMITS,
): Plan {
  const budget = limits.memoryBytes ?? memoryBytes * MEMORY_SHARE;
  const affordable = Math.floor(budget / workerBytes(network));
  const workers = Math.max(1, Math.min(limits.workers ?? cores, affordable));
  return { workers, threads: Math.max(1, Math.floor(cores / workers)), decoders: DECODERS, batch: 1 };
}
