/** Aborted by Ctrl-C and its like, which then do not end the program at once. Whoever asks for it releases it. */
export function abortOnSignal(): { readonly signal: AbortSignal; release(): void } {
  const cancel = new AbortController();
  const onSignal = (): void => {
    cancel.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal).on('SIGHUP', onSignal);
  return {
    signal: cancel.signal,
    release: () => {
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal).off('SIGHUP', onSignal);
    },
  };
}
