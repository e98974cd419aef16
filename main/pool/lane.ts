import type { Failure } from '../../shared/failure.ts';
import type { Case } from './case.ts';
import { judge } from './guilt.ts';
import type { Death, PoolWorker } from './pool-worker.ts';

/** What a lane needs of its pool. */
export interface LanePool {
  /** Resolves when workers that were let go are gone, and there is a place for the lane's, unless it has this one. */
  hasRoom(own: PoolWorker | null): Promise<void>;
  startWorker(): PoolWorker;
  /** How long a worker that has nothing to do waits for more. */
  idleMs(): number;
  /** A worker cannot load the model, or died before it had; may end every case. */
  loadFailed(reason: string): void;
  diedLoading(death: Death): void;
  /** A worker died that no picture has to answer for; may end every case. */
  diedBlameless(death: Death): void;
  /** Memory ran out in a worker that had nothing but this picture. Its failure, or null: it is to be tried again. */
  ranOutOfMemory(one: Case, death: Death, isFresh: boolean): Failure | null;
  /** Nothing is left to be run alone. */
  isIdle(): void;
  /** A picture is guilty; may end every case. */
  convicted(one: Case, failure: Failure, death: Death): void;
}

/** Runs suspects, and whatever has to be alone, one at a time in a worker of their own that has nothing else. */
export interface Lane {
  /** Whether it has a picture, or is waiting for a worker. */
  readonly isBusy: boolean;
  add(cases: readonly Case[]): void;
  /** It starts nothing more. Its worker is the pool's to end. */
  close(): void;
}

export function createLane(pool: LanePool): Lane {
  const queue: Case[] = [];
  let worker: PoolWorker | null = null;
  let isRunning = false;
  let isClosed = false;
  let idle: NodeJS.Timeout | null = null;

  function hire(): PoolWorker {
    const hired = pool.startWorker();
    void hired.ended.then(() => {
      if (worker === hired) worker = null;
    });
    return hired;
  }

  async function run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    if (idle !== null) clearTimeout(idle);
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) await tryAlone(one);
    isRunning = false;
    if (isClosed) return;
    pool.isIdle();
    idle = setTimeout(() => {
      worker?.stop();
      worker = null;
    }, pool.idleMs());
  }

  /** Through as many workers as it takes until the case has its outcome. */
  async function tryAlone(one: Case): Promise<void> {
    const isToBeTried = (): boolean => one.isOpen() && !isClosed;
    while (isToBeTried()) {
      await pool.hasRoom(worker);
      if (!isToBeTried()) return;
      worker ??= hire();
      const isFresh = worker.served === 0;
      const end = await Promise.race([worker.ended, runIn(worker, one)]);
      if (end === null || end.kind === 'stopped' || end.kind === 'released') continue;
      if (end.kind === 'load-failed') {
        pool.loadFailed(end.reason);
      } else if (end.memory !== null) {
        const failure = pool.ranOutOfMemory(one, end, isFresh);
        if (failure === null) continue;
        pool.convicted(one, failure, end);
        return;
      } else if (end.during === 'loading') {
        pool.diedLoading(end);
      } else if (![...end.suspects, ...end.readers].includes(one)) {
        pool.diedBlameless(end);
      } else {
        const failure = judge(one.charges, end, isFresh);
        if (failure !== null) {
          pool.convicted(one, failure, end);
          return;
        }
      }
    }
  }

  /** Resolves when the case is over; never, where the worker ends first. */
  async function runIn(chosen: PoolWorker, one: Case): Promise<null> {
    await chosen.ready;
    await one.sayHanded();
    if (chosen === worker && one.isOpen()) chosen.take(one);
    await one.outcome.catch(() => undefined);
    return null;
  }

  return {
    get isBusy() {
      return isRunning;
    },
    add: (cases) => {
      queue.push(...cases);
      void run();
    },
    close: () => {
      isClosed = true;
      queue.length = 0;
      if (idle !== null) clearTimeout(idle);
    },
  };
}
