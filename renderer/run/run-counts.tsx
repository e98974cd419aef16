import { Tooltip, UnstyledButton } from '@mantine/core';
import { memo } from 'react';
import type { RunView } from '../../shared/contract/events.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import styles from './run-bar.module.css';
import { RunFact } from './run-fact.tsx';

const texts = windowTexts.run;

/** Of a run that goes on, or has ended. */
type Counted = Pick<RunView, 'classified' | 'reused' | 'unchanged' | 'failed' | 'skipped'>;

/** What came of pictures, and which files were none; what there is none of is left out. */
export function RunCounts({
  run,
  onShowFailures,
}: {
  readonly run: Counted;
  /** What leads to them from their number; left out: something else does. */
  readonly onShowFailures?: () => void;
}) {
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
        .map(([status, n]) => {
          const text = texts.counts[status](n);
          if (status === 'failed' && onShowFailures !== undefined) {
            return <Failed key={status} text={text} onShow={onShowFailures} />;
          }
          return <RunFact key={status} text={text} tone={status === 'failed' ? 'fault' : 'quiet'} />;
        })}
      {skipped === 0 ? null : <Skipped text={texts.counts.skipped(skipped)} types={texts.skippedTypes(run.skipped)} />}
    </>
  );
}

/** How many could not be looked at, and the way to them while others still are. */
const Failed = memo(function Failed({ text, onShow }: { readonly text: string; readonly onShow: () => void }) {
  return (
    <Tooltip label={texts.showFailures} events={{ hover: true, focus: true, touch: true }}>
      <UnstyledButton className={styles['fact']} data-tone="fault" onClick={onShow}>
        {text}
      </UnstyledButton>
    </Tooltip>
  );
});

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
