import { assertNever } from '../../shared/assert-never.ts';
import { catalogFailureTexts as texts } from '../../shared/texts/catalog-failures.ts';
import { howItEnded, ProcessDied, type Spawn } from '../process/started-process.ts';
import type { CatalogWriter } from './catalog.ts';
import type { OpenedCatalog } from './open.ts';
import { openFailure, type CatalogOpenFailure } from './open-failure.ts';
import type { FromWriter, WriterCall, WriterProcess } from './writer-protocol.ts';

/** How a catalog process is started, and for which catalog. */
export interface WriterProcessOptions {
  readonly spawn: Spawn;
  /** Absolute path of the program. */
  readonly script: string;
  /** The catalog. */
  readonly file: string;
  /** It ended without being asked to: this writer writes nothing more, and the catalog may be opened again. */
  readonly onDeath: () => void;
}

/** Every function of a writer. One that is missing here, or is none, does not compile. */
const CALLS: Readonly<Record<WriterCall, true>> = {
  registerModel: true,
  placeScopes: true,
  setRootState: true,
  hasPresentPictures: true,
  beginScan: true,
  enterFiles: true,
  seeOthers: true,
  sweep: true,
  inheritMarks: true,
  inheritedMarks: true,
  markInFlight: true,
  markHanded: true,
  settleContent: true,
  recordResults: true,
  beginRun: true,
  endRun: true,
  retryFailures: true,
  changeTag: true,
  tagScopes: true,
  undo: true,
  forgetRoot: true,
  moveRoot: true,
  renameTag: true,
  mergeTag: true,
  deleteTag: true,
  review: true,
  acceptFrom: true,
  forgetResults: true,
  setSetting: true,
};

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

// A last checkpoint of a large catalog takes its time.
const CLOSE_WITHIN_MS = 10_000;

/**
 * A writer in a process of its own: a transaction of a second keeps nobody else waiting. Calls are done in the order in
 * which they were made. The process holds the lock on the catalog, and gives it back however it ends.
 *
 * Where it dies, whatever was asked of it and not answered rejects with `ProcessDied`: each of these is in the catalog
 * whole or not at all, and nobody can say which, so that none is asked a second time.
 */
export async function openRemoteWriter({
  spawn,
  script,
  file,
  onDeath,
}: WriterProcessOptions): Promise<OpenedCatalog<CatalogWriter>> {
  const process = spawn(script, { ioThreads: null, givesWay: false }) as WriterProcess;
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let isClosing = false;
  let died: ProcessDied | null = null;
  let tellOpened: (failure: CatalogOpenFailure | null) => void = () => undefined;
  const opened = new Promise<CatalogOpenFailure | null>((resolve) => {
    tellOpened = resolve;
  });

  const ended = new Promise<void>((resolve) => {
    process.onExit((end) => {
      died = new ProcessDied(
        isClosing ? texts.closed(file) : texts.writerEnded(file, howItEnded(end), end.stderr.trim()),
      );
      tellOpened(openFailure('no-writer', file, died.message));
      for (const one of waiting.values()) one.reject(died);
      waiting.clear();
      if (!isClosing) onDeath();
      resolve();
    });
  });

  process.onMessage((message: FromWriter) => {
    switch (message.kind) {
      case 'opened':
        tellOpened(message.failure);
        return;
      case 'answer':
        takeOut(message.id)?.resolve(message.value);
        return;
      case 'fault':
        takeOut(message.id)?.reject(new Error(texts.notWritten(file, message.message)));
        return;
      default:
        assertNever(message);
    }
  });

  function takeOut(id: number): Waiting | undefined {
    const one = waiting.get(id);
    waiting.delete(id);
    return one;
  }

  function call(name: WriterCall, values: readonly unknown[]): Promise<unknown> {
    if (died !== null) return Promise.reject(died);
    return new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      process.send({ kind: 'call', id: lastId, name, values });
    });
  }

  async function close(): Promise<void> {
    isClosing = true;
    process.send({ kind: 'close' });
    const timer = setTimeout(() => {
      process.kill();
    }, CLOSE_WITHIN_MS);
    await ended;
    clearTimeout(timer);
  }

  process.send({ kind: 'open', file });
  const failure = await opened;
  if (failure !== null) {
    await close();
    return { ok: false, failure };
  }
  const names = Object.keys(CALLS) as readonly WriterCall[];
  const calls = names.map((name) => [name, (...values: readonly unknown[]) => call(name, values)] as const);
  // One function a name, each with the values and the answer of the writer's own.
  return { ok: true, catalog: { ...(Object.fromEntries(calls) as unknown as Omit<CatalogWriter, 'close'>), close } };
}
