/** Milliseconds as `now` counts them; null: nobody has asked yet. */
let askedAt: number | null = null;

/** Signals that come within so long come for one reason. */
const ONE_REASON_MS = 5_000;

/** Whether somebody asked this program to end, and it is finishing what must be finished. */
export function isAskedToEnd(): boolean {
  return askedAt !== null;
}

/**
 * Hears Ctrl-C and its like, which then do not end the program at once: the first calls `ask`, each Ctrl-C after it
 * `insist`. A closed terminal and SIGTERM come several times for one reason: to each process of the group, by the system
 * and by a shell, and from the launcher, which hands on its own. So a closed terminal never insists, and SIGTERM only some
 * seconds later, when it can have no other meaning. Whoever hears them releases them.
 *
 * @param now milliseconds
 */
export function hearSignals(
  ask: () => void,
  insist: () => void = () => undefined,
  now: () => number = () => performance.now(),
): { readonly release: () => void } {
  const hear = (signal: NodeJS.Signals): void => {
    if (askedAt === null) {
      askedAt = now();
      ask();
    } else if (signal === 'SIGINT' || (signal === 'SIGTERM' && now() - askedAt > ONE_REASON_MS)) insist();
  };
  process.on('SIGINT', hear).on('SIGTERM', hear).on('SIGHUP', hear);
  return {
    release: () => {
      process.off('SIGINT', hear);
      // They may come once more for the reason that was heard, and would kill a program that is ending.
      if (askedAt === null) process.off('SIGTERM', hear).off('SIGHUP', hear);
    },
  };
}

/** Aborted by Ctrl-C and its like. Whoever asks for it releases it. */
export function abortOnSignal(): { readonly signal: AbortSignal; readonly release: () => void } {
  const cancel = new AbortController();
  const { release } = hearSignals(() => {
    cancel.abort();
  });
  return { signal: cancel.signal, release };
}
