import { failsThroughContent, type Failure, type FailureKind } from '../../shared/failure.ts';
import { joinPath, type FilePath } from '../../shared/file-path.ts';
import type { ContentFacts } from '../../shared/run.ts';
import type { LiveRoot } from './live-root.ts';
import type { RunPause } from './pause.ts';
import type { PictureResult, RunPorts } from './ports.ts';
import type { RunCounts } from './progress.ts';
import type { ResultWriter } from './result-writer.ts';

/** A picture that has to go to a worker. */
export interface PendingPicture {
  readonly picture: number;
  /** Relative to the root. */
  readonly path: FilePath;
  readonly root: LiveRoot;
}

export interface Dispatcher {
  /** Queues pictures; resolves when the queue has room again. */
  add(pictures: readonly PendingPicture[]): Promise<void>;
  /** Resolves when the run is not paused, or is ending. */
  untilResumed(): Promise<void>;
  /** One picture with nothing else in flight, to its committed end. Answers the row its content settled in. */
  runAlone(picture: PendingPicture): Promise<number>;
  /** Resolves when everything added is committed, or given back; rejects where the catalog cannot be written. */
  drain(): Promise<void>;
  /** Why the workers stopped for good; null while they work. */
  readonly broken: string | null;
}

// Pending pictures held in memory (about 200 bytes each): enough to know the total of nearly any folder early, while
// the scan of a larger one waits for the workers.
const QUEUE_LIMIT = 50_000;
// Copies that wait for the first of them to be classified hold a mark, but no worker.
const WAITING_LIMIT = 256;

// Failures that may mean that a disk went away, not that something is wrong with this file.
const MAYBE_OFFLINE: ReadonlySet<FailureKind> = new Set<FailureKind>(['vanished', 'read-error', 'permission-denied']);

/** What is known of a picture while a worker has it. */
interface Ticket {
  /** The row that its content settled in; before that, the one it was entered as. */
  picture: number;
  /** A picture whose predictions it can take over. */
  reuse: number | null;
  /** The content that it is classified for, on behalf of every waiting copy. */
  digest: string | null;
  /** Another picture in flight has the same content: its result will be this one's. */
  waits: boolean;
}

interface WaitingCopy {
  readonly pending: PendingPicture;
  /** The row that its content settled in. */
  readonly picture: number;
}

/**
 * Keeps the pool's workers busy: marks pictures before they are read, lets one of several equal contents through, and
 * turns outcomes into results. `finish` aborted: what is queued is left, what is in flight goes on to its end. `pause`
 * paused: what is queued stays there.
 */
