let isAsked = false;

/** Whether somebody asked this program to end, and it is finishing what must be finished. */
export function isAskedToEnd(): boolean {
  return isAsked;
}

/**
 * Hears Ctrl-C and its like, which then do not end the program at once: the first calls `ask`, each Ctrl-C after it
 * `insist`. A closed terminal and SIGTERM never insist, for they come several times for one reason: to each process of
 * the group, by the system and by a shell, and from the launcher, which hands on its own. Whoever hears them releases them.
 */
export function hearSignals(ask: () => void, insist: () => void = () => undefined): { readonly release: () => void } {
  const hear = (signal: NodeJS.Signals): void => {
    if (isAsked) {
      if (signal === 'SIGINT') insist();
      return;
    }
    isAsked = true;
    ask();
  };
  process.on('SIGINT', hear).on('SIGTERM', hear).on('SIGHUP', hear);
  return {
    release: () => {
      process.off('SIGINT', hear);
      // They may come once more for the reason that was heard, and would kill a program that is ending.
      if (!isAsked) process.off('SIGTERM', hear).off('SIGHUP', hear);
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
