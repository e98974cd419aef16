import { memo, useState } from 'react';
import type { StartView } from '../../shared/contract/views.ts';
import { useDismissFinished, useRuns } from '../state/runs.tsx';
import { FinishedBar } from './finished-bar.tsx';
import { RunBar } from './run-bar.tsx';
import { UnfinishedBar } from './unfinished-bar.tsx';

/** The line below everything: the run that goes on, else how the last one ended, else what is left of an earlier one. */
export const RunStatus = memo(function RunStatus({
  start,
  onShowFailures,
}: {
  readonly start: StartView;
  readonly onShowFailures: () => void;
}) {
  const [isLater, setIsLater] = useState(false);
  const heard = useRuns(({ run }) => run);
  const finished = useRuns((state) => state.finished);
  const dismiss = useDismissFinished();
  // Before the first event of a run, the answer at the start knows whether there is one.
  const run = heard === undefined ? start.run : heard;
  if (run !== null) return <RunBar run={run} onShowFailures={onShowFailures} />;
  if (finished !== null) {
    return <FinishedBar finished={finished} onShowFailures={onShowFailures} onDismiss={dismiss} />;
  }
  if (start.unfinished + start.queued === 0 || isLater) return null;
  return (
    <UnfinishedBar
      start={start}
      onDismiss={() => {
        setIsLater(true);
      }}
    />
  );
});
