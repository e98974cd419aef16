import { z } from 'zod';
import { ENGINE_NAMES, type EngineName } from '../../shared/engine.ts';
import type { ComparedMachine } from '../../shared/model-comparison.ts';
import type { Plan } from '../../shared/run.ts';

/** An engine as it is on a machine. */
export interface EngineOrigin {
  readonly machine: ComparedMachine;
  readonly engine: EngineName;
  /** As of `Presence`: another package, pack or version of the library is another. */
  readonly library: string;
  /** As of `Presence`. */
  readonly driver: string;
}

/** As many at once as a run would have. */
export type MeasuredPlan = Pick<Plan, 'workers' | 'threads' | 'batch'>;

/** What a figure belongs to: elsewhere, with another driver, library or plan, it is another. */
export interface MeasuringOrigin extends EngineOrigin {
  readonly plan: MeasuredPlan;
}

/** As records of what was measured have it, each with what it was measured with beside it. */
export const measuringOrigin = z.object({
  machine: z.object({ processor: z.string(), cores: z.int(), memoryBytes: z.number() }),
  engine: z.enum(ENGINE_NAMES),
  library: z.string(),
  driver: z.string(),
  plan: z.object({ workers: z.int(), threads: z.int(), batch: z.int() }),
});

/** Of a run's plan, what counts for a session. */
export function measuredPlan({ workers, threads, batch }: Plan): MeasuredPlan {
  return { workers, threads, batch };
}

/** Where a record is kept: one with another library or driver takes its place. @param network a model's digest, or a variant */
export function placeOf({ machine, engine, plan }: MeasuringOrigin, network: string): string {
  const { processor, cores, memoryBytes } = machine;
  const { workers, threads, batch } = plan;
  return JSON.stringify([processor, cores, memoryBytes, engine, network, workers, threads, batch]);
}

/** All of it: what is found by another key does not count. */
export function keyOf(origin: MeasuringOrigin, network: string): string {
  return `${placeOf(origin, network)}${JSON.stringify([origin.library, origin.driver])}`;
}
