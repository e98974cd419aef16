import type { Failure } from '../../shared/failure.ts';
import type { Plan } from '../../shared/run.ts';
import { runStopTexts as texts } from '../../shared/texts/process-ends.ts';
import type { Spawn } from '../process/started-process.ts';
import type { WorkerStart } from '../worker/protocol.ts';
import { openCase, type Case, type PoolOutcome, type PoolTask, type Settle } from './case.ts';
import { DEFAULT_DEADLINES, type Deadlines } from './deadlines.ts';
import { isSuspectReader } from './guilt.ts';
import { createLane } from './lane.ts';
import { createPlaces } from './places.ts';
import { startPoolWorker, type PoolWorker, type ThumbnailKeeper, type WorkerEnd } from './pool-worker.ts';
import { createRetreat, type Footing } from './retreat.ts';
import { createShortage } from './shortage.ts';
import { createStreak, inWords } from './streak.ts';

export interface PoolOptions {
  readonly spawn: Spawn;
  /** Absolute path of the worker program. */
  readonly workerScript: string;
  readonly footing: Footing;
  /** What to go over to, in this order, where memory is too short for the smallest plan of the one before. */
  readonly fallbacks?: readonly Footing[];
  readonly model: Pick<WorkerStart, 'modelFolder' | 'cacheDir' | 'k' | 'memoryBytes' | 'maxFileBytes'>;
  readonly deadlines?: Deadlines;
  /** Pictures of a worker beyond those in its decoders and its session. */
  readonly readAhead?: number;
  /** Left out where nobody looks at pictures. */
  readonly thumbnails?: ThumbnailKeeper | null;
  /** A worker died, in words: for a person who asked for details. */
  readonly onDeath?: (detail: string) => void;
  /** A worker's graph could not be kept for the next one, in words; other workers say the same. */
  readonly onUncached?: (problem: string) => void;
  /** Memory ran out: from now on there is less to be computed at a time, or another engine. */
  readonly onReduced?: (footing: Footing, because: string) => void;
}

/** Owns worker processes: as many as the plan says and there is work for, and one for those that run alone, beside or among them. */
export interface Pool {
  /** Tasks to keep in flight so that no worker waits. More are queued. */
  readonly capacity: number;
  /** What it works with at this time. */
  readonly inForce: Footing;
  /**
   * Brings one picture to its outcome; resolves exactly once. `settle` is called when the file was read, and again for
   * each further worker that has to read it; its error, or that of `onHanded`, is what this rejects with, and nothing
   * else. `stopped`: the pool cannot go on, and every other task ends so too.
   */
  classify(task: PoolTask, settle: Settle): Promise<PoolOutcome>;
  /** Ends all workers; resolves when no process is left. Nothing may be in flight. */
  close(): Promise<void>;
  /** The same at once: what is in flight ends as `stopped`. */
  kill(): Promise<void>;
}

// Pictures beyond those in decoders and session: being read, digested, answered, or read and waiting. Reading takes
// several turns of the worker's event loop, each as long as a call of the session.
const READ_AHEAD = 6;
// Pictures that may be in the lane, or convicted and not yet told so, before the crew has fewer for it: a hanging one
// stays there for minutes. More than the convictions that stop a run.
const LANE_ROOM = 12;
const STOP_WITHIN_MS = 3000;
const LANE_IDLE_MS = 1000;

