import type { RunPause } from '../run/pause.ts';

export { createPauseSwitch, type PauseSwitch } from '../run/pause.ts';

/** How a host stops a run and holds it back. */
export interface RunControl {
  /** Aborted: what is in flight is finished and saved, then the run ends; also while it is paused. */
  readonly finish: AbortSignal;
  /** Aborted: the run ends at once, and what was in flight counts as untried. */
  readonly stop: AbortSignal;
  /**
   * While it is paused, nothing new is handed to a worker; what is in flight is finished and saved, under its deadlines,
   * and the scan goes on. Left out by a host that never pauses.
   */
  readonly pause?: RunPause;
}

/** Aborted as soon as either is: whoever stops a run has it finished too. */
export function eitherAborted(one: AbortSignal, other: AbortSignal): AbortSignal {
  const either = new AbortController();
  const abort = (): void => {
    either.abort();
  };
  for (const signal of [one, other]) {
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
  }
  return either.signal;
}
