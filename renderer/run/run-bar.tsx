import { ActionIcon, Button, Group, Progress, Text, Tooltip } from '@mantine/core';
import { memo } from 'react';
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import type { RunView } from '../../shared/contract/events.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { doneOf } from '../state/run-state.ts';
import { useCommand } from '../state/use-command.ts';
import styles from './run-bar.module.css';
import { RunCounts } from './run-counts.tsx';

const texts = windowTexts.run;

/** What a run is doing, and what a person can do about it. */
export function RunBar({ run }: { readonly run: RunView }) {
  const done = doneOf(run);
  const share = run.found === 0 ? 0 : (100 * done) / run.found;
  return (
    <section className={styles['bar']} aria-label={texts.region}>
      <Progress
        value={share}
        size={4}
        // Numbers come ten times a second: moved smoothly between them, the bar would be drawn without end.
        transitionDuration={0}
        radius={0}
        striped={run.scanning}
        animated={run.scanning}
        color={run.state === 'paused' ? 'gray' : 'blue'}
        aria-label={headline(run)}
      />
      <div className={styles['line']}>
        <div className={styles['words']}>
          <Text size="sm" fw={600} role="status">
            {headline(run)}
          </Text>
          <Text size="sm">
            {run.scanning ? texts.progressScanning(done, run.found) : texts.progress(done, run.found)}
          </Text>
          {run.state === 'running' && run.picturesPerSecond > 0 ? (
            <Text size="sm">{texts.speed(run.picturesPerSecond)}</Text>
          ) : null}
          {run.state === 'running' && run.secondsLeft !== null ? (
            <Text size="sm">{texts.left(run.secondsLeft)}</Text>
          ) : null}
          <RunCounts run={run} />
          {run.work === null ? null : (
            <Text size="sm" c="var(--window-dimmed)">
              {texts.plan(run.work.engine, run.work.model, run.work.plan)}
            </Text>
          )}
          {run.queued === 0 ? null : (
            <Text size="sm" c="var(--window-dimmed)">
              {texts.queued(run.queued)}
            </Text>
          )}
        </div>
        <RunButtons state={run.state} />
      </div>
    </section>
  );
}

function headline(run: RunView): string {
  return run.state === 'running' && run.scanning && run.found === 0 ? texts.scanning : texts[run.state];
}

const RunButtons = memo(function RunButtons({ state }: { readonly state: RunView['state'] }) {
  const command = useCommand();
  const isEnding = state === 'finishing';
  return (
    <Group gap="xs" wrap="nowrap">
      {state === 'paused' ? (
        <Button
          size="compact-sm"
          leftSection={<IconPlayerPlay size="1rem" aria-hidden />}
          onClick={() => void command('resumeRun', {})}
        >
          {texts.resume}
        </Button>
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          disabled={isEnding}
          leftSection={<IconPlayerPause size="1rem" aria-hidden />}
          onClick={() => void command('pauseRun', {})}
        >
          {texts.pause}
        </Button>
      )}
      <Tooltip label={texts.cancel}>
        <ActionIcon
          size="md"
          variant="default"
          aria-label={texts.cancel}
          disabled={isEnding}
          onClick={() => void command('cancelRun', {})}
        >
          <IconX size="1rem" aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
});
