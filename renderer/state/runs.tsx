import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from 'react';
import { reduceRun, type RunAction, type RunState, UNKNOWN_RUN } from './run-state.ts';
import { useEvent } from './use-event.ts';

/** What the window knows of runs, for each part of it to follow what it shows: numbers move ten times a second. */
export interface Runs {
  readonly getState: () => RunState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly dispatch: (action: RunAction) => void;
}

const RunsContext = createContext<Runs | null>(null);

/** Follows the application's runs for all that is below. */
export function RunsProvider({ children }: { readonly children: ReactNode }) {
  const [runs] = useState(createRuns);
  useEvent('run', (run) => {
    runs.dispatch({ kind: 'run', run });
  });
  useEvent('runFinished', (finished) => {
    runs.dispatch({ kind: 'finished', finished });
  });
  return <RunsContext value={runs}>{children}</RunsContext>;
}

/** What `select` sees of the runs; renders again only where that is another value. */
export function useRuns<Seen>(select: (state: RunState) => Seen): Seen {
  const { subscribe, getState } = useRunsStore();
  return useSyncExternalStore(subscribe, () => select(getState()));
}

/** The person has read how the last run ended. */
export function useDismissFinished(): () => void {
  const { dispatch } = useRunsStore();
  return () => {
    dispatch({ kind: 'dismissed' });
  };
}

function useRunsStore(): Runs {
  const runs = useContext(RunsContext);
  if (runs === null) throw new Error('useRuns stands outside of a RunsProvider');
  return runs;
}

function createRuns(): Runs {
  let state = UNKNOWN_RUN;
  const listeners = new Set<() => void>();
  return {
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    dispatch: (action) => {
      state = reduceRun(state, action);
      for (const listener of listeners) listener();
    },
  };
}
