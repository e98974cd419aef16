import { useState } from 'react';
import type { FinishedRunView, RunView } from '../../shared/contract/events.ts';
import { FinishedBar } from './finished-bar.tsx';
import { RunBar } from './run-bar.tsx';
import { UnfinishedBar } from './unfinished-bar.tsx';

/** The line below everything: the run that goes on, else how the last one ended, else what is left of an earlier one. */
export function RunStatus({
  run,
  finished,
  unfinished,
  onShowFailures,
  onDismissFinished,
}: {
  readonly run: RunView | null;
  readonly finished: FinishedRunView | null;
  /** Pictures that an earlier start of the application left. */
  readonly unfinished: number;
  readonly onShowFailures: () => void;
  readonly onDismissFinished: () => void;
}) {
  const [isLater, setIsLater] = useState(false);
  if (run !== null) return <RunBar run={run} />;
  if (finished !== null) {
    return <FinishedBar finished={finished} onShowFailures={onShowFailures} onDismiss={onDismissFinished} />;
  }
  if (unfinished === 0 || isLater) return null;
  return (
    <UnfinishedBar
      pictures={unfinished}
      onDismiss={() => {
        setIsLater(true);
      }}
    />
  );
}
