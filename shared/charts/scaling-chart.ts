import { variantName, type ScaledNetwork } from '../model-comparison.ts';
import { comparisonTexts as texts } from '../texts/comparison.ts';
import { chartTitle } from './chart-title.ts';
import type { ChartSize } from './comparison-chart.ts';
import { growthChart } from './growth-chart.ts';
import { CHART_FONT, type ChartPalette } from './palette.ts';

type Shape =
  | {
      readonly type: 'rect';
      readonly silent: true;
      readonly shape: { x: number; y: number; width: number; height: number };
      readonly style: { fill: string; opacity: number; stroke?: string };
    }
  | {
      readonly type: 'text';
      readonly silent: true;
      readonly x: number;
      readonly y: number;
      readonly style: {
        text: string;
        fill: string;
        fontFamily: string;
        fontSize: number;
        fontWeight: 'normal' | 'bold';
        align: 'left' | 'center';
        verticalAlign: 'middle';
      };
    };

const HEAD_LINES = 3.6;
const GROWTH_LINES = 21;
/** Of one network: its boxes, and their words below. */
const ROW_LINES = 4.2;
const BOX_LINES = 2.7;

/** Height of the whole drawing for so many networks, in pixels. */
export function scalingHeight(networks: number, fontSize: number): number {
  return (HEAD_LINES + GROWTH_LINES + 6 + ROW_LINES * networks) * fontSize;
}

/**
 * Compound scaling in one drawing, as options of ECharts, plain data: above, how much each network is of the first; below,
 * a row a network with its picture as a square and its stages as boxes, as high as their channels and as long as their
 * layers. Its height is `scalingHeight`.
 */
export function scalingChart(networks: readonly ScaledNetwork[], size: ChartSize, palette: ChartPalette) {
  const { fontSize, height } = size;
  const top = HEAD_LINES * fontSize;
  const stagesTop = top + GROWTH_LINES * fontSize;
  return {
    ...growthChart(networks, size, palette, top, height - stagesTop),
    title: chartTitle([texts.scalingTitle, texts.scalingExplained], fontSize, palette),
    graphic: stageShapes(networks, size, palette, stagesTop + 1.2 * fontSize),
  };
}

function stageShapes(
  networks: readonly ScaledNetwork[],
  { width, fontSize }: ChartSize,
  palette: ChartPalette,
  top: number,
): Shape[] {
  const stages = networks.map((network) => network.stages.filter(({ operator }) => operator.startsWith('MBConv')));
  const columns = stages[0]?.length ?? 0;
  const left = 8.5 * fontSize;
  const column = (width - left - fontSize) / columns;
  const row = ROW_LINES * fontSize;
  const highest = BOX_LINES * fontSize;
  const most = (of: (stage: ScaledNetwork['stages'][number]) => number): number => Math.max(...stages.flat().map(of));
  const mostChannels = most(({ channels }) => channels);
  const mostLayers = most(({ layers }) => layers);
  const mostResolution = Math.max(...networks.map(({ resolution }) => resolution));
  const words = (text: string, x: number, y: number, isHead: boolean, align: 'left' | 'center' = 'center'): Shape => ({
    ...{ type: 'text', silent: true, x, y },
    style: {
      ...{ text, fill: isHead ? palette.dimmed : palette.text, fontFamily: CHART_FONT, fontSize: 0.92 * fontSize },
      ...{ fontWeight: isHead ? 'normal' : 'bold', align, verticalAlign: 'middle' },
    },
  });
  const box = (x: number, y: number, wide: number, high: number, fill: string): Shape => ({
    ...{ type: 'rect', silent: true, shape: { x: x - wide / 2, y: y - high / 2, width: wide, height: high } },
    style: { fill, opacity: 0.75 },
  });
  const heads = (stages[0] ?? []).flatMap(({ stage, operator }, at) => {
    const middle = left + (at + 0.5) * column;
    return [
      words(texts.stage(stage), middle, top, true),
      words(operator.replace(', ', ' '), middle, top + 1.2 * fontSize, true),
    ];
  });
  const rows = networks.flatMap((network, at) => {
    const y = top + 2.2 * fontSize + highest / 2 + at * row;
    const below = y + highest / 2 + 0.6 * fontSize;
    const side = (highest * network.resolution) / mostResolution;
    return [
      words(variantName(network.variant), 0.6 * fontSize, y, false, 'left'),
      box(5.2 * fontSize, y, side, side, palette.series[2]),
      words(`${network.resolution}²`, 5.2 * fontSize, below, true),
      ...(stages[at] ?? []).flatMap(({ channels, layers }, stage) => {
        const middle = left + (stage + 0.5) * column;
        const high = Math.max(1.5, (highest * channels) / mostChannels);
        return [
          box(middle, y, (0.94 * column * layers) / mostLayers, high, palette.series[0]),
          words(`${channels} × ${layers}`, middle, below, true),
        ];
      }),
    ];
  });
  return [
    ...heads,
    ...rows,
    words(texts.stagesExplained, 0.6 * fontSize, top + 2.8 * fontSize + networks.length * row, true, 'left'),
  ];
}
