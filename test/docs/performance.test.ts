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

const page = readFileSync(path.join(import.meta.dirname, '..', '..', 'docs', 'performance.md'), 'utf8');

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
});
