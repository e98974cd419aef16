import { formatRate } from '../texts/quantities.ts';
import { chartTitle } from './chart-title.ts';
import type { ChartSize } from './comparison-chart.ts';
import { CHART_FONT, type ChartPalette } from './palette.ts';

export interface RateBar {
  readonly name: string;
  readonly perSecond: number;
  /** Drawn in the first colour; the others are what it is compared with. */
  readonly isMain: boolean;
}

/** Height of a drawing of so many bars, in pixels. */
export function rateBarsHeight(bars: number, titleLines: number, fontSize: number): number {
  return (1.2 + 1.6 * titleLines + 2.4 * bars + 1) * fontSize;
}

/** Speeds as horizontal bars, the first on top, each with its number behind it, as options of ECharts, plain data. */
export function rateBars(
  bars: readonly RateBar[],
  { fontSize }: ChartSize,
  palette: ChartPalette,
  title: readonly string[],
) {
  const longest = Math.max(...bars.map(({ name }) => name.length));
  return {
    backgroundColor: palette.background,
    animation: false,
    textStyle: { fontFamily: CHART_FONT, fontSize },
    title: chartTitle(title, fontSize, palette),
    grid: {
      left: (0.58 * longest + 1.5) * fontSize,
      top: (1.2 + 1.6 * title.length) * fontSize,
      right: 4.5 * fontSize,
      bottom: fontSize,
    },
    xAxis: { type: 'value' as const, min: 0, show: false },
    yAxis: {
      type: 'category' as const,
      inverse: true,
      data: bars.map(({ name }) => name),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: palette.text, fontSize, interval: 0 },
    },
    series: [
      {
        type: 'bar' as const,
        barWidth: '62%',
        emphasis: { disabled: true },
        data: bars.map(({ perSecond, isMain }) => ({
          value: perSecond,
          itemStyle: { color: isMain ? palette.series[0] : palette.dimmed },
          label: {
            ...{ show: true, position: 'right' as const, formatter: formatRate(perSecond) },
            ...{ color: palette.text, fontSize, fontWeight: 600 },
          },
        })),
      },
    ],
  };
}
