import type { Failure } from '../../shared/failure.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { ContentFacts, PictureOutcome, Plan } from '../../shared/run.ts';
import type { SpawnWorker, WorkerStart } from '../worker/protocol.ts';
import { createStreak, judge, type Death, type Record } from './guilt.ts';
import { startPoolWorker, type Deadlines, type PoolWorker, type WorkerEnd, type WorkerTask } from './pool-worker.ts';

export interface PoolOptions {
  readonly spawn: SpawnWorker;
  /** Absolute path of the worker program. */
  readonly workerScript: string;
  readonly plan: Plan;
  readonly model: Pick<WorkerStart, 'modelFolder' | 'cacheDir' | 'k' | 'memoryBytes' | 'maxFileBytes'>;
  readonly deadlines?: Deadlines;
  /** A worker died, in words: for a person who asked for details. */
  readonly onDeath?: (detail: string) => void;
}

export interface PoolTask {
  /** Unique among the tasks in flight. */
  readonly id: number;
  /** Absolute. */
  readonly path: FilePath;
  /** Set where the picture runs in a worker that has nothing else; called before it is given to that worker. */
  readonly alone: { readonly onHanded: () => Promise<void> } | null;
}

export type PoolOutcome = PictureOutcome | { readonly kind: 'stopped'; readonly reason: string };

/** Owns worker processes. */
export interface Pool {
  /** Tasks to keep in flight so that no worker waits. */
  readonly capacity: number;
  /**
   * Brings one picture to its outcome; resolves exactly once, never rejects. `settle` is called when the file was read,
   * and again for each further worker that has to read it. `stopped`: the pool cannot go on, and every other
   * task ends so too.
   */
  classify(task: PoolTask, settle: (content: ContentFacts) => Promise<'classify' | 'release'>): Promise<PoolOutcome>;
  /** Ends all workers; resolves when no process is left. Nothing may be in flight. */
  close(): Promise<void>;
  /** The same at once: what is in flight ends as `stopped`. */
  kill(): Promise<void>;
}

const DEADLINES: Deadlines = { loadMs: 120_000, pictureMs: 120_000 };
// Pictures beyond those in decoders and session: being read, digested, answered, or read and waiting. Reading takes
// several turns of the worker's event loop, each as long as a call of the session.
const READ_AHEAD = 6;
const LOAD_DEATHS_TO_STOP = 3;
const RESPAWN_AFTER_MS = 100;
const LANE_IDLE_MS = 1000;
const STOP_WITHIN_MS = 3000;

/** A task with what is held against its picture. */
interface Case extends WorkerTask {
  readonly alone: PoolTask['alone'];
  readonly record: Record;
  /** Where it ends without a worker's word. */
  readonly conclude: (outcome: PoolOutcome) => void;
}

