import { assertNever } from '../assert-never.ts';
import { variantName, type ComparedVariant, type ScaledNetwork, type VariantSpeed } from '../model-comparison.ts';
import { comparisonTexts } from './comparison.ts';
import { formatBytes, formatCount, formatDay, formatDuration, formatRate } from './quantities.ts';

/** Of a figure that is not there. */
const NONE = '–';

function measuredCells(speed: VariantSpeed): readonly [rate: string, memory: string, state: string] {
  switch (speed.kind) {
    case 'measured':
      return [formatRate(speed.picturesPerSecond), formatBytes(speed.peakBytes), `measured ${formatDay(speed.at)}`];
    case 'too-large':
      return [
        ...([NONE, NONE] as const),
        `too large: needs ${formatBytes(speed.needed)} of ${speed.of === 'gpu' ? 'the GPU’s memory' : 'memory'}, ` +
          `${formatBytes(speed.allowed)} may be taken`,
      ];
    case 'failed':
      return [NONE, NONE, `failed: ${speed.reason}`];
    case 'unknown':
      return [NONE, NONE, 'not measured'];
    default:
      return assertNever(speed);
  }
}

/** What the window says where networks are compared, beside what it shares with the command line. */
export const compareScreenTexts = {
  open: 'Compare models…',
  title: 'Compare models',
  explained: 'Published accuracy beside the speed that is measured on this machine. Speed needs no trained weights.',
  back: 'Back to models',
  measure: (networks: number, seconds: number) =>
    `Measure ${formatCount(networks, 'network')} (about ${formatDuration(seconds)})`,
  measureAgain: 'Measure all again',
  measureOne: (name: string) => `Measure ${name}`,
  measureOneAgain: (name: string) => `Measure ${name} again`,
  leaveAlone: 'What else this machine does meanwhile makes the figures smaller.',

  chart: 'Accuracy over speed',
  nothingToDraw: 'No network is measured yet. Each that is becomes a point here.',
  drawing: 'Drawing …',
  notDrawn: 'The drawing could not be loaded. The table below has the same numbers.',

  table: 'Networks in numbers',
  headings: [
    ...['Network', 'Pixels', 'Parameters', 'Multiply-adds', 'Published top-1, %', 'Pictures/s here', 'Peak memory'],
    'State',
  ],
  row: (compared: ComparedVariant, isMeasuredNow: boolean): readonly string[] => {
    const [rate, memory, state] = measuredCells(compared.speed);
    return [...comparisonTexts.row(compared).slice(0, 5), rate, memory, isMeasuredNow ? 'measuring …' : state];
  },

  scalingTable: 'Compound scaling in numbers',
  scalingDescribed: (networks: readonly ScaledNetwork[]) =>
    [
      comparisonTexts.scalingExplained,
      ...networks.map((network) => {
        const [name, width, depth, pixels, parameters, multiplyAdds, activations] = comparisonTexts.scalingRow(network);
        return `${name}: width ${width}, depth ${depth}, ${pixels} pixels, ${parameters} parameters, ${multiplyAdds} multiply-adds, ${activations} of activations.`;
      }),
    ].join(' '),

  progress: 'Measuring networks',
  cancel: 'Cancel',
  point: ({ variant, top1, speed }: ComparedVariant) => {
    const [rate, memory] = measuredCells(speed);
    return `${variantName(variant)}: ${top1.toFixed(1)} %, ${rate} pictures per second, ${memory}`;
  },
} as const;
