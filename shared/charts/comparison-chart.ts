import { isLite, variantName, type ComparedVariant, type VariantSpeed } from '../model-comparison.ts';
import { comparisonTexts as texts } from '../texts/comparison.ts';
import { formatBytes } from '../texts/quantities.ts';
import { doublingAxis, linearAxis, placeOn } from './axis.ts';
import { chartTitle } from './chart-title.ts';
import { placeLabels } from './label-places.ts';
import { CHART_FONT, type ChartPalette } from './palette.ts';

/** Size of a drawing, in pixels. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
  /** Of its text. */
  readonly fontSize: number;
}

type MeasuredVariant = ComparedVariant & { readonly speed: Extract<VariantSpeed, { kind: 'measured' }> };

/** Those that can be drawn. */
export function measuredVariants(variants: readonly ComparedVariant[]): readonly MeasuredVariant[] {
  return variants.filter((variant): variant is MeasuredVariant => variant.speed.kind === 'measured');
}

/** Diameter of a point of so many bytes: its area is proportional to them, and it can always be seen. */
function diameterOf(bytes: number, largest: number, fontSize: number): number {
  return Math.max(0.6 * fontSize, 2.6 * fontSize * Math.sqrt(bytes / largest));
}

// As wide as digits and capitals of the usual typefaces are, of their size.
const CHARACTER_WIDTH = 0.64;

/**
 * Published accuracy over measured speed as options of ECharts, plain data: a line of points for each family. At least
 * one variant must be measured.
 *
 * @param title lines above the drawing; none where a page says them
 */
export function comparisonChart(
  variants: readonly ComparedVariant[],
  { width, height, fontSize }: ChartSize,
  palette: ChartPalette,
  title: readonly string[],
) {
  const measured = measuredVariants(variants);
  const x = doublingAxis(measured.map(({ speed }) => speed.picturesPerSecond));
  const y = linearAxis(
    measured.map(({ top1 }) => top1),
    1,
  );
  const head = title.length === 0 ? 0 : 1.6 * fontSize * title.length + 0.6 * fontSize;
  const grid = { left: 4.2 * fontSize, top: head + 2.8 * fontSize, right: 1.5 * fontSize, bottom: 4 * fontSize };
  const area = { left: grid.left, top: grid.top, right: width - grid.right, bottom: height - grid.bottom };
  const largest = Math.max(...measured.map(({ speed }) => speed.peakBytes));
  const marks = measured.map(({ variant, top1, speed }) => ({
    x: area.left + placeOn(x, speed.picturesPerSecond) * (area.right - area.left),
    y: area.bottom - placeOn(y, top1) * (area.bottom - area.top),
    radius: diameterOf(speed.peakBytes, largest, fontSize) / 2,
    width: CHARACTER_WIDTH * fontSize * variantName(variant).length,
    height: 1.15 * fontSize,
    // The families lie side by side, the Lite one below.
    side: isLite(variant) ? ('lower-left' as const) : ('upper-right' as const),
  }));
  const places = placeLabels(marks, area);
  const family = (lite: boolean, color: string, symbol: string) => ({
    type: 'line' as const,
    name: lite ? texts.liteFamily : texts.bFamily,
    symbol,
    showSymbol: true,
    lineStyle: { color, width: 1.5, opacity: 0.5 },
    itemStyle: { color, borderColor: palette.background, borderWidth: 1 },
    emphasis: { scale: false, itemStyle: { color, borderColor: palette.text, borderWidth: 2.5 } },
    data: measured.flatMap(({ variant, top1, speed }, at) => {
      if (isLite(variant) !== lite) return [];
      const { x: across, y: down, radius } = marks[at]!;
      const { left, right, top, bottom } = places[at]!;
      return [
        {
          id: variant,
          name: variantName(variant),
          value: [speed.picturesPerSecond, top1],
          symbolSize: 2 * radius,
          label: {
            show: true,
            formatter: variantName(variant),
            // From the upper left corner of the point to the middle of the words.
            position: [(left + right) / 2 - across + radius, (top + bottom) / 2 - down + radius],
            align: 'center' as const,
            verticalAlign: 'middle' as const,
            color: palette.text,
            fontSize,
            fontWeight: 600,
            textBorderColor: palette.background,
            textBorderWidth: 3,
          },
        },
      ];
    }),
  });
  return {
    backgroundColor: palette.background,
    animation: false,
    textStyle: { fontFamily: CHART_FONT, fontSize },
    title: chartTitle(title, fontSize, palette),
    legend: {
      top: head + 0.4 * fontSize,
      right: grid.right,
      itemGap: 1.5 * fontSize,
      itemWidth: 2 * fontSize,
      itemHeight: 0.9 * fontSize,
      selectedMode: false,
      textStyle: { color: palette.text, fontSize, fontFamily: CHART_FONT },
    },
    grid,
    xAxis: {
      type: 'log' as const,
      logBase: 2,
      min: x.min,
      max: x.max,
      // A line for each doubling.
      interval: 1,
      name: `${texts.axes.speed} · ${texts.pointSize(formatBytes(largest))}`,
      nameLocation: 'middle' as const,
      nameGap: 2 * fontSize,
      nameTextStyle: { color: palette.dimmed, fontSize },
      axisLine: { lineStyle: { color: palette.dimmed } },
      axisTick: { show: false },
      axisLabel: { color: palette.dimmed, fontSize, showMinLabel: true, hideOverlap: true },
      splitLine: { show: true, lineStyle: { color: palette.grid } },
    },
    yAxis: {
      type: 'value' as const,
      min: y.min,
      max: y.max,
      interval: height < 24 * fontSize ? 2 : 1,
      name: texts.axes.accuracy,
      nameLocation: 'end' as const,
      nameGap: fontSize,
      nameTextStyle: { color: palette.dimmed, fontSize, align: 'left' as const, padding: [0, 0, 0, -3 * fontSize] },
      axisLabel: { color: palette.dimmed, fontSize },
      splitLine: { show: true, lineStyle: { color: palette.grid } },
    },
    series: [family(false, palette.series[0], 'circle'), family(true, palette.series[1], 'diamond')],
  };
}
