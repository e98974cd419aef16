import path from 'node:path';
import { forkProgram } from '../../main/cli/fork-program.ts';
import { thisMachine } from '../../main/core/run-pool.ts';
import { engineNeeds } from '../../main/engine/session-memory.ts';
import { publishedFacts } from '../../main/model/published-networks.ts';
import { budgetOf, planFor } from '../../main/pool/plan.ts';
import { probe } from '../../main/pool/probe.ts';
import type { EngineName } from '../../shared/engine.ts';
import { NO_RUN_LIMITS } from '../../shared/settings.ts';
import type { VariantId } from '../../shared/variant.ts';

export const MEASURED_ENGINES = ['onnxruntime:cpu', 'tensorflow'] as const satisfies readonly EngineName[];
export const MEASURED_BATCHES = [1, 8, 32] as const;

/** A network on an engine with so many pictures a call: its speed, or why there is none. */
export interface EnginesRow {
  readonly engine: EngineName;
  readonly variant: VariantId;
  readonly batch: number;
  readonly result:
    | {
        readonly kind: 'measured';
        readonly workers: number;
        readonly threads: number;
        /** Of all workers together: the sessions alone, pictures that are in memory. */
        readonly perSecond: number;
        /** The largest worker's peak of resident memory, 10⁶ bytes. */
        readonly peak: number;
        /** Foreseen for a worker, 10⁶ bytes. */
        readonly foreseen: number;
      }
    /** Not one worker fits into what a plan may take; bytes in 10⁶. */
    | { readonly kind: 'too-large'; readonly foreseen: number; readonly allowed: number }
    | { readonly kind: 'failed'; readonly reason: string };
}

const worker = path.join(import.meta.dirname, '..', '..', 'out', 'program', 'worker.cjs');
// B7's 32 pictures with one thread take half a minute a call.
const DEADLINE_MS = 600_000;

/** Measures with as many workers and threads as the plan's rule gives for a batch of this size on this machine. */
export async function measureEngine(
  engine: EngineName,
  variant: VariantId,
  batch: number,
  measureMs: number,
): Promise<EnginesRow> {
  const { costs } = publishedFacts(variant);
  const needs = { ...engineNeeds(engine, costs), batch };
  const machine = thisMachine();
  const plan = planFor(machine, needs);
  const foreseen = megabytes(needs.workerBytes(batch));
  const allowed = budgetOf(machine, NO_RUN_LIMITS).memoryBytes;
  if (plan.batch < batch || needs.workerBytes(batch) > allowed) {
    return { engine, variant, batch, result: { kind: 'too-large', foreseen, allowed: megabytes(allowed) } };
  }
  const { workers, threads } = plan;
  const answered = await probe(
    { engine, network: { kind: 'variant', variant }, workers, threads, batch, measureMs },
    { spawn: forkProgram, workerScript: worker, deadlineMs: DEADLINE_MS },
  );
  if (!answered.ok) return { engine, variant, batch, result: { kind: 'failed', reason: answered.reason } };
  const { picturesPerSecond, peakBytes } = answered.figures;
  const perSecond = Math.round(picturesPerSecond * 100) / 100;
  const peak = megabytes(peakBytes);
  return { engine, variant, batch, result: { kind: 'measured', workers, threads, perSecond, peak, foreseen } };
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}
