import { ActionIcon, Button, Group, Progress, Tooltip } from '@mantine/core';
import { memo } from 'react';
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import type { RunView } from '../../shared/contract/events.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { doneOf } from '../state/run-state.ts';
import { useCommand } from '../state/use-command.ts';
import styles from './run-bar.module.css';
import { RunCounts } from './run-counts.tsx';
import { RunFact } from './run-fact.tsx';
import { WaitingRuns } from './waiting-runs.tsx';

const texts = windowTexts.run;

/** What a run is doing, and what a person can do about it. */
export function RunBar({ run, onShowFailures }: { readonly run: RunView; readonly onShowFailures: () => void }) {
  const done = doneOf(run);
  const isRunning = run.state === 'running';
  const total = run.total ?? run.found;
  return (
    <section className={styles['bar']} aria-label={texts.region}>
      <RunProgress
        share={total === 0 ? 0 : Math.round((SHARES * done) / total) / SHARES}
        isScanning={run.total === null}
        isPaused={run.state === 'paused'}
        label={headline(run)}
      />
      <div className={styles['line']}>
        <div className={styles['words']}>
          <span className={styles['headline']} role="status">
            {headline(run)}
          </span>
          <RunFact text={texts.about(run.about)} title={texts.aboutWhole(run.about)} />
          <RunFact text={run.total === null ? texts.progressScanning(done, total) : texts.progress(done, total)} />
          {isRunning && run.picturesPerSecond > 0 ? <RunFact text={texts.speed(run.picturesPerSecond)} /> : null}
          {isRunning && run.secondsLeft !== null ? <RunFact text={texts.left(run.secondsLeft)} /> : null}
          <RunCounts run={run} onShowFailures={onShowFailures} />
          {run.work === null ? null : (
            <RunPlan text={texts.plan(run.work.engine, run.work.model, run.work.plan)} why={run.work.why} />
          )}
          {run.work?.isReduced === true ? <RunFact text={texts.reduced} /> : null}
          {run.waiting.length === 0 ? null : <WaitingRuns waiting={run.waiting} />}
        </div>
        <RunButtons state={run.state} />
      </div>
    </section>
  );
}

/** What computes, and how; why that, for whoever points at it. */
const RunPlan = memo(function RunPlan({ text, why }: { readonly text: string; readonly why: string }) {
  return (
    <Tooltip
      label={texts.why(windowTexts.engines.why(why))}
      multiline
      maw="24rem"
      events={{ hover: true, focus: true, touch: true }}
    >
      <span className={styles['fact']} data-tone="quiet" tabIndex={0}>
        {text}
      </span>
    </Tooltip>
  );
});

/** Steps of the bar: finer ones nobody sees. */
const SHARES = 500;

const RunProgress = memo(function RunProgress({
  share,
  isScanning,
  isPaused,
  label,
}: {
  /** 0…1. */
  readonly share: number;
  readonly isScanning: boolean;
  readonly isPaused: boolean;
  readonly label: string;
}) {
  return (
    <Progress
      value={100 * share}
      size={4}
      // Numbers come several times a second: moved smoothly between them, the bar would be drawn without end.
      transitionDuration={0}
      radius={0}
      striped={isScanning}
      animated={isScanning}
      color={isPaused ? 'gray' : 'blue'}
      aria-label={label}
    />
  );
});

function headline(run: RunView): string {
  if (run.state === 'starting' && run.trying !== null) return texts.trying(run.trying);
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
