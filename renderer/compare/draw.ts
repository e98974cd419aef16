import { LineChart } from 'echarts/charts';
import { GraphicComponent, GridComponent, LegendComponent, TitleComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type EChartsCoreOption } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';

// A script of its own, loaded by the first drawing: it is nearly as large as all the rest of the window. ECharts sets styles
// as properties, which the page's policy lets it; tooltips are drawn (`richText`): as markup they would have style attributes,
// which it does not.

register([
  ...[LineChart, LabelLayout, SVGRenderer],
  ...[GraphicComponent, GridComponent, LegendComponent, TitleComponent, TooltipComponent],
]);

/**
 * Draws a chart into an element.
 *
 * @param size pixels
 * @returns takes it away again
 */
export function draw(
  element: HTMLElement,
  option: EChartsCoreOption,
  size: { readonly width: number; readonly height: number },
): () => void {
  const chart = init(element, null, { renderer: 'svg', ...size });
  chart.setOption(option);
  return () => {
    chart.dispose();
  };
}
