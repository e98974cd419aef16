import { ActionIcon, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconPlayerPlay, IconRefresh } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import type { EventPayload } from '../../shared/contract/events.ts';
import { comparisonChart, measuredVariants, type ChartSize } from '../../shared/charts/comparison-chart.ts';
import type { ChartPalette } from '../../shared/charts/palette.ts';
import { variantName, type ComparedVariant, type ModelComparison } from '../../shared/model-comparison.ts';
import { compareScreenTexts as texts } from '../../shared/texts/compare-screen.ts';
import { comparisonTexts } from '../../shared/texts/comparison.ts';
import type { VariantId } from '../../shared/variant.ts';
import { AnswerStatus } from '../answer-status.tsx';
import { heldWhile } from '../held-while.ts';
import { tellProblem } from '../notices.tsx';
import type { Place } from '../place.ts';
import { ScreenHead } from '../screen-head.tsx';
import screen from '../screen.module.css';
import { useAnswer } from '../state/use-answer.ts';
import { useEvent } from '../state/use-event.ts';
import { useWorkingCommand } from '../state/use-working-command.ts';
import { useKeptFocus } from '../use-kept-focus.ts';
import styles from './compare-screen.module.css';
import { Drawing } from './drawing.tsx';
import { measuringSeconds } from './measuring-time.ts';
import { NumberTable } from './number-table.tsx';
import { ScalingSection } from './scaling-section.tsx';

/** Chooses networks to measure, `again` also where they are known. */
type Measure = (variants: readonly ComparedVariant[], again: boolean) => Promise<void>;

/** Every published network: how accurate it is said to be, how fast it is here, and how B0 becomes B7. */
export function CompareScreen({
  measuring,
  onGo,
}: {
  /** Null: nothing is being measured. */
  readonly measuring: EventPayload<'measuring'>;
  readonly onGo: (place: Place) => void;
}) {
  const kept = useKeptFocus();
  const { command, isWorking } = useWorkingCommand();
  const [looks, setLooks] = useState(0);
  const answer = useAnswer('comparison', {}, looks);
  const { value } = answer;
  // It is asked for some time before the first network is measured: engines are looked at first.
  const isMeasuring = measuring !== null || isWorking;

  const look = () => {
    setLooks((before) => before + 1);
  };
  // What was measured is known when the next one begins, or nothing is measured any more.
  useEvent('measuring', look);
  useEvent('run', (run) => {
    // It may have tried engines, and found another one to be the fastest.
    if (run === null) look();
  });
  const measure: Measure = async (variants, again) => {
    const measured = await command('measureModels', { variants: variants.map(({ variant }) => variant), again });
    // What was measured of them before is shown again, as if it were new.
    if (measured !== undefined && measured.failures.length > 0) tellProblem(measured.failures.join(' '));
  };
  return (
    <main ref={kept} className={screen['screen']}>
      <ScreenHead
        title={texts.title}
        explained={texts.explained}
        actions={
          // The button that led here is gone.
          <Button
            autoFocus
            variant="default"
            onClick={() => {
              onGo({ screen: 'models', from: 'compare' });
            }}
          >
            {texts.back}
          </Button>
        }
      />
      <AnswerStatus answer={answer} isWide />
      {value === null ? null : (
        <div className={screen['scroller']} tabIndex={0} role="region" aria-label={texts.title}>
          <Stack gap="lg" maw="60rem">
            <div>
              <Text size="sm" className="selectable">
                {comparisonTexts.machine(value)} · {comparisonTexts.engine(value)}
              </Text>
              <MeasureButtons variants={value.variants} isMeasuring={isMeasuring} onMeasure={measure} />
            </div>
            <Comparison
              comparison={value}
              measured={measuring?.variant ?? null}
              isMeasuring={isMeasuring}
              onMeasure={measure}
            />
            <ScalingSection />
          </Stack>
        </div>
      )}
    </main>
  );
}

