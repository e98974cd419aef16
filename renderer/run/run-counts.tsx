import { Tooltip } from '@mantine/core';
import { memo } from 'react';
import type { RunView } from '../../shared/contract/events.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import styles from './run-bar.module.css';
import { RunFact } from './run-fact.tsx';

const texts = windowTexts.run;

/** Of a run that goes on, or has ended. */
type Counted = Pick<RunView, 'classified' | 'reused' | 'unchanged' | 'failed' | 'skipped'>;

/** What came of pictures, and which files were none; what there is none of is left out. */
export function RunCounts({ run }: { readonly run: Counted }) {
  const counts: readonly (readonly [keyof typeof texts.counts, number])[] = [
    ['classified', run.classified],
    ['reused', run.reused],
    ['unchanged', run.unchanged],
    ['failed', run.failed],
  ];
  const skipped = run.skipped.reduce((sum, [, n]) => sum + n, 0);
  return (
    <>
      {counts
        .filter(([, n]) => n > 0)
        .map(([status, n]) => (
          <RunFact key={status} text={texts.counts[status](n)} tone={status === 'failed' ? 'fault' : 'quiet'} />
        ))}
      {skipped === 0 ? null : <Skipped text={texts.counts.skipped(skipped)} types={texts.skippedTypes(run.skipped)} />}
    </>
  );
}

/** How many other files there were; of which types, for whoever points at it or comes to it by keys. */
const Skipped = memo(function Skipped({ text, types }: { readonly text: string; readonly types: string }) {
  return (
    <Tooltip label={types} maw="20rem" events={{ hover: true, focus: true, touch: true }}>
      <span className={styles['fact']} data-tone="quiet" tabIndex={0}>
        {text}
      </span>
    </Tooltip>
  );
});
