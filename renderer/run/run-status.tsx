import { useState } from 'react';
import type { RunView } from '../../shared/contract/events.ts';
import { useDismissFinished, useRuns } from '../state/runs.tsx';
import { FinishedBar } from './finished-bar.tsx';
import { RunBar } from './run-bar.tsx';
import { UnfinishedBar } from './unfinished-bar.tsx';

/** The line below everything: the run that goes on, else how the last one ended, else what is left of an earlier one. */
export function RunStatus({
  atStart,
  unfinished,
  queued,
  onShowFailures,
}: {
  /** The run that was going on when the window came. */
  readonly atStart: RunView | null;
  /** Pictures that an earlier start of the application left. */
  readonly unfinished: number;
  /** Folders and files that it was not done with. */
  readonly queued: number;
  readonly onShowFailures: () => void;
}) {
  const [isLater, setIsLater] = useState(false);
  const heard = useRuns(({ run }) => run);
  const finished = useRuns((state) => state.finished);
  const dismiss = useDismissFinished();
  // Before the first event of a run, the answer at the start knows whether there is one.
  const run = heard === undefined ? atStart : heard;
  if (run !== null) return <RunBar run={run} />;
  if (finished !== null) {
    return <FinishedBar finished={finished} onShowFailures={onShowFailures} onDismiss={dismiss} />;
  }
  if (unfinished + queued === 0 || isLater) return null;
  return (
    <UnfinishedBar
      pictures={unfinished}
      queued={queued}
      onDismiss={() => {
        setIsLater(true);
      }}
    />
  );
}
