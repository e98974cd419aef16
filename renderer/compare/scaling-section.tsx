import { VisuallyHidden } from '@mantine/core';
import { useCallback } from 'react';
import { scalingChart, scalingHeight } from '../../shared/charts/scaling-chart.ts';
import type { ChartSize } from '../../shared/charts/comparison-chart.ts';
import type { ChartPalette } from '../../shared/charts/palette.ts';
import type { ScaledNetwork } from '../../shared/model-comparison.ts';
import { compareScreenTexts as texts } from '../../shared/texts/compare-screen.ts';
import { comparisonTexts } from '../../shared/texts/comparison.ts';
import { AnswerStatus } from '../answer-status.tsx';
import { useAnswer } from '../state/use-answer.ts';
import styles from './compare-screen.module.css';
import { Drawing } from './drawing.tsx';
import { NumberTable } from './number-table.tsx';

/** What becomes of B0 as width, depth and resolution grow: drawn, and in numbers. */
export function ScalingSection() {
  const answer = useAnswer('scaledNetworks', {}, 0);
  if (answer.value === null) return <AnswerStatus answer={answer} />;
  return <ScaledNetworks networks={answer.value} />;
}

function ScaledNetworks({ networks }: { readonly networks: readonly ScaledNetwork[] }) {
  const option = useCallback(
    (size: ChartSize, palette: ChartPalette) => scalingChart(networks, size, palette),
    [networks],
  );
  const { scalingTitle, scalingHeadings, scalingRow, stagesTitle, stageHeadings, stageRows } = comparisonTexts;
  return (
    <section className={styles['section']} aria-label={scalingTitle}>
      {/* The drawing says it to whoever sees it. */}
      <VisuallyHidden component="h2">{scalingTitle}</VisuallyHidden>
      <Drawing
        label={scalingTitle}
        described={texts.scalingDescribed(networks)}
        leastWidth={58}
        heightOf={(fontSize) => scalingHeight(networks.length, fontSize)}
        option={option}
      />
      <NumberTable
        label={texts.scalingTable}
        headings={scalingHeadings}
        rows={networks.map((network) => {
          const [name, ...cells] = scalingRow(network);
          return { key: network.variant, head: name, cells };
        })}
      />
      <NumberTable
        label={stagesTitle}
        headings={stageHeadings(networks)}
        wordColumns={[1]}
        rows={stageRows(networks).map(([stage, ...cells]) => ({ key: stage ?? '', head: stage, cells }))}
      />
    </section>
  );
}
