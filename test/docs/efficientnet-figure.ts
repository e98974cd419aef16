import { VARIANTS } from '../../main/efficientnet/variants.ts';
import { B_VARIANTS } from '../efficientnet/table-2.ts';
import { variantName } from '../../shared/model-comparison.ts';
import { publishedCosts } from './published-networks.ts';

// The figure of docs/efficientnet.md, written as SVG directly: the same bytes every time, in light and in dark, without a
// page to measure text in, which charting libraries want.

interface Axis {
  readonly title: string;
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  readonly isLogarithmic: boolean;
}

interface Dot {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

const PLOT = { width: 330, height: 270 } as const;
const MARGIN = { left: 56, top: 44, bottom: 52, right: 20 } as const;
const PANEL = MARGIN.left + PLOT.width + MARGIN.right;
const HEIGHT = MARGIN.top + PLOT.height + MARGIN.bottom;

const STYLE = `
  text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #24292f; }
  .title { font-weight: 600; }
  .grid { stroke: #d0d7de; stroke-width: 1; }
  .line { fill: none; stroke: #0969da; stroke-width: 2; }
  .dot { fill: #0969da; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .grid { stroke: #3d444d; }
    .line { stroke: #58a6ff; }
    .dot { fill: #58a6ff; }
  }`;

const PARAMETERS: Axis = {
  title: 'parameters, millions',
  from: 4,
  to: 80,
  ticks: [5, 10, 20, 40, 80],
  isLogarithmic: true,
};
const ACCURACY: Axis = {
  title: 'top-1 accuracy as published, %',
  from: 76,
  to: 85,
  ticks: [76, 78, 80, 82, 84],
  isLogarithmic: false,
};
const MULTIPLY_ADDS: Axis = {
  title: 'multiply-adds a picture, billions',
  from: 0.25,
  to: 50,
  ticks: [0.5, 1, 2, 5, 10, 20, 50],
  isLogarithmic: true,
};

/** Published accuracy and multiply-adds of B0–B7 over their parameters, both counted by `main/efficientnet/costs.ts`. */
export function efficientnetFigure(): string {
  const networks = B_VARIANTS.map((id) => ({ name: variantName(id), ...VARIANTS[id], ...publishedCosts(id) }));
  const dots = (y: (network: (typeof networks)[number]) => number): Dot[] =>
    networks.map((network) => ({ name: network.name, x: network.parameters / 1e6, y: y(network) }));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${2 * PANEL} ${HEIGHT}" width="${2 * PANEL}" height="${HEIGHT}" role="img">`,
    '<title>EfficientNet-B0 to B7: accuracy, and multiply-adds, over parameters</title>',
    `<style>${STYLE}\n</style>`,
    ...panel(
      0,
      ACCURACY,
      dots(({ top1 }) => top1),
    ),
    ...panel(
      PANEL,
      MULTIPLY_ADDS,
      dots((network) => network.multiplyAdds / 1e9),
    ),
    '</svg>',
    '',
  ].join('\n');
}

function panel(offset: number, yAxis: Axis, dots: readonly Dot[]): string[] {
  const left = offset + MARGIN.left;
  const bottom = MARGIN.top + PLOT.height;
  const x = (value: number): number => round(left + place(PARAMETERS, value) * PLOT.width);
  const y = (value: number): number => round(bottom - place(yAxis, value) * PLOT.height);
  const line = (x1: number, y1: number, x2: number, y2: number): string =>
    `<line class="grid" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
  const text = (at: { x: number; y: number }, anchor: string, words: string | number, style = ''): string =>
    `<text x="${at.x}" y="${at.y}" text-anchor="${anchor}"${style}>${words}</text>`;
  return [
    text({ x: left, y: 22 }, 'start', yAxis.title, ' class="title"'),
    ...yAxis.ticks.flatMap((tick) => [
      line(left, y(tick), left + PLOT.width, y(tick)),
      text({ x: left - 8, y: y(tick) + 4 }, 'end', tick),
    ]),
    ...PARAMETERS.ticks.flatMap((tick) => [
      line(x(tick), MARGIN.top, x(tick), bottom),
      text({ x: x(tick), y: bottom + 20 }, 'middle', tick),
    ]),
    text({ x: left + PLOT.width / 2, y: bottom + 42 }, 'middle', PARAMETERS.title),
    `<polyline class="line" points="${dots.map((dot) => `${x(dot.x)},${y(dot.y)}`).join(' ')}"/>`,
    ...dots.flatMap((dot) => [
      `<circle class="dot" cx="${x(dot.x)}" cy="${y(dot.y)}" r="4"/>`,
      // Above and to the left: the curves rise.
      text({ x: x(dot.x) - 6, y: y(dot.y) - 7 }, 'end', dot.name),
    ]),
  ];
}

/** Where a value lies on an axis, 0…1. */
function place({ from, to, isLogarithmic }: Axis, value: number): number {
  if (!isLogarithmic) return (value - from) / (to - from);
  return Math.log(value / from) / Math.log(to / from);
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
