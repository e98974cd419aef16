import type { PoolWorker } from './pool-worker.ts';
import type { Footing } from './retreat.ts';

/**
 * How many processes there may be at one time: as many as the plan says, and one more for the lane where memory and device allow it.
 * Where they do not, the lane's worker has one of the plan's places while it is there.
 */
export interface Places {
  /** Whether workers that were let go by `restart` are still there: until they are gone they hold their memory, and nobody is hired. */
  readonly isRestarting: boolean;
  /** How many workers the crew may have, from now on. */
  ofCrew(laneIsBusy: boolean): number;
  /**
   * Resolves when the lane may hire a worker, or has `own`: those that were let go are gone, and so is a worker of the crew where
   * the lane needs its place.
   */
  readonly forLane: (own: PoolWorker | null) => Promise<void>;
  /** Lets every worker go. */
  readonly restart: () => void;
}

/**
 * @param processes of the crew, and all others that have not ended yet
 * @param onRestarted called when all that were let go are gone
 */
export function createPlaces(
  processes: ReadonlySet<PoolWorker>,
  crew: ReadonlySet<PoolWorker>,
  inForce: () => Footing,
  onRestarted: () => void,
): Places {
  let restarting: Promise<unknown> | null = null;
  const isRestarting = (): boolean => restarting !== null;
  const isFull = (): boolean => !inForce().hasSpareWorker && processes.size >= inForce().plan.workers;

  async function takeOneOfCrew(): Promise<void> {
    const [least] = [...crew].sort((a, b) => a.load - b.load);
    least?.release();
    await Promise.race([...processes].map((worker) => worker.ended));
  }

  return {
    get isRestarting() {
      return isRestarting();
    },
    ofCrew: (laneIsBusy) => {
      const { plan, hasSpareWorker } = inForce();
      if (hasSpareWorker) return plan.workers;
      return plan.workers - Math.max(laneIsBusy ? 1 : 0, processes.size - crew.size);
    },
    forLane: async (own) => {
      const isThere = (): boolean => own !== null && processes.has(own);
      while (isRestarting() || (!isThere() && isFull())) await (restarting ?? takeOneOfCrew());
    },
    restart: () => {
      const gone = [...processes].map((worker) => worker.ended);
      for (const worker of processes) worker.release();
      const allGone = Promise.all(gone).then(() => {
        if (restarting !== allGone) return;
        restarting = null;
        onRestarted();
      });
      restarting = allGone;
    },
  };
}
