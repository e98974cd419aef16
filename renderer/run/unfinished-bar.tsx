import { Button, Group, Text } from '@mantine/core';
import type { StartView } from '../../shared/contract/views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { useWorkingCommand } from '../state/use-working-command.ts';
import styles from './run-bar.module.css';

const texts = windowTexts.run;

/** Offers to go on with what an earlier start of the application left, or what the chosen model has never looked at. */
export function UnfinishedBar({ start, onDismiss }: { readonly start: StartView; readonly onDismiss: () => void }) {
  const { command, isWorking } = useWorkingCommand();
  return (
    <section className={styles['bar']} aria-label={texts.region}>
      <div className={styles['line']}>
        <div className={styles['words']}>
          <Text size="sm" role="status">
            {wordsOf(start)}
          </Text>
        </div>
        <Group gap="xs" wrap="nowrap">
          <Button size="compact-sm" loading={isWorking} onClick={() => void command('continueRun', {})}>
            {texts.continueRun}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={onDismiss}>
            {texts.later}
          </Button>
        </Group>
      </div>
    </section>
  );
}

function wordsOf({ unfinished, queued, isInterrupted, model }: StartView): string {
  if (unfinished === 0) return texts.notBegun(queued);
  return isInterrupted ? texts.unfinished(unfinished) : texts.notYet(unfinished, model.name);
}
