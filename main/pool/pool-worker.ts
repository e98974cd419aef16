import { saysOutOfMemory } from '../../shared/out-of-memory.ts';
import type { ContentFacts, PictureOutcome } from '../../shared/run.ts';
import { processEndTexts as texts } from '../../shared/texts/process-ends.ts';
import { howItEnded, type ProcessEnd, type Spawn } from '../process/started-process.ts';
import type { FromWorker, WorkerProcess, WorkerStart } from '../worker/protocol.ts';
import type { Case } from './case.ts';
import { enterStage, hearSign, isOverdue, passTime, type Deadlines, type StageTime } from './deadlines.ts';
import { countOomKills } from './oom-kills.ts';
import { isFromOutside } from './outside-signals.ts';

/** Whoever shows pictures: workers make small ones of what they decode anyway. */
export interface ThumbnailKeeper {
  /** Where to put that of a content, by its digest; absolute. Null: none is wanted. */
  fileFor(digest: string): string | null;
  /** It is there: an upright JPEG of so many bytes. */
  kept(digest: string, bytes: number): void;
}

/** How a worker process ended. */
export type WorkerEnd =
  /** It said that the model cannot be used. */
  | { readonly kind: 'load-failed'; readonly reason: string }
  /** It was asked to. */
  | { readonly kind: 'stopped' }
  /** It was let go, with these pictures still in it. */
  | { readonly kind: 'released'; readonly cases: readonly Case[] }
  | Death;

/** A worker ended without being asked to. */
export interface Death {
  readonly kind: 'died';
  /** What happened, for a person: `SIGABRT`, `exit code 3`, `no end within 120 s`. */
  readonly cause: string;
  readonly by: 'itself' | 'outside' | 'deadline';
  /** Whether memory ran out: the session said so, or the process died of it. Null: that was not it. */
  readonly memory: 'session' | 'process' | null;
  /** `reading`: it passed the deadline with nothing but a file that could not be read. */
  readonly during: 'loading' | 'reading' | 'working';
  /** In the decoder or the session, or over the deadline: any may be guilty. Where memory ran out: in the decoder. */
  readonly suspects: readonly Case[];
  /** Being read, and not late: that breaks no process, unless memory is too short for the file. */
  readonly readers: readonly Case[];
  /** Sent, or between two steps: they had no part in it. */
  readonly innocents: readonly Case[];
  /** The end of what it said on standard error. */
  readonly stderr: string;
  /** By `performance.now()`. */
  readonly startedAt: number;
}

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
  take(one: Case): void;
  /** Lets it end; whoever has pictures in it waits first. */
  stop(): void;
  kill(): void;
  /** Ends it at once, so that others may have its pictures. */
  release(): void;
  /** Resolves when the process is gone. */
  readonly ended: Promise<WorkerEnd>;
}

interface Entry extends StageTime {
  readonly case: Case;
}

/** What a worker's pool hears of it. */
export interface WorkerNews {
  /** It is ready, and its graph could not be kept for the next one. */
  readonly onUncached: (problem: string) => void;
  /** It is ready, or has a picture less. */
  readonly onProgress: () => void;
  /** It has brought a picture to an end, and has it no longer. */
  readonly onOutcome: (one: Case, outcome: PictureOutcome) => void;
}

// Reads go on beside the decoders: one that waits for the disk, and one more that has its turn meanwhile.
const READING_THREADS = 2;

