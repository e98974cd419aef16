import { Alert, Button, Card, Group, Progress, Radio, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { ChosenPackView } from '../../shared/contract/engine-views.ts';
import { ENGINE_CHOICES, type EngineChoice } from '../../shared/engine.ts';
import type { AddedPack, PackForm } from '../../shared/engine-pack.ts';
import {
  absentInUse,
  type EngineDescription,
  type EngineProgress,
  type EngineReport,
} from '../../shared/engine-report.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { AnswerStatus } from '../answer-status.tsx';
import { heldWhile } from '../held-while.ts';
import { ScreenHead } from '../screen-head.tsx';
import screen from '../screen.module.css';
import { useRuns } from '../state/runs.tsx';
import { useAnswer } from '../state/use-answer.ts';
import { useAnsweredRevision } from '../state/use-answered-revision.ts';
import { useCommand } from '../state/use-command.ts';
import { useEvent } from '../state/use-event.ts';
import { useWorkingCommand } from '../state/use-working-command.ts';
import { useKeptFocus } from '../use-kept-focus.ts';
import { AddPackDialog } from './add-pack-dialog.tsx';
import { AddPackMenu } from './add-pack-menu.tsx';
import { EngineCard } from './engine-card.tsx';
import { RemovePackDialog } from './remove-pack-dialog.tsx';

const texts = windowTexts.engines;

interface Asked {
  /** How often the engines were looked at. */
  readonly looks: number;
  /** Stands until the look is answered that was asked for when it was in force; null: when that is, is not known yet. */
  readonly chosen: { readonly engine: EngineChoice; readonly look: number | null } | null;
}

/** What computes: which engine is chosen, what there is on this machine and what not, and packs that a person adds. */
export function EnginesScreen() {
  const kept = useKeptFocus();
  const command = useCommand();
  const measure = useWorkingCommand();
  const [{ looks, chosen }, setAsked] = useState<Asked>({ looks: 0, chosen: null });
  const answer = useAnswer('engines', {}, looks);
  const answered = useAnsweredRevision(answer, looks);
  const { value } = answer;
  const [heard, setHeard] = useState<EngineProgress | null | undefined>(undefined);
  const [adding, setAdding] = useState<ChosenPackView | null>(null);
  const [removing, setRemoving] = useState<AddedPack | null>(null);
  const isRunning = useRuns(({ run }) => run !== undefined && run !== null);
  // Before the first event, the answer knows what another visit to this screen has begun.
  const measuring = heard === undefined ? (value?.measuring ?? null) : heard;
  // It is asked for some time before the first one is measured: they are looked at first.
  const isBusy = isRunning || measuring !== null || measure.isWorking;

  const look = () => {
    setAsked((before) => ({ ...before, looks: before.looks + 1 }));
  };
  useEvent('measuringEngines', (progress) => {
    setHeard(progress);
    if (progress === null) look();
  });
  useEvent('run', (run) => {
    // It may have tried some of them.
    if (run === null) look();
  });
  const choose = async (engine: EngineChoice) => {
    setAsked((before) => ({ ...before, chosen: { engine, look: null } }));
    const isDone = (await command('chooseEngine', { engine })) !== undefined;
    setAsked((before) => {
      const look = before.looks + 1;
      // Another was chosen meanwhile.
      if (before.chosen?.engine !== engine) return { ...before, looks: look };
      return { looks: look, chosen: isDone ? { engine, look } : null };
    });
  };
  const choosePack = async (from: PackForm) => {
    const pack = await command('chooseEnginePack', { from });
    if (pack !== undefined && pack !== null) setAdding(pack);
  };
  return (
    <main ref={kept} className={screen['screen']}>
      <ScreenHead
        title={texts.title}
        explained={texts.explained}
        actions={
          <Group gap="xs">
            <Button
              variant="default"
              {...heldWhile(value === null || isBusy, () => void measure.command('measureEngines', {}))}
            >
              {texts.measure}
            </Button>
            <AddPackMenu canAdd={value !== null && !isBusy} onChoose={(from) => void choosePack(from)} />
          </Group>
        }
      >
        {measuring === null ? null : <Measuring progress={measuring} />}
      </ScreenHead>
      <AnswerStatus answer={answer} isWide />
      {value === null ? null : (
        <div className={screen['scroller']} tabIndex={0} role="region" aria-label={texts.title}>
          <Stack gap="lg" maw="48rem">
            <section aria-label={texts.inForce}>
              <Title order={2} size="md">
                {texts.nextRun(value.report.inUse)}
              </Title>
              <Text size="sm">{texts.why(value.report.why)}</Text>
              <CannotRun report={value.report} />
              <Text size="sm" c="var(--window-dimmed)" mt="xs">
                {isRunning ? texts.whileRunning : texts.measureHint}
              </Text>
            </section>
            <Choices
              report={value.report}
              choice={chosen !== null && answered < (chosen.look ?? Infinity) ? chosen.engine : value.report.choice}
              isBusy={isBusy}
              onChoose={(engine) => void choose(engine)}
              onRemove={setRemoving}
            />
          </Stack>
        </div>
      )}
      {adding === null ? null : (
        <AddPackDialog
          chosen={adding}
          onAdded={look}
          onClose={() => {
            setAdding(null);
          }}
        />
      )}
      {removing === null ? null : (
        <RemovePackDialog
          pack={removing}
          onRemoved={look}
          onClose={() => {
            setRemoving(null);
          }}
        />
      )}
    </main>
  );
}

/** An engine that was chosen by name and is not here is replaced by no other. */
function CannotRun({ report }: { readonly report: EngineReport }) {
  const absent = absentInUse(report);
  if (absent === null) return null;
  return (
    <Alert color="red" mt="xs" style={{ overflowWrap: 'anywhere' }}>
      {texts.cannotRun(absent.reason)}
    </Alert>
  );
}

/** The choice between the fastest and one of them; those that are not here come last. */
function Choices({
  report,
  choice,
  isBusy,
  onChoose,
  onRemove,
}: {
  readonly report: EngineReport;
  readonly choice: EngineChoice;
  readonly isBusy: boolean;
  readonly onChoose: (engine: EngineChoice) => void;
  readonly onRemove: (pack: AddedPack) => void;
}) {
  const card = (described: EngineDescription) => (
    <EngineCard
      key={described.engine}
      described={described}
      isInUse={described.engine === report.inUse}
      isChosen={described.engine === choice}
      isBusy={isBusy}
      onRemove={onRemove}
    />
  );
  const here = report.engines.filter(({ state }) => state.kind !== 'absent');
  const elsewhere = report.engines.filter(({ state }) => state.kind === 'absent');
  return (
    <Radio.Group
      value={choice}
      aria-label={texts.choice}
      onChange={(value) => {
        const engine = ENGINE_CHOICES.find((one) => one === value);
        if (engine !== undefined) onChoose(engine);
      }}
    >
      <Stack gap="md">
        <Card withBorder padding="md">
          <Radio value="auto" label={texts.automatic} description={texts.automaticHint} />
        </Card>
        <Title order={2} size="sm">
          {texts.here}
        </Title>
        {here.map(card)}
        {elsewhere.length === 0 ? null : (
          <Title order={2} size="sm">
            {texts.notHere}
          </Title>
        )}
        {elsewhere.map(card)}
      </Stack>
    </Radio.Group>
  );
}

function Measuring({ progress }: { readonly progress: EngineProgress }) {
  const command = useCommand();
  return (
    <Stack gap="xs" mt="xs">
      <Progress
        value={progress.total === 0 ? 0 : (100 * progress.done) / progress.total}
        size="sm"
        aria-label={texts.measuring(progress)}
      />
      <Group justify="space-between">
        <Text size="sm" role="status">
          {texts.measuring(progress)}
        </Text>
        <Button size="compact-sm" variant="default" onClick={() => void command('cancelMeasuringEngines', {})}>
          {texts.cancelMeasuring}
        </Button>
      </Group>
    </Stack>
  );
}
