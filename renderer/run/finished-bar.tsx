import { Button, Group, Text } from '@mantine/core';
import type { FinishedRunView } from '../../shared/contract/events.ts';
import { endingOf } from '../../shared/run-ending.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { doneOf } from '../state/run-state.ts';
import styles from './run-bar.module.css';
import { RunCounts } from './run-counts.tsx';
import { RunFact } from './run-fact.tsx';

const texts = windowTexts.run;

/** How the last run ended, until the person has read it. */
export function FinishedBar({
  finished,
  onShowFailures,
  onDismiss,
}: {
  readonly finished: FinishedRunView;
  readonly onShowFailures: () => void;
  readonly onDismiss: () => void;
}) {
  return (
    <section className={styles['bar']} aria-label={texts.region}>
      <div className={styles['line']}>
        <div className={styles['words']}>
          <Text size="sm" fw={600} role="status">
            {headlineOf(finished)}
          </Text>
          {finished.classified === 0 ? null : <RunFact text={texts.by(finished.engine)} tone="quiet" />}
          {finished.left === 0 ? null : <Text size="sm">{texts.notDone(finished.left)}</Text>}
          <RunCounts run={finished} />
          {finished.offline.length === 0 ? null : <Text size="sm">{texts.offline(finished.offline)}</Text>}
        </div>
        <Group gap="xs" wrap="nowrap">
          {finished.failed === 0 ? null : (
            <Button size="compact-sm" variant="default" onClick={onShowFailures}>
              {texts.showFailures}
            </Button>
          )}
          <Button size="compact-sm" variant="subtle" onClick={onDismiss}>
            {texts.dismiss}
          </Button>
        </Group>
      </div>
    </section>
  );
}

function headlineOf(finished: FinishedRunView): string {
  const { stopped, seconds } = finished;
  const done = doneOf(finished);
  if (stopped !== null) return texts.stopped(stopped, done);
  return endingOf(finished) === 'in-part' ? texts.finishedInPart(done, seconds) : texts.finished(done, seconds);
}