function MeasureButtons({
  variants,
  isMeasuring,
  onMeasure,
}: {
  readonly variants: readonly ComparedVariant[];
  readonly isMeasuring: boolean;
  readonly onMeasure: Measure;
}) {
  const fitting = variants.filter(({ speed }) => speed.kind !== 'too-large');
  const missing = fitting.filter(({ speed }) => speed.kind !== 'measured');
  return (
    <Group gap="sm" mt="xs">
      {missing.length === 0 ? null : (
        <Button {...heldWhile(isMeasuring, () => void onMeasure(missing, false))}>
          {texts.measure(missing.length, measuringSeconds(missing))}
        </Button>
      )}
      {missing.length === fitting.length ? null : (
        <Button variant="default" {...heldWhile(isMeasuring, () => void onMeasure(fitting, true))}>
          {texts.measureAgain}
        </Button>
      )}
    </Group>
  );
}

/** The chart, and the same in numbers. */
function Comparison({
  comparison,
  measured,
  isMeasuring,
  onMeasure,
}: {
  readonly comparison: ModelComparison;
  /** The network that is measured now. */
  readonly measured: VariantId | null;
  readonly isMeasuring: boolean;
  readonly onMeasure: Measure;
}) {
  const { variants } = comparison;
  const option = useCallback(
    (size: ChartSize, palette: ChartPalette) => ({
      ...comparisonChart(variants, size, palette, []),
      tooltip: tooltipOf(variants, size, palette),
    }),
    [variants],
  );
  return (
    <section className={styles['section']} aria-label={texts.chart}>
      <Title order={2} size="sm">
        {texts.chart}
      </Title>
      {measuredVariants(variants).length === 0 ? (
        <Text size="sm" c="var(--window-dimmed)">
          {texts.nothingToDraw}
        </Text>
      ) : (
        <Drawing
          label={texts.chart}
          described={comparisonTexts.described(comparison)}
          leastWidth={48}
          heightOf={(fontSize) => 34 * fontSize}
          option={option}
        />
      )}
      <NumberTable
        label={texts.table}
        headings={texts.headings}
        wordColumns={[texts.headings.length - 1]}
        rows={variants.map((compared) => {
          const [name, ...cells] = texts.row(compared, measured === compared.variant);
          const head = (
            <span className={styles['name']}>
              <MeasureOne compared={compared} isMeasuring={isMeasuring} onMeasure={onMeasure} />
              {name}
            </span>
          );
          return { key: compared.variant, head, cells };
        })}
      />
      <Text size="sm" c="var(--window-dimmed)">
        {comparisonTexts.how}
      </Text>
    </section>
  );
}

function MeasureOne({
  compared,
  isMeasuring,
  onMeasure,
}: {
  readonly compared: ComparedVariant;
  readonly isMeasuring: boolean;
  readonly onMeasure: Measure;
}) {
  const { variant, speed } = compared;
  if (speed.kind === 'too-large') return null;
  const isKnown = speed.kind === 'measured';
  const Icon = isKnown ? IconRefresh : IconPlayerPlay;
  const words = isKnown ? texts.measureOneAgain(variantName(variant)) : texts.measureOne(variantName(variant));
  return (
    <ActionIcon
      variant="subtle"
      size="md"
      aria-label={words}
      title={words}
      {...heldWhile(isMeasuring, () => void onMeasure([compared], true))}
    >
      <Icon size="1rem" stroke={1.6} aria-hidden />
    </ActionIcon>
  );
}

/** What stands in the table, at the point that the mouse is on. */
function tooltipOf(variants: readonly ComparedVariant[], { fontSize }: ChartSize, palette: ChartPalette) {
  return {
    trigger: 'item' as const,
    renderMode: 'richText' as const,
    transitionDuration: 0,
    confine: true,
    backgroundColor: palette.background,
    borderColor: palette.dimmed,
    textStyle: { color: palette.text, fontSize },
    formatter: ({ name }: { readonly name: string }) => {
      const compared = variants.find(({ variant }) => variantName(variant) === name);
      return compared === undefined ? '' : texts.point(compared);
    },
  };
}
