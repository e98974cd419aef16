import type { FilePath } from '../../shared/file-path.ts';
import type { Failure } from '../../shared/failure.ts';
import { pictureFailureTexts as texts } from '../../shared/texts/picture-failures.ts';
import { howItEnded, type ProcessEnd, type Spawn, type StartedProcess } from '../process/started-process.ts';
import type { FromThumbnailer, RenderOutcome, Rendering, ToThumbnailer } from './protocol.ts';

/** Makes pictures to look at, in a process of its own: what a damaged file does to a decoder stays there. */
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
}

interface Wish {
  readonly path: FilePath;
  readonly rendering: Rendering;
  readonly meanwhile: (() => Promise<RenderOutcome | null>) | null;
  readonly settle: (outcome: RenderOutcome) => void;
  /** Until others were rendered. */
  hasWaited: boolean;
  /** The process has it, and not only its turn has come. */
  isSent: boolean;
  /** Processes that died while they had it. */
  deaths: number;
}

// The one of two pictures that is innocent of a death is rendered by the next process; the guilty one kills that too.
const MOST_DEATHS = 2;

/** Starts its process at the first wish, or before where one is expected, and again after it died. */
export function createThumbnailer({ spawn, script, atOnce }: ThumbnailerOptions): Thumbnailer {
  const waiting: Wish[] = [];
  const rendering = new Map<number, Wish>();
  let process: StartedProcess<ToThumbnailer, FromThumbnailer> | null = null;
  let lastId = 0;
  let isClosed = false;

  function start(): StartedProcess<ToThumbnailer, FromThumbnailer> {
    // Beside a run it takes no more than the run's workers, which make thumbnails too.
    const options = { ioThreads: atOnce + 1, givesWay: true };
    const started = spawn(script, options) as StartedProcess<ToThumbnailer, FromThumbnailer>;
    started.onMessage(({ id, outcome }) => {
      rendering.get(id)?.settle(outcome);
      rendering.delete(id);
      next();
    });
    started.onExit((end) => {
      process = null;
      for (const [id, wish] of rendering) {
        if (!wish.isSent) continue;
        rendering.delete(id);
        wish.isSent = false;
        wish.deaths += 1;
        if (isClosed || wish.deaths === MOST_DEATHS) wish.settle({ ok: false, failure: failureOf(end) });
        else waiting.push(wish);
      }
      next();
    });
    return started;
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
    wish.isSent = true;
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
          isSent: false,
          deaths: 0,
        });
        next();
      }),
    close: () => {
      isClosed = true;
      for (const wish of waiting.splice(0)) wish.settle({ ok: false, failure: CLOSED });
      process?.kill();
    },
  };
}

const CLOSED: Failure = { kind: 'read-error', detail: texts.closing };

function failureOf(end: ProcessEnd): Failure {
  return { kind: 'worker-crashed', detail: texts.breaksThumbnailer(howItEnded(end)) };
}
