import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sessionMemory } from '../../main/engine/session-memory.ts';
import { modelCosts } from '../../main/model/costs.ts';
import { readModelFolder } from '../../main/model/model-folder.ts';
import { VARIANTS } from '../../main/efficientnet/variants.ts';
import { VARIANT_IDS, type VariantId } from '../../shared/variant.ts';
import { bundledModelFolder } from '../bench/pictures.ts';
import { variantName } from '../../shared/model-comparison.ts';
import { publishedFacts } from '../../main/model/published-networks.ts';
import { keptFigures } from '../bench/kept-figures.ts';
import { withTables } from './efficientnet-tables.ts';
import { PERFORMANCE_TABLES, README_TABLES } from './performance-tables.ts';
import { ratesFigure } from './rates-figure.ts';

const root = path.join(import.meta.dirname, '..', '..');
const docs = path.join(root, 'docs');
const page = readFileSync(path.join(docs, 'performance.md'), 'utf8');

/** The numbers of a network's row in the table of memory. */
function rowOf(variant: VariantId): readonly number[] {
  const table = /<!-- memory -->\n(.*?)<!-- end -->/su.exec(page)?.[1] ?? '';
  const row = table.split('\n').find((line) => line.startsWith(`| ${variantName(variant)} |`)) ?? '';
  return row
    .split('|')
    .slice(2, -1)
    .map((cell) => Number(cell.replaceAll(',', '')));
}

async function costsOf(variant: VariantId) {
  const read = await readModelFolder(bundledModelFolder);
  if (!read.ok) throw new Error(read.problem.reason);
  const { manifest } = read.model;
  const preprocessing = { ...manifest.preprocessing, inputSize: VARIANTS[variant].resolution };
  return modelCosts({ ...manifest, variant, preprocessing });
}

describe('the table of memory in docs/performance.md', () => {
  it.each(VARIANT_IDS)('has of %s what is computed, and no measured peak is above it', async (variant) => {
    const costs = await costsOf(variant);
    const foreseen = [1, 8, 32].map((batch) => Math.round(sessionMemory('onnxruntime:cpu', costs, batch) / 1e6));
    const [weights, activations, first, ...rest] = rowOf(variant);
    expect([weights, activations]).toEqual([
      Math.round(costs.weightBytes / 1e6),
      Math.round(costs.activationBytes(1) / 1e6),
    ]);
    const [measured, computed] = [rest.slice(0, 3), rest.slice(3, 6)];
    expect(computed).toEqual(foreseen);
    for (const [at, peak] of [first!, ...measured].entries()) {
      expect(peak).toBeGreaterThan(0);
      expect(peak).toBeLessThanOrEqual(foreseen[Math.max(0, at - 1)]!);
    }
  });

  it.each(VARIANT_IDS)(
    'has of %s no peak of a batch in one call above what devices with such calls are counted with',
    async (variant) => {
      const costs = await costsOf(variant);
      const inOneCall = rowOf(variant).slice(-3);
      for (const [at, batch] of [1, 8, 32].entries()) {
        // The largest was not tried.
        if (variant === 'b7' && batch === 32) continue;
        expect(inOneCall[at]).toBeGreaterThan(0);
        expect(inOneCall[at]).toBeLessThanOrEqual(sessionMemory('onnxruntime:webgpu', costs, batch) / 1e6);
      }
    },
  );
});

describe('what is foreseen of TensorFlow', () => {
  const megabytes = (variant: VariantId, batch: number): number =>
    sessionMemory('tensorflow', publishedFacts(variant).costs, batch) / 1e6;

  it('is above every peak that was measured of a worker and of sessions with full batches', () => {
    const { figures } = keptFigures('tensorflow-variants');
    expect(figures.map(({ variant }) => variant)).toEqual(VARIANT_IDS);
    for (const { variant, first, batches } of figures) {
      expect(first, `${variant}, first run`).toBeLessThanOrEqual(megabytes(variant, 1));
      for (const [batch, peak] of Object.entries(batches)) {
        expect(peak ?? 0, `${variant}, ${batch}`).toBeLessThanOrEqual(megabytes(variant, Number(batch)));
      }
    }
  });

  it('is above the peaks of what was measured for speed, as is that of ONNX Runtime', () => {
    for (const { engine, variant, batch, result } of keptFigures('engines').figures) {
      if (result.kind !== 'measured') continue;
      const foreseen = sessionMemory(engine, publishedFacts(variant).costs, batch) / 1e6;
      expect(result.peak, `${engine}, ${variant}, ${batch}`).toBeLessThanOrEqual(foreseen);
    }
  });
});

// Where one of these fails after a change that was meant: `node test/docs/write.ts`.
describe('figures of kept measurements', () => {
  it('stand in docs/performance.md as they were kept', () => {
    expect(page).toBe(withTables(page, PERFORMANCE_TABLES));
  });

  it('stand in README.md, and its chart is drawn of them', () => {
    const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
    expect(readme).toBe(withTables(readme, README_TABLES));
    expect(readFileSync(path.join(docs, 'images', 'rates.svg'), 'utf8')).toBe(ratesFigure());
  });
});
