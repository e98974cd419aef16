import type { Plan } from '../../shared/run.ts';

export interface Machine {
  /** Logical processors that this program may use. */
  readonly cores: number;
  /** Bytes of memory that this program may use. */
  readonly memoryBytes: number;
}

// An estimate of what a worker holds beside activations: the runtime, the weights twice (file and optimised graph), decoded pictures.
const WORKER_BYTES = 220e6;
// Measured peak over computed peak of ONNX Runtime's CPU engine (docs/performance.md).
const ACTIVATION_FACTOR = 4;
// The rest is for the system, its file cache and whatever else is open.
const MEMORY_SHARE = 0.5;
// Decoding goes on in threads while a session computes: two keep it fed, more compete with it for the core.
const DECODERS = 2;

/**
 * The plan for a CPU, by rule: a process with a one-thread session for every core, pictures one by one. Several
 * sessions of one thread are held to be faster than one of several threads, and a batch no faster than its pictures one by
 * one: not compared here yet (docs/performance.md). Fewer workers where memory is short for them; then their sessions get the threads.
 *
 * @param activationBytes of one picture, computed (`ModelCosts.activationBytes(1)`)
 */
export function cpuPlan({ cores, memoryBytes }: Machine, activationBytes: number): Plan {
  const workerBytes = WORKER_BYTES + ACTIVATION_FACTOR * activationBytes;
  const affordable = Math.floor((memoryBytes * MEMORY_SHARE) / workerBytes);
  const workers = Math.max(1, Math.min(cores, affordable));
  return { workers, threads: Math.max(1, Math.floor(cores / workers)), decoders: DECODERS, batch: 1 };
}