export function createPool(options: PoolOptions): Pool {
  const { plan } = options;
  const slots = plan.decoders + plan.batch + READ_AHEAD;
  const { workers, threads, decoders, batch } = plan;
  const allDecoders = workers * decoders;
  const start: WorkerStart = { kind: 'start', ...options.model, threads, decoders, batch, allDecoders };
  const streak = createStreak();
  const open = new Set<Case>();
  const queue: Case[] = [];
  const lane: Case[] = [];
  /** Who waits for the case in the lane. */
  const onConcluded = new Map<Case, () => void>();
  const crew = new Set<PoolWorker>();
  /** Every process, the lane's and those that are ending too. */
  const processes = new Set<PoolWorker>();
  let laneWorker: PoolWorker | null = null;
  let laneTimer: NodeJS.Timeout | null = null;
  let isLaneRunning = false;
  let loadDeaths = 0;
  let broken: string | null = null;
  let isClosing = false;

  function startWorker(): PoolWorker {
    const worker = startPoolWorker(options.spawn, options.workerScript, start, options.deadlines ?? DEADLINES, () => {
      if (worker.isReady()) loadDeaths = 0;
      dispatch();
    });
    processes.add(worker);
    void worker.ended.then((end) => {
      processes.delete(worker);
      if (end.kind === 'died' && !isClosing && broken === null) options.onDeath?.(inWords(worker, end));
    });
    return worker;
  }

  function hireWorker(): void {
    if (broken !== null || isClosing) return;
    const worker = startWorker();
    crew.add(worker);
    void worker.ended.then((end) => {
      crew.delete(worker);
      buryWorker(end);
    });
  }

  /** A worker of the crew is gone: its innocents are tried by others, its suspects go to the lane. */
  function buryWorker(end: WorkerEnd): void {
    if (broken !== null || end.kind === 'stopped') return;
    if (end.kind === 'load-failed') {
      breakDown(end.reason);
      return;
    }
    if (end.stage === 'loading' && countLoadDeath(end)) return;
    const suspects = casesOf(end.suspects);
    // Suspects are judged alone; a death that none of them can have caused says something of the machine.
    if (end.stage === 'working' && (end.by === 'outside' || suspects.length === 0)) {
      const reason = streak.death(end.cause);
      if (reason !== null) {
        breakDown(reason);
        return;
      }
    }
    queue.unshift(...casesOf(end.innocents));
    lane.push(...suspects);
    void runLane();
    setTimeout(hireWorker, RESPAWN_AFTER_MS);
  }

  /** True where loading failed so often that the pool breaks down. */
  function countLoadDeath({ cause, stderr }: Death): boolean {
    loadDeaths += 1;
    if (loadDeaths < LOAD_DEATHS_TO_STOP) return false;
    const said = stderr.trim() === '' ? '' : `\n${stderr.trim()}`;
    breakDown(`${loadDeaths} worker processes in a row ended while they loaded the model (${cause}).${said}`);
    return true;
  }

  function casesOf(tasks: readonly WorkerTask[]): Case[] {
    return [...open].filter((one) => tasks.includes(one));
  }

  function dispatch(): void {
    while (queue.length > 0) {
      const worker = leastLoaded();
      if (worker === null) return;
      worker.take(queue.shift()!);
    }
  }

  function leastLoaded(): PoolWorker | null {
    let best: PoolWorker | null = null;
    for (const worker of crew) {
      if (worker.isReady() && worker.load < slots && (best === null || worker.load < best.load)) best = worker;
    }
    return best;
  }

  /** Suspects, and what has to run alone, one at a time in a worker that has nothing else. */
  async function runLane(): Promise<void> {
    if (isLaneRunning) return;
    isLaneRunning = true;
    if (laneTimer !== null) clearTimeout(laneTimer);
    for (let one = lane.shift(); one !== undefined; one = lane.shift()) await tryAlone(one);
    isLaneRunning = false;
    laneTimer = setTimeout(() => {
      laneWorker?.stop();
      laneWorker = null;
    }, LANE_IDLE_MS);
  }

  async function tryAlone(one: Case): Promise<void> {
    while (open.has(one) && broken === null) {
      const worker = (laneWorker ??= startWorker());
      const isFresh = worker.served === 0;
      const end = await Promise.race([worker.ended, worker.ready.then(() => runIn(worker, one))]);
      onConcluded.delete(one);
      if (end === null) return;
      laneWorker = null;
      if (end.kind === 'stopped') continue;
      if (end.kind === 'load-failed') {
        breakDown(end.reason);
        return;
      }
      if (end.stage === 'loading') {
        if (countLoadDeath(end)) return;
        continue;
      }
      const failure = judge(one.record, end, isFresh);
      const reason = reasonToStop(end, failure);
      if (failure !== null) one.conclude({ kind: 'failed', content: null, failure });
      if (reason !== null) {
        breakDown(reason);
        return;
      }
    }
  }

  function reasonToStop({ by, cause }: Death, failure: Failure | null): string | null {
    if (by === 'outside') return streak.death(cause);
    return failure === null ? null : streak.quarantine(cause);
  }

  /** Resolves with null when the case is concluded. */
  async function runIn(worker: PoolWorker, one: Case): Promise<null> {
    await one.alone?.onHanded();
    return new Promise((resolve) => {
      onConcluded.set(one, () => {
        resolve(null);
      });
      worker.take(one);
    });
  }

  function breakDown(reason: string): void {
    if (broken !== null) return;
    broken = reason;
    for (const worker of processes) worker.kill();
    queue.length = 0;
    lane.length = 0;
    for (const one of [...open]) one.conclude({ kind: 'stopped', reason });
  }

  async function end(byForce: boolean): Promise<void> {
    isClosing = true;
    if (laneTimer !== null) clearTimeout(laneTimer);
    for (const worker of processes)
      if (byForce) worker.kill();
      else worker.stop();
    const timer = setTimeout(() => {
      for (const worker of processes) worker.kill();
    }, STOP_WITHIN_MS);
    await Promise.all([...processes].map((worker) => worker.ended));
    clearTimeout(timer);
  }

  for (let i = 0; i < plan.workers; i++) hireWorker();

  return {
    capacity: plan.workers * slots,
    classify: ({ id, path, alone }, settle) => {
      if (broken !== null) return Promise.resolve({ kind: 'stopped', reason: broken });
      return new Promise((resolve) => {
        const one: Case = {
          id,
          path,
          alone,
          settle,
          record: { own: 0, outside: 0 },
          done: (outcome) => {
            streak.success();
            one.conclude(outcome);
          },
          conclude: (outcome) => {
            if (!open.delete(one)) return;
            onConcluded.get(one)?.();
            resolve(outcome);
          },
        };
        open.add(one);
        if (alone === null) {
          queue.push(one);
          dispatch();
        } else {
          lane.push(one);
          void runLane();
        }
      });
    },
    close: () => end(false),
    kill: async () => {
      breakDown('The run was stopped.');
      await end(true);
    },
  };
}

function inWords(worker: PoolWorker, death: Death): string {
  const said = death.stderr.trim() === '' ? '' : `; it said: ${death.stderr.trim()}`;
  return `Worker ${worker.pid ?? '?'} ended while ${death.stage}: ${death.cause}${said}`;
}
