import { Text, Tooltip } from '@mantine/core';
import type { RunView } from '../../shared/contract/events.ts';
import { windowTexts } from '../../shared/texts/window.ts';

const texts = windowTexts.run;

/** What came of the pictures so far; what there is none of is left out. */
export function RunCounts({ run }: { readonly run: RunView }) {
  const skipped = run.skipped.reduce((sum, [, n]) => sum + n, 0);
  const counts: readonly (readonly [keyof typeof texts.counts, number])[] = [
    ['classified', run.classified],
    ['reused', run.reused],
    ['unchanged', run.unchanged],
    ['failed', run.failed],
    ['skipped', skipped],
  ];
  return (
    <>
      {counts
        .filter(([, n]) => n > 0)
        .map(([status, n]) => (
          <Tooltip key={status} label={texts.skippedTypes(run.skipped)} disabled={status !== 'skipped'} maw="20rem">
            <Text size="sm" c={status === 'failed' ? 'var(--window-fault)' : 'var(--window-dimmed)'}>
              {texts.counts[status](n)}
            </Text>
          </Tooltip>
        ))}
    </>
  );
}
