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
  /** What the person has left for later; null: nothing. */
  const [putOff, setPutOff] = useState<StartView | null>(null);
  const heard = useRuns(({ run }) => run);
  const finished = useRuns((state) => state.finished);
  const dismiss = useDismissFinished();
  const isAnotherLeft = finished !== null && (finished.left > 0 || finished.stopped !== null);
  if (putOff !== null && (isAnotherLeft || isMoreLeft(start, putOff))) setPutOff(null);
  // Before the first event of a run, the answer at the start knows whether there is one.
  const run = heard === undefined ? start.run : heard;
  if (run !== null) return <RunBar run={run} onShowFailures={onShowFailures} />;
  if (finished !== null) {
    return <FinishedBar finished={finished} onShowFailures={onShowFailures} onDismiss={dismiss} />;
  }
  if (start.unfinished + start.queued === 0 || putOff !== null) return null;
  return (
    <UnfinishedBar
      start={start}
      onDismiss={() => {
        setPutOff(start);
      }}
    />
  );
});

/** Whether there is a reason to offer again what was put off: more of it, or another model that has not looked at it. */
function isMoreLeft(now: StartView, putOff: StartView): boolean {
  return now.unfinished > putOff.unfinished || now.queued > putOff.queued || now.model.id !== putOff.model.id;
}