export function createDispatcher(
  ports: RunPorts,
  writer: ResultWriter,
  counts: RunCounts,
  loseRoot: (root: LiveRoot) => Promise<void>,
  finish: AbortSignal,
  pause: RunPause,
): Dispatcher {
  const queue: PendingPicture[] = [];
  /** By digest: who is being classified, and the copies that wait for it. */
  const holders = new Map<string, { readonly holder: PendingPicture; readonly copies: WaitingCopy[] }>();
  let withWorkers = 0;
  let waiting = 0;
  let marking = false;
  let broken: string | null = null;
  let bug: { readonly error: unknown } | null = null;
  const changed = new Set<() => void>();

  const isEnding = (): boolean => finish.aborted || broken !== null || bug !== null;

  function notify(): void {
    for (const resolve of changed) resolve();
    changed.clear();
  }

  async function until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => changed.add(resolve));
  }

  function mayHandMore(): boolean {
    if (isEnding() || pause.isPaused()) return false;
    return queue.length > 0 && withWorkers < ports.capacity && waiting < WAITING_LIMIT;
  }

  /** Marks as many queued pictures as there is room for, in one transaction, then sends them off. */
  async function fill(): Promise<void> {
    if (marking) return;
    marking = true;
    try {
      while (mayHandMore()) {
        const next = queue.splice(0, ports.capacity - withWorkers).filter(({ root }) => {
          if (root.isOffline()) counts.left += 1;
          return !root.isOffline();
        });
        await ports.markInFlight(
          next.map(({ picture }) => picture),
          false,
        );
        for (const pending of next) start(pending);
        notify();
      }
      if (isEnding()) counts.left += queue.splice(0).length;
    } catch (error) {
      bug ??= { error };
    } finally {
      marking = false;
      notify();
    }
  }

  function start(pending: PendingPicture): void {
    withWorkers += 1;
    classify(pending, false)
      .catch((error: unknown) => {
        bug ??= { error };
      })
      .finally(() => {
        withWorkers -= 1;
        notify();
        void fill();
      });
  }

  /** Takes a marked picture through a worker to a result. Answers the row its content settled in. */
  async function classify(pending: PendingPicture, alone: boolean): Promise<number> {
    const { root } = pending;
    const ticket: Ticket = { picture: pending.picture, reuse: null, digest: null, waits: false };
    const path = joinPath(root.path, pending.path);
    const onHanded = (): Promise<void> => ports.markHanded(pending.picture);
    const outcome = await ports.classify(
      { picture: pending.picture, path, alone: alone ? { onHanded } : null },
      (content) => settle(pending, ticket, content),
    );
    const { picture, digest } = ticket;
    if (ticket.waits) return picture;
    switch (outcome.kind) {
      case 'classified':
        conclude({ kind: 'classified', picture, classification: outcome.classification }, pending);
        if (digest !== null) concludeCopies(digest, (copy) => ({ kind: 'reused', picture: copy, source: picture }));
        return picture;
      case 'released':
        conclude({ kind: 'reused', picture, source: ticket.reuse ?? picture }, pending);
        return picture;
      case 'failed': {
        const { failure } = outcome;
        if (MAYBE_OFFLINE.has(failure.kind) && !(await root.isStillThere())) {
          await loseRoot(root);
          conclude({ kind: 'returned', picture }, pending);
        } else {
          conclude({ kind: 'failed', picture, failure }, pending);
        }
        if (digest !== null) failCopies(digest, failure);
        return picture;
      }
      case 'stopped':
        broken ??= outcome.reason;
        conclude({ kind: 'returned', picture }, pending);
        if (digest !== null) retryCopies(digest);
        return picture;
    }
  }

  /** The file was read: is its content known, in another worker's hands, or this picture's to classify? */
  async function settle(
    pending: PendingPicture,
    ticket: Ticket,
    content: ContentFacts,
  ): Promise<'classify' | 'release'> {
    const settled = await ports.settleContent(ticket.picture, content);
    ticket.picture = settled.picture;
    ticket.reuse = settled.reuse;
    // Read a second time, after a worker died, the file may be another: it no longer speaks for its copies.
    if (ticket.digest !== null && ticket.digest !== content.digest) retryCopies(ticket.digest);
    ticket.digest = null;
    if (settled.reuse !== null) return 'release';
    const held = holders.get(content.digest);
    if (held !== undefined && held.holder !== pending) {
      held.copies.push({ pending, picture: settled.picture });
      waiting += 1;
      ticket.waits = true;
      return 'release';
    }
    ticket.digest = content.digest;
    if (held === undefined) holders.set(content.digest, { holder: pending, copies: [] });
    return 'classify';
  }

  function takeCopies(digest: string): readonly WaitingCopy[] {
    const copies = holders.get(digest)?.copies ?? [];
    holders.delete(digest);
    waiting -= copies.length;
    return copies;
  }

  function concludeCopies(digest: string, resultOf: (picture: number) => PictureResult): void {
    for (const { pending, picture } of takeCopies(digest)) conclude(resultOf(picture), pending);
  }

  /** A failure of the content is every copy's; a failure of the path says nothing about them. */
  function failCopies(digest: string, failure: Failure): void {
    if (failsThroughContent(failure.kind)) concludeCopies(digest, (picture) => ({ kind: 'failed', picture, failure }));
    else retryCopies(digest);
  }

  /** Sends the copies to workers themselves: the first to be read stands for the others again. */
  function retryCopies(digest: string): void {
    for (const { pending, picture } of takeCopies(digest)) start({ ...pending, picture });
  }

  function conclude(result: PictureResult, pending: PendingPicture): void {
    switch (result.kind) {
      case 'classified':
        counts.classified += 1;
        break;
      case 'reused':
        counts.reused += 1;
        break;
      case 'failed':
        counts.failed += 1;
        break;
      case 'returned':
        counts.left += 1;
        break;
    }
    writer.add(result, joinPath(pending.root.path, pending.path));
  }

  function throwBug(): void {
    if (bug !== null) throw bug.error;
  }

  finish.addEventListener('abort', () => void fill());
  pause.onChange(() => void fill());

  return {
    add: async (pictures) => {
      queue.push(...pictures);
      void fill();
      await until(() => queue.length < QUEUE_LIMIT || isEnding());
      throwBug();
    },
    untilResumed: () => until(() => !pause.isPaused() || isEnding()),
    runAlone: async (pending) => {
      await ports.markInFlight([pending.picture], true);
      const picture = await classify(pending, true);
      await writer.flush();
      return picture;
    },
    drain: async () => {
      void fill();
      await until(() => queue.length === 0 && withWorkers === 0 && waiting === 0 && !marking);
      await writer.flush();
      throwBug();
    },
    get broken() {
      return broken;
    },
  };
}
