import { variantName, type ScaledNetwork } from '../model-comparison.ts';
import { comparisonTexts as texts } from '../texts/comparison.ts';
import type { ChartSize } from './comparison-chart.ts';
import { CHART_FONT, type ChartPalette } from './palette.ts';

/** What grows, each as a multiple of the first network's. */
export const GROWING = ['width', 'depth', 'resolution', 'parameters', 'activationBytes', 'multiplyAdds'] as const;

/** How a line of each is told apart: what is chosen is dashed, what follows from it is not. */
function lineOf(grows: (typeof GROWING)[number], palette: ChartPalette) {
  const dashes = { width: 'dotted', depth: 'dashed', resolution: [8, 3, 2, 3] } as const;
  switch (grows) {
    case 'width':
    case 'depth':
    case 'resolution': {
      const dash = dashes[grows];
      return { color: palette.dimmed, symbol: 'none', type: typeof dash === 'string' ? dash : [...dash] };
    }
    case 'parameters':
      return { color: palette.series[0], symbol: 'circle', type: 'solid' as const };
    case 'activationBytes':
      return { color: palette.series[3], symbol: 'rect', type: 'solid' as const };
    case 'multiplyAdds':
      return { color: palette.series[1], symbol: 'diamond', type: 'solid' as const };
  }
}

/**
 * How the networks of a family grow from the first on, as options of ECharts, plain data: a line each for what is
 * chosen (width, depth, resolution) and for what that costs.
 *
 * @param bottom pixels below it that something else is drawn in
 */
export function growthChart(
  networks: readonly ScaledNetwork[],
  { fontSize }: ChartSize,
  palette: ChartPalette,
  top: number,
  bottom: number,
) {
  const [first] = networks;
  if (first === undefined) throw new Error('there is no network to draw');
  const most = Math.max(...GROWING.flatMap((grows) => networks.map((network) => network[grows] / first[grows])));
  return {
    backgroundColor: palette.background,
    animation: false,
    textStyle: { fontFamily: CHART_FONT, fontSize },
    grid: { left: 4.2 * fontSize, top: top + 2.6 * fontSize, right: 12.5 * fontSize, bottom: bottom + 2.2 * fontSize },
    xAxis: {
      type: 'category' as const,
      data: networks.map(({ variant }) => variantName(variant)),
      boundaryGap: false,
      axisLine: { lineStyle: { color: palette.dimmed } },
      axisTick: { show: false },
      axisLabel: { color: palette.text, fontSize, interval: 0 },
    },
    yAxis: {
      type: 'log' as const,
      logBase: 2,
      min: 1,
      max: 2 ** Math.ceil(Math.log2(most)),
      name: texts.axes.growth(variantName(first.variant)),
      nameLocation: 'end' as const,
      nameGap: fontSize,
      nameTextStyle: { color: palette.dimmed, fontSize, align: 'left' as const, padding: [0, 0, 0, -3 * fontSize] },
      axisLabel: { color: palette.dimmed, fontSize, formatter: '×{value}' },
      splitLine: { show: true, lineStyle: { color: palette.grid } },
    },
    series: GROWING.map((grows) => {
      const { color, symbol, type } = lineOf(grows, palette);
      return {
        type: 'line' as const,
        name: texts.growing[grows],
        symbol,
        symbolSize: 0.55 * fontSize,
        showSymbol: symbol !== 'none',
        lineStyle: { color, width: 2, type },
        itemStyle: { color },
        emphasis: { disabled: true },
        data: networks.map((network) => network[grows] / first[grows]),
        endLabel: {
          ...{ show: true, formatter: '{a}', color: palette.text, fontSize, distance: 0.6 * fontSize },
          // Else it is guessed from a letter that not every typeface has, and words lie over each other.
          lineHeight: 1.2 * fontSize,
        },
        labelLayout: { moveOverlap: 'shiftY' as const },
      };
    }),
  };
}
