import { ActionIcon, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconPlayerPlay, IconRefresh } from '@tabler/icons-react';
import { useCallback } from 'react';
import type { EventPayload } from '../../shared/contract/events.ts';
import { comparisonChart, measuredVariants, type ChartSize } from '../../shared/charts/comparison-chart.ts';
import type { ChartPalette } from '../../shared/charts/palette.ts';
import { variantName, type ComparedVariant, type ModelComparison } from '../../shared/model-comparison.ts';
import { compareScreenTexts as texts } from '../../shared/texts/compare-screen.ts';
import { comparisonTexts } from '../../shared/texts/comparison.ts';
import { AnswerStatus } from '../answer-status.tsx';
import type { Place } from '../place.ts';
import { ScreenHead } from '../screen-head.tsx';
import screen from '../screen.module.css';
import { useAnswer } from '../state/use-answer.ts';
import { useCommand } from '../state/use-command.ts';
import styles from './compare-screen.module.css';
import { Drawing } from './drawing.tsx';
import { measuringSeconds } from './measuring-time.ts';
import { NumberTable } from './number-table.tsx';
import { ScalingSection } from './scaling-section.tsx';

/** Chooses networks to measure, `again` also where they are known. */
type Measure = (variants: readonly ComparedVariant[], again: boolean) => void;

/** Every published network: how accurate it is said to be, how fast it is here, and how B0 becomes B7. */
export function CompareScreen({
  measuring,
  onGo,
}: {
  /** Null: nothing is being measured. */
  readonly measuring: EventPayload<'measuring'>;
  readonly onGo: (place: Place) => void;
}) {
  const command = useCommand();
  // What was measured is known when the next one begins, or nothing is measured any more.
  const answer = useAnswer('comparison', {}, measuring === null ? 0 : 1 + measuring.done);
  const { value } = answer;
  const measure: Measure = (variants, again) => {
    if (measuring === null) void command('measureModels', { variants: variants.map(({ variant }) => variant), again });
  };
  return (
    <main className={screen['screen']}>
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
              <MeasureButtons variants={value.variants} isMeasuring={measuring !== null} onMeasure={measure} />
            </div>
            <Comparison comparison={value} measuring={measuring} onMeasure={measure} />
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
        <Button
          {...heldWhile(isMeasuring)}
          onClick={() => {
            onMeasure(missing, false);
          }}
        >
          {texts.measure(missing.length, measuringSeconds(missing))}
        </Button>
      )}
      {missing.length === fitting.length ? null : (
        <Button
          variant="default"
          {...heldWhile(isMeasuring)}
          onClick={() => {
            onMeasure(fitting, true);
          }}
        >
          {texts.measureAgain}
        </Button>
      )}
    </Group>
  );
}

/** The chart, and the same in numbers. */
function Comparison({
  comparison,
  measuring,
  onMeasure,
}: {
  readonly comparison: ModelComparison;
  readonly measuring: EventPayload<'measuring'>;
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
          const [name, ...cells] = texts.row(compared, measuring?.variant === compared.variant);
          const head = (
            <span className={styles['name']}>
              <MeasureOne compared={compared} isMeasuring={measuring !== null} onMeasure={onMeasure} />
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
      {...heldWhile(isMeasuring)}
      onClick={() => {
        onMeasure([compared], true);
      }}
    >
      <Icon size="1rem" stroke={1.6} aria-hidden />
    </ActionIcon>
  );
}

/** Cannot be used now, and keeps the focus, which a disabled button would lose. */
function heldWhile(isHeld: boolean) {
  return isHeld ? { 'aria-disabled': true, 'data-disabled': true } : {};
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
