import { BarChart, LineChart } from 'echarts/charts';
import { GraphicComponent, GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { LabelLayout } from 'echarts/features';
import { init, use, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { CHART_PALETTES } from '../../shared/charts/palette.ts';

use([BarChart, LineChart, LabelLayout, GraphicComponent, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

/** What a drawing is for whoever does not see it. */
export interface DrawingWords {
  readonly title: string;
  readonly description: string;
}

/**
 * Draws a chart in the light palette as an SVG document of its own, which turns to the dark one where a page or a system
 * is dark, and stays light in print. @param option of ECharts
 */
export function chartSvg(
  option: EChartsCoreOption,
  { width, height }: { readonly width: number; readonly height: number },
  { title, description }: DrawingWords,
): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(option);
    const drawn = chart.renderToSVGString({ useViewBox: true });
    const opened = /^<svg [^>]*>/.exec(drawn)?.[0];
    if (opened === undefined) throw new Error('ECharts drew no SVG element');
    const named = opened.replace(/^<svg /, '<svg role="img" ');
    const words = `<title>${escapeXml(title)}</title>\n<desc>${escapeXml(description)}</desc>`;
    const body = drawn.slice(opened.length).replaceAll(HOVERING, '');
    return `${named}\n${words}\n<style>${darkStyle()}</style>${body}\n`;
  } finally {
    chart.dispose();
  }
}

/** What ECharts writes for a pointer above a drawing: nothing is behind it here. */
const HOVERING = / class="zr\d+-cls-\d+"| pointer-events="visible"|<style\s*>\s*<!\[CDATA\[[^]*?\]\]>\s*<\/style>\n?/g;

/** Each colour of the light palette, wherever it fills or draws something, becomes that of the dark one. */
function darkStyle(): string {
  const { light, dark } = CHART_PALETTES;
  const pairs = [
    [light.background, dark.background],
    [light.text, dark.text],
    [light.dimmed, dark.dimmed],
    [light.grid, dark.grid],
    ...light.series.map((color, at) => [color, dark.series[at]!] as const),
  ] as const;
  const rules = pairs.map(([from, to]) => `[fill="${from}"]{fill:${to}}[stroke="${from}"]{stroke:${to}}`);
  return `@media screen and (prefers-color-scheme:dark){${rules.join('')}}`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
