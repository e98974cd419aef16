import type { FilePath } from '../../shared/file-path.ts';
import type { ContentFacts, PictureOutcome } from '../../shared/run.ts';
import type { FromWorker, SpawnWorker, WorkerStart } from '../worker/protocol.ts';

/** Milliseconds after which the pool gives a worker up. */
export interface Deadlines {
  /** From the start of the process until its session is loaded. */
  readonly loadMs: number;
  /** In one step of one picture: reading, decoding, or a call of the session. */
  readonly pictureMs: number;
}

/** A picture in a worker, with who waits for it. */
export interface WorkerTask {
  readonly id: number;
  readonly path: FilePath;
  settle(content: ContentFacts): Promise<'classify' | 'release'>;
  done(outcome: PictureOutcome): void;
}

/** How a worker process ended. */
export type WorkerEnd =
  /** It said that the model cannot be used. */
  | { readonly kind: 'load-failed'; readonly reason: string }
  /** It was asked to. */
  | { readonly kind: 'stopped' }
  | {
      readonly kind: 'died';
      /** What happened, for a person: `SIGABRT`, `exit code 3`, `no answer for 60 s`. */
      readonly cause: string;
      readonly by: 'itself' | 'outside' | 'deadline';
      readonly stage: 'loading' | 'working';
      /** In the decoder or the session, or over the deadline: any of them may be guilty. */
      readonly suspects: readonly WorkerTask[];
      /** Sent, being read, or between two steps: they had no part in it. */
      readonly innocents: readonly WorkerTask[];
      readonly stderr: string;
    };

/** One worker process and the pictures it has. */
export interface PoolWorker {
  readonly pid: number | undefined;
  /** Pictures it has. */
  readonly load: number;
  /** Pictures that it brought to an end. */
  readonly served: number;
  isReady(): boolean;
  /** Resolves when its session is loaded; never, where it ends before. */
  readonly ready: Promise<void>;
  take(task: WorkerTask): void;
  /** Lets it end; whoever has pictures in it waits first. */
  stop(): void;
  kill(): void;
  /** Resolves when the process is gone. */
  readonly ended: Promise<WorkerEnd>;
}

/** `waiting`: sent, or between two steps; nothing is being done with it. */
type Stage = 'waiting' | 'reading' | 'decoding' | 'computing';

interface Entry {
  readonly task: WorkerTask;
  stage: Stage;
  /** Milliseconds in this stage, as counted by the clock's ticks: a machine that slept was not too slow. */
  age: number;
}

// Signals that people and systems send. A process that breaks dies of others (SIGSEGV, SIGABRT, SIGBUS, SIGILL …).
const OUTSIDE: ReadonlySet<string> = new Set(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT']);

/** Starts a worker. `onNews` is called when it is ready, and after every picture that it brings to an end. */
export function startPoolWorker(
  spawn: SpawnWorker,
  script: string,
  start: WorkerStart,
  deadlines: Deadlines,
  onNews: () => void,
): PoolWorker {
  // Two more threads than decoders: one reads ahead while one digests or waits for the disk.
  const process = spawn(script, { decodeThreads: start.decoders + 2 });
  const tasks = new Map<number, Entry>();
  let served = 0;
  let isReady = false;
  let setReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    setReady = resolve;
  });
  let isStopping = false;
  let loadFailure: string | null = null;
  let passedDeadline: string | null = null;
  let loadAge = 0;

  const tick = Math.max(10, Math.min(1000, deadlines.pictureMs / 8, deadlines.loadMs / 8));
  const clock = setInterval(() => {
    if (!isReady) loadAge += tick;
    for (const entry of tasks.values()) if (entry.stage !== 'waiting') entry.age += tick;
    if (!isReady && loadAge > deadlines.loadMs) passDeadline('the session did not load', deadlines.loadMs);
    else if ([...tasks.values()].some(isOverdue)) passDeadline('a picture got no further', deadlines.pictureMs);
  }, tick);

  function isOverdue({ stage, age }: Entry): boolean {
    return stage !== 'waiting' && age > deadlines.pictureMs;
  }

  function passDeadline(what: string, ms: number): void {
    passedDeadline ??= `${what} within ${Math.ceil(ms / 1000)} s`;
    process.kill();
  }

  function enter(id: number, stage: Stage): void {
    const entry = tasks.get(id);
    if (entry !== undefined) Object.assign(entry, { stage, age: 0 });
  }

  process.onMessage((message: FromWorker) => {
    switch (message.kind) {
      case 'ready':
        isReady = true;
        setReady();
        break;
      case 'load-failed':
        loadFailure = message.reason;
        break;
      case 'reading':
        enter(message.id, 'reading');
        break;
      case 'content':
        enter(message.id, 'waiting');
        void answer(message.id, message.content);
        break;
      case 'decoding':
        enter(message.id, 'decoding');
        break;
      case 'decoded':
        enter(message.id, 'waiting');
        break;
      case 'computing':
        for (const id of message.ids) enter(id, 'computing');
        break;
      case 'done': {
        const entry = tasks.get(message.id);
        tasks.delete(message.id);
        served += 1;
        entry?.task.done(message.outcome);
        break;
      }
    }
    if (message.kind === 'ready' || message.kind === 'done') onNews();
  });

  async function answer(id: number, content: ContentFacts): Promise<void> {
    const entry = tasks.get(id);
    if (entry === undefined) return;
    const decision = await entry.task.settle(content);
    process.send({ kind: 'answer', id, decision });
  }

  const ended = new Promise<WorkerEnd>((resolve) => {
    process.onExit(({ code, signal, stderr }) => {
      clearInterval(clock);
      const left = [...tasks.values()];
      tasks.clear();
      const isSuspect = (entry: Entry): boolean =>
        entry.stage === 'decoding' || entry.stage === 'computing' || isOverdue(entry);
      if (loadFailure !== null) resolve({ kind: 'load-failed', reason: loadFailure });
      else if (isStopping && left.length === 0) resolve({ kind: 'stopped' });
      else
        resolve({
          kind: 'died',
          cause: passedDeadline ?? signal ?? (code === null ? 'it could not be started' : `exit code ${code}`),
          by: passedDeadline !== null ? 'deadline' : signal !== null && OUTSIDE.has(signal) ? 'outside' : 'itself',
          stage: isReady ? 'working' : 'loading',
          suspects: left.filter(isSuspect).map(({ task }) => task),
          innocents: left.filter((entry) => !isSuspect(entry)).map(({ task }) => task),
          stderr,
        });
    });
  });

  process.send(start);
  return {
    pid: process.pid,
    get load() {
      return tasks.size;
    },
    get served() {
      return served;
    },
    isReady: () => isReady,
    ready,
    take: (task) => {
      tasks.set(task.id, { task, stage: 'waiting', age: 0 });
      process.send({ kind: 'picture', id: task.id, path: task.path });
    },
    stop: () => {
      isStopping = true;
      process.send({ kind: 'stop' });
    },
    kill: () => {
      isStopping = true;
      process.kill();
    },
    ended,
  };
}