export function createPool(options: PoolOptions): Pool {
  const retreat = createRetreat(options.footing, options.fallbacks ?? []);
  const streak = createStreak();
  const open = new Set<Case>();
  const queue: Case[] = [];
  /** Found guilty, and not yet told so: see `tellConvicted`. */
  const convicted = new Map<Case, Failure>();
  const crew = new Set<PoolWorker>();
  /** Every process, the lane's and those that are ending too. */
  const processes = new Set<PoolWorker>();
  let respawn: NodeJS.Timeout | null = null;
  let broken: string | null = null;
  let isClosing = false;

  const places = createPlaces(processes, crew, () => retreat.inForce, keepBusy);

  const shortage = createShortage(retreat, {
    restart: places.restart,
    requeue: (cases) => queue.unshift(...cases),
    tryAlone: (cases) => {
      lane.add(cases);
    },
    takeWaiting: () => queue.splice(0, 1),
    breakDown,
    reduced: (because) => options.onReduced?.(retreat.inForce, because),
  });

  const lane = createLane({
    hasRoom: places.forLane,
    startWorker: () => {
      const { plan } = retreat.inForce;
      const worker = startWorker({ ...plan, batch: 1, workers: shortage.isHolding ? 1 : plan.workers }, true);
      // The crew may have its place.
      void worker.ended.then(keepBusy);
      return worker;
    },
    idleMs: () => (retreat.inForce.hasSpareWorker || queue.length === 0 ? LANE_IDLE_MS : 0),
    ranOutOfMemory: shortage.inLane,
    isIdle: () => {
      shortage.laneIsIdle();
      keepBusy();
    },
    loadFailed: breakDown,
    diedLoading: (death) => {
      breakDownIf(streak.loadDeath(death));
    },
    diedBlameless: (death) => {
      breakDownIf(streak.blamelessDeath(death));
    },
    convicted: (one, failure, death) => {
      convicted.set(one, failure);
      breakDownIf(streak.conviction(death));
      if (open.size === convicted.size) tellConvicted();
    },
  });

  /**
   * The convicted are told only when another picture was classified after them, or nothing else is left to try: if the
   * machine, the model or the runtime is what breaks, the run stops, and no picture is blamed for it.
   */
  function tellConvicted(): void {
    for (const [one, failure] of convicted) one.conclude({ kind: 'failed', content: one.content(), failure });
    convicted.clear();
  }

  function startWorker({ workers, threads, decoders, batch }: Plan, isAlone: boolean): PoolWorker {
    const { engine, packFolder } = retreat.inForce;
    const start = { ...options.model, engine, packFolder, threads, decoders, batch, allDecoders: workers * decoders };
    const worker = startPoolWorker(
      options.spawn,
      options.workerScript,
      { kind: 'start', ...start },
      options.deadlines ?? DEFAULT_DEADLINES,
      options.thumbnails ?? null,
      {
        onUncached: (problem) => options.onUncached?.(problem),
        onProgress: () => {
          streak.loaded();
          dispatch();
        },
        onOutcome: (one, outcome) => {
          shortage.conclude(one, outcome, isAlone);
        },
      },
    );
    processes.add(worker);
    void worker.ended.then((end) => {
      processes.delete(worker);
      if (end.kind !== 'died' || isClosing || broken !== null) return;
      options.onDeath?.(texts.workerEnded(worker.pid, end.during, inWords(end)));
    });
    return worker;
  }

  /** Hires as many workers as there is work for, unless one has just died. */
  function hireCrew(): void {
    if (broken !== null || isClosing || respawn !== null || places.isRestarting || shortage.isHolding) return;
    const { plan } = retreat.inForce;
    const pictures = [...crew].reduce((sum, { load }) => sum + load, queue.length);
    if (crew.size < Math.min(places.ofCrew(lane.isBusy), pictures)) {
      const worker = startWorker(plan, false);
      crew.add(worker);
      void worker.ended.then((end) => {
        crew.delete(worker);
        buryWorker(end);
      });
      // One a turn: to start a process keeps a window for ten milliseconds.
      setImmediate(keepBusy);
    }
  }

  function keepBusy(): void {
    hireCrew();
    dispatch();
  }

  /** A worker of the crew is gone: its suspects go to the lane, the others of its pictures to other workers. */
  function buryWorker(end: WorkerEnd): void {
    if (broken !== null || end.kind === 'stopped') return;
    if (end.kind === 'released') {
      queue.unshift(...end.cases);
      dispatch();
      return;
    }
    if (end.kind === 'load-failed') {
      breakDown(end.reason);
      return;
    }
    if (end.memory !== null) {
      shortage.inCrew(end);
      return;
    }
    if (end.during === 'loading') breakDownIf(streak.loadDeath(end));
    else if (end.suspects.length === 0) breakDownIf(streak.blamelessDeath(end));
    if (isBroken()) return;
    const oddReaders = end.readers.filter(({ charges }) => isSuspectReader(charges));
    queue.unshift(...end.innocents, ...end.readers.filter((one) => !oddReaders.includes(one)));
    lane.add([...end.suspects, ...oddReaders]);
    respawn ??= setTimeout(() => {
      respawn = null;
      hireCrew();
    }, streak.respawnDelayMs(end));
    dispatch();
  }

  function dispatch(): void {
    while (queue.length > 0) {
      const worker = leastLoaded();
      if (worker === null) return;
      const one = queue.shift();
      if (one?.isOpen() === true) worker.take(one);
    }
  }

  function leastLoaded(): PoolWorker | null {
    const slots = slotsOf(retreat.inForce);
    let best: PoolWorker | null = null;
    for (const worker of crew) {
      if (worker.isReady() && worker.load < slots && (best === null || worker.load < best.load)) best = worker;
    }
    return best;
  }

  function slotsOf({ plan }: Footing): number {
    return plan.decoders + plan.batch + (options.readAhead ?? READ_AHEAD);
  }

  function isBroken(): boolean {
    return broken !== null;
  }

  function breakDownIf(reason: string | null): void {
    if (reason !== null) breakDown(reason);
  }

  function breakDown(reason: string): void {
    if (broken !== null) return;
    broken = reason;
    for (const worker of processes) worker.kill();
    queue.length = 0;
    convicted.clear();
    lane.close();
    for (const one of open) one.conclude({ kind: 'stopped', reason });
  }

  async function end(byForce: boolean): Promise<void> {
    isClosing = true;
    lane.close();
    if (respawn !== null) clearTimeout(respawn);
    for (const worker of processes)
      if (byForce) worker.kill();
      else worker.stop();
    const timer = setTimeout(() => {
      for (const worker of processes) worker.kill();
    }, STOP_WITHIN_MS);
    await Promise.all([...processes].map((worker) => worker.ended));
    clearTimeout(timer);
  }

  /** Takes part in every case from its opening to its outcome. */
  async function follow(one: Case): Promise<PoolOutcome> {
    open.add(one);
    try {
      const outcome = await one.outcome;
      if (outcome.kind === 'classified') {
        streak.classified();
        tellConvicted();
      }
      return outcome;
    } finally {
      open.delete(one);
      if (open.size === convicted.size) tellConvicted();
    }
  }

  const footings = [options.footing, ...(options.fallbacks ?? [])];
  return {
    capacity: Math.max(...footings.map((footing) => footing.plan.workers * slotsOf(footing))) + LANE_ROOM,
    get inForce() {
      return retreat.inForce;
    },
    classify: (task, settle) => {
      if (broken !== null) return Promise.resolve({ kind: 'stopped', reason: broken });
      const one = openCase(task, settle);
      const outcome = follow(one);
      if (task.alone === null) {
        queue.push(one);
        keepBusy();
      } else {
        lane.add([one]);
      }
      return outcome;
    },
    close: () => end(false),
    kill: async () => {
      breakDown(texts.stopped);
      await end(true);
    },
  };
}
