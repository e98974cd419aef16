import { assertNever } from '../../shared/assert-never.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { Failure } from '../../shared/failure.ts';
import { pictureFailureTexts as texts } from '../../shared/texts/picture-failures.ts';
import { processEndTexts } from '../../shared/texts/process-ends.ts';
import { howItEnded, type ProcessEnd, type Spawn, type StartedProcess } from '../process/started-process.ts';
import type { FromThumbnailer, RenderOutcome, Rendering, ToThumbnailer } from './protocol.ts';

/**
 * Makes pictures to look at, in a process of its own: what a damaged file does to a decoder stays there. Whatever comes to
 * no end fails, and keeps the others waiting no longer than its deadline.
 */
export interface Thumbnailer {
  /** Pictures will soon be wished for: its process takes a while to start. */
  expectWishes(): void;
  /**
   * The newest wish comes first: what scrolled into sight last is what a person looks at. `meanwhile`: asked where the wish
   * had to wait; what somebody else has made by then is not made again. Null: nobody has.
   */
  render(path: FilePath, rendering: Rendering, meanwhile?: () => Promise<RenderOutcome | null>): Promise<RenderOutcome>;
  /** Ends the process; what is still wished for fails. */
  close(): void;
}

export interface ThumbnailerOptions {
  readonly spawn: Spawn;
  /** Absolute path of the thumbnailer program. */
  readonly script: string;
  /** Pictures that the process has at a time. */
  readonly atOnce: number;
  /** Milliseconds for each step that the process tells of; a file that is read has more, by its size. Left out: two minutes. */
  readonly stepMs?: number;
}

interface Wish {
  readonly path: FilePath;
  readonly rendering: Rendering;
  readonly meanwhile: (() => Promise<RenderOutcome | null>) | null;
  readonly settle: (outcome: RenderOutcome) => void;
  /** Until others were rendered. */
  hasWaited: boolean;
  /** Where the process is with it; null: it does not have it, though its turn may have come. */
  step: Step | null;
  /** Processes that died while they had it, or were ended since it came to no end. */
  deaths: number;
}

/** `sent`: the process has said nothing of it yet, perhaps since it is still being started. */
interface Step {
  readonly name: 'sent' | 'reading' | 'decoding';
  readonly limitMs: number;
  /** Milliseconds, as counted by ticks: a machine that slept was not too slow. */
  ageMs: number;
}

/** What becomes of a wish whose process is gone: it fails, is granted by the next process, or when all others are through. */
type Fate = Failure | 'next' | 'last';

// The one of two pictures that is innocent of a death is rendered by the next process; the guilty one kills that too.
const MOST_DEATHS = 2;
// As much as a run gives each step: within it a disk wakes up, and the largest picture is decoded on a slow machine.
const STEP_MS = 120_000;
// Less than any disk or share that works: a photograph of 5 MB may take nearly three minutes.
const SLOWEST_BYTES_PER_MS = 100;

