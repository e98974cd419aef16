import { comparisonChart, measuredVariants } from '../../shared/charts/comparison-chart.ts';
import { CHART_PALETTES } from '../../shared/charts/palette.ts';
import { scalingChart, scalingHeight } from '../../shared/charts/scaling-chart.ts';
import type { ModelComparison } from '../../shared/model-comparison.ts';
import { comparisonTexts as texts } from '../../shared/texts/comparison.ts';
import { replaceFile } from '../export/replaced-file.ts';
import { scaledNetworks } from '../model/published-networks.ts';
import { answer, refuse, type Answer } from './answer.ts';
import { refusedTarget } from './export-target.ts';

/** What is drawn: a comparison of which one network at least is measured, or the growth of the B family. */
export type DrawnChart =
  { readonly kind: 'comparison'; readonly comparison: ModelComparison } | { readonly kind: 'scaling' };

const FONT_SIZE = 13;
const WIDTH = 820;
const COMPARISON_HEIGHT = 560;

/** Whether there may be a drawing under that name: never in place of a picture, nor of the catalog. */
export function checkDrawing(file: string, catalogPath: string): Answer<null> {
  const refused = refusedTarget(file, catalogPath, 'drawing');
  return refused === null ? answer(null) : refuse({ kind: 'export', message: refused });
}

/** Draws into an SVG file, written over where it is there, as an export is. */
export async function drawChart(file: string, chart: DrawnChart, catalogPath: string): Promise<Answer<null>> {
  const checked = checkDrawing(file, catalogPath);
  if (!checked.ok) return checked;
  const svg = await chartAsSvg(chart);
  const failure = await replaceFile(
    file,
    (aside) =>
      new Promise((resolve, reject) => {
        aside.once('error', reject);
        aside.end(svg, resolve);
      }),
    null,
  );
  return failure === null ? answer(null) : refuse({ kind: 'export', message: failure.message });
}

async function chartAsSvg(chart: DrawnChart): Promise<string> {
  // Loaded by the commands that draw, and by no other.
  const { chartSvg } = await import('../export/chart-svg.ts');
  if (chart.kind === 'scaling') {
    const networks = scaledNetworks();
    const size = { width: WIDTH, height: scalingHeight(networks.length, FONT_SIZE), fontSize: FONT_SIZE };
    const words = { title: texts.scalingTitle, description: `${texts.scalingExplained} ${texts.stagesExplained}` };
    return chartSvg(scalingChart(networks, size, CHART_PALETTES.light), size, words);
  }
  const { comparison } = chart;
  if (measuredVariants(comparison.variants).length === 0) throw new Error('a chart of nothing was asked for');
  const size = { width: WIDTH, height: COMPARISON_HEIGHT, fontSize: FONT_SIZE };
  const title = [texts.title, texts.machine(comparison), texts.engine(comparison)];
  const drawn = comparisonChart(comparison.variants, size, CHART_PALETTES.light, title);
  return chartSvg(drawn, size, { title: title.join('. '), description: texts.described(comparison) });
}
