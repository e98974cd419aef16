import { readTaxonomy, type Taxonomy } from '../taxonomy/taxonomy.ts';
import type { ModelManifest } from './manifest.ts';
import type { ModelProblem } from './problem.ts';

export type { ClassTree } from '../taxonomy/class-tree.ts';
export type { NamedClasses, NearestClasses } from '../taxonomy/nearest.ts';
export type { Taxonomy } from '../taxonomy/taxonomy.ts';

export type ModelLabels =
  { readonly ok: true; readonly taxonomy: Taxonomy } | { readonly ok: false; readonly problem: ModelProblem };

/** Reads what a model's classes are called from the directory of label sets; their number must be the model's. */
export async function readModelLabels(manifest: ModelManifest, taxonomyDir: string): Promise<ModelLabels> {
  const read = await readTaxonomy(taxonomyDir, manifest.labelSet);
  if (!read.ok) return unusable(read.file, read.reason);
  const labels = read.taxonomy.classes.length;
  if (labels === manifest.classes) return { ok: true, taxonomy: read.taxonomy };
  return unusable(read.file, `names ${labels} classes where ${manifest.id} has ${manifest.classes}`);
}

function unusable(file: string, reason: string): ModelLabels {
  return { ok: false, problem: { kind: 'unusable-labels', file, reason } };
}
