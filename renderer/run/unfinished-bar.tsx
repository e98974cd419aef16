import { Button, Group, Text } from '@mantine/core';
import { windowTexts } from '../../shared/texts/window.ts';
import { useCommand } from '../state/use-command.ts';
import styles from './run-bar.module.css';

const texts = windowTexts.run;

/** Offers to go on with what an earlier start of the application left. */
export function UnfinishedBar({
  pictures,
  queued,
  onDismiss,
}: {
  readonly pictures: number;
  /** Folders and files. */
  readonly queued: number;
  readonly onDismiss: () => void;
}) {
  const command = useCommand();
  return (
    <section className={styles['bar']} aria-label={texts.region}>
      <div className={styles['line']}>
        <div className={styles['words']}>
          <Text size="sm" role="status">
            {pictures === 0 ? texts.notBegun(queued) : texts.unfinished(pictures)}
          </Text>
        </div>
        <Group gap="xs" wrap="nowrap">
          <Button size="compact-sm" onClick={() => void command('continueRun', {})}>
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
