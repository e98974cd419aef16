import { assertNever } from '../../shared/assert-never.ts';
import type { FinishedRunView, RunView } from '../../shared/contract/events.ts';

/** What the window knows of runs. */
export interface RunState {
  /** The run that is going on; null where there is none; undefined before the first event that says so. */
  readonly run: RunView | null | undefined;
  /** How the last one ended, until the person has read it or another begins. */
  readonly finished: FinishedRunView | null;
}

export type RunAction =
  | { readonly kind: 'run'; readonly run: RunView | null }
  | { readonly kind: 'finished'; readonly finished: FinishedRunView }
  | { readonly kind: 'dismissed' };

export const UNKNOWN_RUN: RunState = { run: undefined, finished: null };

/** The state after an event of the application, or after the person has dismissed how the last run ended. */
export function reduceRun(state: RunState, action: RunAction): RunState {
  switch (action.kind) {
    case 'run':
      return { run: action.run, finished: action.run === null ? state.finished : null };
    case 'finished':
      return { ...state, finished: action.finished };
    case 'dismissed':
      return { ...state, finished: null };
    default:
      return assertNever(action);
  }
}

/** Pictures that the run is done with, whatever came of them. */
export function doneOf(run: Pick<RunView, 'classified' | 'reused' | 'unchanged' | 'failed'>): number {
  return run.classified + run.reused + run.unchanged + run.failed;
}