/** Starts a worker. */
export function startPoolWorker(
  spawn: Spawn,
  script: string,
  start: WorkerStart,
  deadlines: Deadlines,
  thumbnails: ThumbnailKeeper | null,
  { onUncached, onProgress, onOutcome }: WorkerNews,
): PoolWorker {
  const startedAt = performance.now();
  const oomKillsBefore = countOomKills();
  const process = spawn(script, { ioThreads: start.decoders + READING_THREADS, givesWay: true }) as WorkerProcess;
  const entries = new Map<number, Entry>();
  let served = 0;
  let isReady = false;
  let setReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    setReady = resolve;
  });
  let isStopping = false;
  let isReleased = false;
  let shortage: string | null = null;
  let loadFailure: string | null = null;
  let passedDeadline: string | null = null;
  let loadedForMs = 0;

  const tickMs = Math.max(10, Math.min(1000, deadlines.pictureMs / 8, deadlines.loadMs / 8));
  const clock = setInterval(() => {
    if (!isReady) {
      loadedForMs += tickMs;
      if (loadedForMs > deadlines.loadMs) passDeadline(texts.notLoadedWithin, deadlines.loadMs);
      return;
    }
    passTime([...entries.values()], tickMs);
    const overdue = [...entries.values()].find(isOverdue);
    if (overdue !== undefined) passDeadline(texts.noEndWithin, overdue.limitMs);
  }, tickMs);

  function passDeadline(inWords: (seconds: number) => string, ms: number): void {
    passedDeadline ??= inWords(Math.ceil(ms / 1000));
    process.kill();
  }

  process.onMessage((message: FromWorker) => {
    hearSign(entries.values());
    switch (message.kind) {
      case 'ready':
        isReady = true;
        setReady();
        if (message.cacheProblem !== null) onUncached(message.cacheProblem);
        onProgress();
        return;
      case 'load-failed':
        loadFailure = message.reason;
        return;
      case 'out-of-memory':
        shortage = message.reason;
        // Whatever it still does takes memory from those that come after it.
        process.kill();
        return;
      case 'content':
        void answer(entryOf(message.id), message.content);
        return;
      case 'thumbnail': {
        const content = entryOf(message.id).case.content();
        if (content !== null) thumbnails?.kept(content.digest, message.bytes);
        return;
      }
      case 'waiting':
      case 'reading':
      case 'decoding':
        enterStage(entryOf(message.id), message.kind, deadlines);
        return;
      case 'computing':
        for (const id of message.ids) enterStage(entryOf(id), message.kind, deadlines, message.ids.length);
        return;
      case 'done': {
        const entry = entryOf(message.id);
        entries.delete(message.id);
        served += 1;
        onOutcome(entry.case, message.outcome);
        onProgress();
        return;
      }
      case 'warm':
      case 'described':
      case 'probed':
        throw new Error(`a worker that was not asked to measure says ${message.kind}`);
    }
  });

  function entryOf(id: number): Entry {
    const entry = entries.get(id);
    if (entry === undefined) throw new Error(`a worker speaks of picture ${id}, which it does not have`);
    return entry;
  }

  async function answer(entry: Entry, content: ContentFacts): Promise<void> {
    enterStage(entry, 'settling', deadlines);
    const decision = await entry.case.settle(content);
    enterStage(entry, 'waiting', deadlines);
    const thumbnail = decision === 'classify' ? (thumbnails?.fileFor(content.digest) ?? null) : null;
    process.send({ kind: 'answer', id: entry.case.id, decision, thumbnail });
  }

  const ended = new Promise<WorkerEnd>((resolve) => {
    process.onExit(({ code, signal, stderr }) => {
      clearInterval(clock);
      const left = [...entries.values()];
      entries.clear();
      if (isReleased) {
        resolve({ kind: 'released', cases: left.map((entry) => entry.case) });
        return;
      }
      const memory = memoryEnd({ signal, stderr });
      if (loadFailure !== null && memory === null) {
        resolve({ kind: 'load-failed', reason: loadFailure });
        return;
      }
      if (isStopping && left.length === 0) {
        resolve({ kind: 'stopped' });
        return;
      }
      const isAccused = memory === null ? isSuspect : isDecoding;
      const suspects = left.filter(isAccused);
      const others = left.filter((entry) => !isAccused(entry));
      const isReading =
        passedDeadline !== null && suspects.length > 0 && suspects.every(({ stage }) => stage === 'reading');
      resolve({
        kind: 'died',
        cause: shortage ?? loadFailure ?? passedDeadline ?? howItEnded({ code, signal }),
        by: passedDeadline !== null ? 'deadline' : isFromOutside(signal) ? 'outside' : 'itself',
        memory,
        during: !isReady ? 'loading' : isReading ? 'reading' : 'working',
        suspects: suspects.map((entry) => entry.case),
        readers: others.filter(({ stage }) => stage === 'reading').map((entry) => entry.case),
        innocents: others.filter(({ stage }) => stage !== 'reading').map((entry) => entry.case),
        stderr,
        startedAt,
      });
    });
  });

  /** Whether it ended for want of memory, by its own words, by a library's last ones, or by Linux's count of such ends. */
  function memoryEnd({ signal, stderr }: Pick<ProcessEnd, 'signal' | 'stderr'>): Death['memory'] {
    if (shortage !== null) return 'session';
    if (isStopping || passedDeadline !== null) return null;
    if (signal === 'SIGKILL') return (countOomKills() ?? 0) > (oomKillsBefore ?? 0) ? 'process' : null;
    if (isFromOutside(signal)) return null;
    if (!saysOutOfMemory(stderr)) return null;
    return loadFailure === null ? 'process' : 'session';
  }

  process.send(start);
  return {
    pid: process.pid,
    get load() {
      return entries.size;
    },
    get served() {
      return served;
    },
    isReady: () => isReady,
    ready,
    take: (one) => {
      const entry: Entry = { case: one, stage: 'waiting', ageMs: 0, limitMs: deadlines.pictureMs };
      entries.set(one.id, entry);
      process.send({ kind: 'picture', id: one.id, path: one.path });
    },
    stop: () => {
      isStopping = true;
      process.send({ kind: 'stop' });
    },
    kill: () => {
      isStopping = true;
      process.kill();
    },
    release: () => {
      isReleased = true;
      process.kill();
    },
    ended,
  };
}

/** Announced and unfinished in a step that can break a process, or late in any other. */
function isSuspect(entry: Entry): boolean {
  switch (entry.stage) {
    case 'decoding':
    case 'computing':
      return true;
    case 'reading':
      return isOverdue(entry);
    case 'waiting':
    case 'settling':
      return false;
  }
}

function isDecoding({ stage }: Entry): boolean {
  return stage === 'decoding';
}