/** Starts its process at the first wish, or before where one is expected, and again after it died or came to no end. */
export function createThumbnailer({ spawn, script, atOnce, stepMs = STEP_MS }: ThumbnailerOptions): Thumbnailer {
  const waiting: Wish[] = [];
  const rendering = new Map<number, Wish>();
  let process: StartedProcess<ToThumbnailer, FromThumbnailer> | null = null;
  let lastId = 0;
  let isClosed = false;
  let clock: NodeJS.Timeout | null = null;
  const tickMs = Math.max(10, Math.min(1000, stepMs / 8));

  function start(): StartedProcess<ToThumbnailer, FromThumbnailer> {
    // Beside a run it takes no more than the run's workers, which make thumbnails too.
    const options = { ioThreads: atOnce + 1, givesWay: true };
    const started = spawn(script, options) as StartedProcess<ToThumbnailer, FromThumbnailer>;
    started.onMessage((message) => {
      const { id } = message;
      const wish = rendering.get(id);
      // A process that was given up may still speak.
      if (wish === undefined) return;
      switch (message.kind) {
        case 'reading':
          wish.step = begun('reading', stepMs + (message.bytes ?? 0) / SLOWEST_BYTES_PER_MS);
          return;
        case 'decoding':
          wish.step = begun('decoding', stepMs);
          return;
        case 'rendered':
          rendering.delete(id);
          wish.settle(message.outcome);
          next();
          return;
        default:
          assertNever(message);
      }
    });
    started.onExit((end) => {
      if (process === started) takeBack((wish) => fateOfSuspect(wish, 'next', failureOf(end)));
    });
    return started;
  }

  /** The process is gone, or given up. */
  function takeBack(fateOf: (wish: Wish, step: Step) => Fate): void {
    process = null;
    for (const [id, wish] of rendering) {
      if (wish.step === null) continue;
      const fate = fateOf(wish, wish.step);
      rendering.delete(id);
      wish.step = null;
      if (fate === 'next') waiting.push(wish);
      else if (fate === 'last') waiting.unshift(wish);
      else wish.settle({ ok: false, failure: fate });
    }
    next();
  }

  function tick(): void {
    const steps = [...rendering.values()].flatMap(({ step }) => step ?? []);
    if (steps.length === 0 && clock !== null) {
      clearInterval(clock);
      clock = null;
    }
    for (const step of steps) step.ageMs += tickMs;
    // A decoder can keep its process from hearing of a wish, and from saying that another file was read: for so long nothing
    // is known of either.
    const deafMs = Math.max(0, ...steps.map(({ name, ageMs }) => (name === 'decoding' ? ageMs : 0)));
    const isLate = ({ name, ageMs, limitMs }: Step) => (name === 'decoding' ? ageMs : ageMs - deafMs) > limitMs;
    if (!steps.some(isLate)) return;
    // It may be in a call to the disk that not even this ends: nobody waits until it is gone.
    process?.kill();
    takeBack((wish, step) => {
      if (!isLate(step)) return 'next';
      const cause = processEndTexts.noEndWithin(Math.ceil(step.limitMs / 1000));
      if (step.name === 'reading') return { kind: 'read-error', detail: texts.notReadInTime(cause) };
      return fateOfSuspect(wish, 'last', { kind: 'timed-out', detail: texts.notShownInTime(cause) });
    });
  }

  function next(): void {
    // A picture that has killed a process is tried alone.
    const isAlone = [...rendering.values()].some(({ deaths }) => deaths > 0);
    while (!isClosed && !isAlone && rendering.size < atOnce) {
      const newest = waiting.at(-1);
      if (newest === undefined || (newest.deaths > 0 && rendering.size > 0)) return;
      waiting.pop();
      lastId += 1;
      rendering.set(lastId, newest);
      if (newest.hasWaited && newest.meanwhile !== null) void sendUnlessMade(lastId, newest, newest.meanwhile);
      else send(lastId, newest);
      if (newest.deaths > 0) return;
    }
    for (const wish of waiting) wish.hasWaited = true;
  }

  function send(id: number, wish: Wish): void {
    process ??= start();
    clock ??= setInterval(tick, tickMs);
    wish.step = begun('sent', STEP_MS);
    process.send({ kind: 'render', id, path: wish.path, rendering: wish.rendering });
  }

  async function sendUnlessMade(id: number, wish: Wish, meanwhile: NonNullable<Wish['meanwhile']>): Promise<void> {
    // Where nobody can be asked it is made.
    const made = await meanwhile().catch(() => null);
    if (made === null && !isClosed) {
      send(id, wish);
      return;
    }
    rendering.delete(id);
    wish.settle(made ?? { ok: false, failure: CLOSED });
    next();
  }

  return {
    expectWishes: () => {
      if (!isClosed) process ??= start();
    },
    render: (path, wanted, meanwhile) =>
      new Promise((settle) => {
        if (isClosed) {
          settle({ ok: false, failure: CLOSED });
          return;
        }
        waiting.push({
          path,
          rendering: wanted,
          meanwhile: meanwhile ?? null,
          settle,
          hasWaited: false,
          step: null,
          deaths: 0,
        });
        next();
      }),
    close: () => {
      isClosed = true;
      for (const wish of waiting.splice(0)) wish.settle({ ok: false, failure: CLOSED });
      process?.kill();
      takeBack(() => CLOSED);
    },
  };
}

function begun(name: Step['name'], limitMs: number): Step {
  return { name, limitMs, ageMs: 0 };
}

/** @param again when it is tried again, if it is */
function fateOfSuspect(wish: Wish, again: 'next' | 'last', failure: Failure): Fate {
  wish.deaths += 1;
  return wish.deaths === MOST_DEATHS ? failure : again;
}

const CLOSED: Failure = { kind: 'read-error', detail: texts.closing };

function failureOf(end: ProcessEnd): Failure {
  return { kind: 'worker-crashed', detail: texts.breaksThumbnailer(howItEnded(end)) };
}
