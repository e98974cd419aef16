import { isLocked, type Answer } from '../core/answer.ts';

/** Opens a catalog that another program holds, again and again until that program has let it go. */
export interface Unlocking {
  /** `onOver`: it is open, or cannot be opened for another reason. Once at a time: begun already, it goes on. */
  begin(onOver: () => void): void;
  /** Resolves when it opens nothing any more. */
  stop(): Promise<void>;
}

// Each attempt starts a process, which waits a second for the lock.
const EVERY_MS = 4_000;

export function createUnlocking(open: () => Promise<Answer<null>>, everyMs = EVERY_MS): Unlocking {
  let timer: NodeJS.Timeout | null = null;
  let attempt: Promise<void> = Promise.resolve();
  let isStopped = false;

  function begin(onOver: () => void): void {
    if (timer !== null || isStopped) return;
    timer = setTimeout(() => {
      attempt = tryOnce(onOver);
    }, everyMs);
  }

  async function tryOnce(onOver: () => void): Promise<void> {
    // What it rejects with, whoever asks next hears.
    const opened = await open().catch(() => null);
    timer = null;
    if (opened?.ok === false && isLocked(opened.failure)) begin(onOver);
    else if (!isStopped) onOver();
  }

  return {
    begin,
    stop: async () => {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      await attempt;
    },
  };
}
