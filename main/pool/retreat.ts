import type { EngineName } from '../../shared/engine.ts';
import type { Plan } from '../../shared/run.ts';

/** What a run computes with: an engine, and a plan for it. */
export interface Footing {
  readonly engine: EngineName;
  /** As of `WorkerStart`. */
  readonly packFolder: string | null;
  readonly plan: Plan;
  /** Whether there is room, in memory and on the device, for one worker more than the plan's: for pictures that run alone. */
  readonly hasSpareWorker: boolean;
}

/** The way back where memory runs out: each step takes less of it than the one before. It never leads forward again. */
export interface Retreat {
  readonly inForce: Footing;
  /** Whether there is anything smaller. */
  isAtEnd(): boolean;
  /** Half the batch, else fewer workers, else the next device. False: nothing is left. */
  step(): boolean;
  /** The next device at once, where one worker with one picture at a time was too much. False: none is left. */
  leaveDevice(): boolean;
}

/** @param others engines to go over to, in this order, each with its own plan */
export function createRetreat(first: Footing, others: readonly Footing[]): Retreat {
  const left = [...others];
  let inForce = first;
  let threads = allThreads(first.plan);
  const leaveDevice = (): boolean => {
    const next = left.shift();
    if (next === undefined) return false;
    inForce = next;
    threads = allThreads(next.plan);
    return true;
  };
  return {
    get inForce() {
      return inForce;
    },
    isAtEnd: () => left.length === 0 && isSmallest(inForce.plan),
    step: () => {
      const plan = smallerPlan(inForce.plan, threads);
      if (plan === null) return leaveDevice();
      inForce = { ...inForce, plan };
      return true;
    },
    leaveDevice,
  };
}

/** Half the batch; where that is one picture, three quarters of the workers, whose sessions share all threads. */
function smallerPlan(plan: Plan, threads: number): Plan | null {
  if (isSmallest(plan)) return null;
  if (plan.batch > 1) return { ...plan, batch: Math.floor(plan.batch / 2) };
  const workers = Math.floor((plan.workers * 3) / 4);
  return { ...plan, workers, threads: Math.floor(threads / workers) };
}

function isSmallest({ workers, batch }: Plan): boolean {
  return workers === 1 && batch === 1;
}

function allThreads({ workers, threads }: Plan): number {
  return workers * threads;
}
