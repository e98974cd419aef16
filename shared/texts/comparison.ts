import { assertNever } from '../assert-never.ts';
import {
  variantName,
  type ComparedMachine,
  type ComparedVariant,
  type ComparisonProgress,
  type ModelComparison,
  type ScaledNetwork,
  type VariantSpeed,
} from '../model-comparison.ts';
import { formatBytes, formatCount, formatDay, formatNumber, formatRate } from './quantities.ts';
import { runTexts } from './run.ts';

// What is said where networks are compared: in the window, on the command line, and in their drawings.

const millions = (n: number): string => `${(n / 1e6).toFixed(1)} M`;
const billions = (n: number): string => `${(n / 1e9).toFixed(2)} B`;

function machineText({ processor, cores, memoryBytes }: ComparedMachine): string {
  return `${processor}, ${formatCount(cores, 'core')}, ${formatBytes(memoryBytes)}`;
}

/** What computes, and when the oldest and the newest of the figures were measured, where there are any. */
function engineText({ engine, engineVersion, variants }: ModelComparison): string {
  const version = engineVersion === '' ? '' : ` (${engineVersion})`;
  const named = `${runTexts.engine(engine)}${version}`;
  const days = variants.flatMap(({ speed }) => (speed.kind === 'measured' ? [speed.at] : [])).sort((a, b) => a - b);
  const [oldest] = days;
  const newest = days.at(-1);
  if (oldest === undefined || newest === undefined) return named;
  const [from, to] = [formatDay(oldest), formatDay(newest)];
  return from === to ? `${named} · measured on ${to}` : `${named} · measured from ${from} to ${to}`;
}

function speedCells(speed: VariantSpeed): readonly [rate: string, memory: string] {
  switch (speed.kind) {
    case 'measured':
      return [formatRate(speed.picturesPerSecond), formatBytes(speed.peakBytes)];
    case 'too-large':
      return ['does not fit', `needs ${formatBytes(speed.needed)}`];
    case 'failed':
      return ['failed', ''];
    case 'unknown':
      return ['not measured', ''];
    default:
      return assertNever(speed);
  }
}

export const comparisonTexts = {
  bFamily: 'B0 to B7',
  liteFamily: 'Lite0 to Lite4',
  axes: {
    speed: 'pictures per second, measured',
    accuracy: 'published accuracy on ImageNet, top-1, %',
    growth: (baseline: string) => `times ${baseline}`,
  },
  pointSize: (largest: string) => `area of a point: peak memory, at most ${largest}`,
  title: 'EfficientNet: accuracy over speed on this machine',
  machine: ({ machine }: ModelComparison) => machineText(machine),
  engine: engineText,
  described: (comparison: ModelComparison) =>
    comparison.variants
      .filter(({ speed }) => speed.kind === 'measured')
      .map(({ variant, top1, speed }) => {
        const [rate, memory] = speedCells(speed);
        return `${variantName(variant)}: ${top1.toFixed(1)} %, ${rate} pictures per second, ${memory}`;
      })
      .join('; '),

  growing: {
    width: 'width (channels)',
    depth: 'depth (layers)',
    resolution: 'resolution',
    parameters: 'parameters',
    activationBytes: 'memory, activations',
    multiplyAdds: 'multiply-adds',
  },
  scalingTitle: 'Compound scaling: EfficientNet-B0 to B7',
  scalingExplained: 'Width, depth and resolution grow together; what they cost grows much faster.',
  stage: (stage: number) => `stage ${stage}`,
  stagesExplained: 'Squares: the picture, pixels. Boxes: a stage, channels (height) × layers (length).',

  headings: ['Network', 'Pixels', 'Parameters', 'Multiply-adds', 'Top-1, %', 'Pictures/s', 'Memory'],
  row: ({ variant, resolution, parameters, multiplyAdds, top1, speed }: ComparedVariant): readonly string[] => [
    ...[variantName(variant), formatNumber(resolution), millions(parameters), billions(multiplyAdds), top1.toFixed(1)],
    ...speedCells(speed),
  ],
  scalingHeadings: ['Network', 'Width', 'Depth', 'Pixels', 'Parameters', 'Multiply-adds', 'Activations'],
  scalingRow: (network: ScaledNetwork): readonly string[] => [
    ...[variantName(network.variant), network.width.toFixed(1), network.depth.toFixed(1)],
    ...[formatNumber(network.resolution), millions(network.parameters), billions(network.multiplyAdds)],
    formatBytes(network.activationBytes),
  ],
  stageHeadings: (networks: readonly ScaledNetwork[]): readonly string[] => [
    ...['Stage', 'Operator'],
    ...networks.map(({ variant }) => variantName(variant)),
  ],
  stagesTitle: 'Channels × layers of each stage',
  stageRows: (networks: readonly ScaledNetwork[]): readonly (readonly string[])[] =>
    (networks[0]?.stages ?? []).map(({ stage, operator }, at) => [
      ...[`${stage}`, operator],
      ...networks.map(({ stages }) => `${stages[at]?.channels ?? ''} × ${stages[at]?.layers ?? ''}`),
    ]),

  failures: ({ variants }: ModelComparison): readonly string[] =>
    variants.flatMap(({ variant, speed }) =>
      speed.kind === 'failed' ? [`${variantName(variant)} could not be measured: ${speed.reason}.`] : [],
    ),
  tooLarge: ({ variants }: ModelComparison): readonly string[] =>
    variants.flatMap(({ variant, speed }) =>
      speed.kind === 'too-large'
        ? [
            `${variantName(variant)} does not fit: one worker needs about ${formatBytes(speed.needed)} of ` +
              `${speed.of === 'gpu' ? 'the GPU’s memory' : 'memory'}, and ${formatBytes(speed.allowed)} may be taken.`,
          ]
        : [],
    ),
  how: 'Pictures per second are those of the network alone, by as many workers at once as a run would have, with formula weights: nothing is read or decoded. Memory is the peak of all workers together.',
  measuring: ({ variant, done, total }: ComparisonProgress) =>
    `Measuring ${variantName(variant)} (${formatNumber(done + 1)} of ${formatNumber(total)}) …`,
} as const;
