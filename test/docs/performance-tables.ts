import { sessionMemory } from '../../main/engine/session-memory.ts';
import { publishedFacts } from '../../main/model/published-networks.ts';
import type { EngineName } from '../../shared/engine.ts';
import { variantName } from '../../shared/model-comparison.ts';
import { VARIANT_IDS, type VariantId } from '../../shared/variant.ts';
import { MEASURED_BATCHES, type EnginesRow } from '../bench/engines.ts';
import { keptFigures, type Kept, type KeptFigures } from '../bench/kept-figures.ts';
import { markdownTable } from './efficientnet-tables.ts';
import { WAY_NAMES } from './rates-figure.ts';

/** The tables of docs/performance.md that are made from kept figures, by the name in the comment before each. */
export const PERFORMANCE_TABLES: Readonly<Record<string, () => string>> = {
  'memory on tensorflow': tensorflowMemoryTable,
  'whole graph': wholeGraphTable,
  'speeds on onnxruntime:cpu': () => speedTable('onnxruntime:cpu'),
  'speeds on tensorflow': () => speedTable('tensorflow'),
  rivals: rivalsTable,
};

/** What README.md says below its chart. */
export const README_TABLES: Readonly<Record<string, () => string>> = {
  rates: () => measuredWhere(keptFigures('rivals')),
};

function measuredWhere<Name extends keyof KeptFigures>({ at, machine, isQuiet }: Kept<Name>): string {
  return `Measured on ${at}: ${machine}, ${isQuiet ? 'nothing else running' : '**other work on the machine**'}.`;
}

function tensorflowMemoryTable(): string {
  const kept = keptFigures('tensorflow-variants');
  const head = ['Network', 'Weights', 'Activations', 'First run', '1', '8', '32', 'Computed, 1', '8', '32'];
  const rows = kept.figures.map(({ variant, weights, activations, first, batches }) => {
    const { costs } = publishedFacts(variant);
    const computed = MEASURED_BATCHES.map((batch) => Math.round(sessionMemory('tensorflow', costs, batch) / 1e6));
    const peaks = MEASURED_BATCHES.map((batch) => batches[batch] ?? null);
    return [variantName(variant), ...[weights, activations, first, ...peaks, ...computed].map(whole)];
  });
  return [measuredWhere(kept), '', markdownTable(head, rows)].join('\n');
}

function wholeGraphTable(): string {
  const kept = keptFigures('tensorflow');
  const head = [
    ...['Batch', 'Whole graph, a run’s workers, pictures/s', 'Whole graph, one process', 'Operation by operation'],
    ...['Workers ÷ operations', 'One process ÷ operations'],
  ];
  const rows = kept.figures.map(({ batch, workers, wholeGraph, operationByOperation }) => {
    const ratio = (workers / operationByOperation).toFixed(1);
    return [
      ...[batch, workers, wholeGraph, operationByOperation].map(String),
      ...[batch === 32 ? `**${ratio}**` : ratio, (wholeGraph / operationByOperation).toFixed(1)],
    ];
  });
  return [measuredWhere(kept), '', markdownTable(head, rows)].join('\n');
}

function speedTable(engine: EngineName): string {
  const kept = keptFigures('engines');
  const head = ['Network', 'Workers × threads', 'Pictures/s, 1', '8', '32', 'Peak of a worker, MB, 1', '8', '32'];
  const rows = VARIANT_IDS.map((variant) => {
    const ofBatches = MEASURED_BATCHES.map((batch) => rowOf(kept.figures, engine, variant, batch));
    const plans = new Set(ofBatches.flatMap(({ result }) => (result.kind === 'measured' ? [planOf(result)] : [])));
    return [variantName(variant), [...plans].join(', then '), ...ofBatches.map(speedOf), ...ofBatches.map(peakOf)];
  });
  return [measuredWhere(kept), '', markdownTable(head, rows)].join('\n');
}

function rowOf(rows: readonly EnginesRow[], engine: EngineName, variant: VariantId, batch: number): EnginesRow {
  const row = rows.find((one) => one.engine === engine && one.variant === variant && one.batch === batch);
  return row ?? { engine, variant, batch, result: { kind: 'failed', reason: 'not measured' } };
}

function planOf({ workers, threads }: { readonly workers: number; readonly threads: number }): string {
  return `${workers} × ${threads}`;
}

function speedOf({ result }: EnginesRow): string {
  if (result.kind !== 'measured') return '–';
  return result.perSecond.toFixed(result.perSecond < 9.95 ? 1 : 0);
}

function peakOf({ result }: EnginesRow): string {
  switch (result.kind) {
    case 'measured':
      return whole(result.peak);
    case 'too-large':
      return `– (${whole(result.foreseen)} foreseen, ${whole(result.allowed)} allowed)`;
    case 'failed':
      return `– (${result.reason})`;
  }
}

function rivalsTable(): string {
  const kept = keptFigures('rivals');
  const { ways, missing } = kept.figures;
  const own = ways.find(({ way }) => way === 'classifold-onnxruntime')?.median ?? Number.NaN;
  const head = ['', 'Pictures', 'Pictures/s, by round', 'Median', 'Classifold is … times as fast', 'With'];
  const rows = ways.map(({ way, pictures, rates, median, versions }) => [
    ...[WAY_NAMES[way], whole(pictures), rates.join(', '), `**${median}**`, (own / median).toFixed(1), versions],
  ]);
  const left = Object.entries(missing).map(([way, reason]) => `\nNot measured: ${way}, ${reason}.`);
  return [measuredWhere(kept), '', markdownTable(head, rows), ...left].join('\n');
}

function whole(value: number | null): string {
  return value === null ? '–' : Math.round(value).toLocaleString('en');
}
