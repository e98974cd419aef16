import { readdir } from 'node:fs/promises';
import { readTaxonomy, type ReadTaxonomy, type Taxonomy } from '../taxonomy/taxonomy.ts';
import type { Model } from './model-folder.ts';

// What a model can see, for those who know models and not the room below: a model's labels are part of it.
export type { ClassTree } from '../taxonomy/class-tree.ts';
export type { ClassName } from '../taxonomy/name-index.ts';
export { readTaxonomy, type ReadTaxonomy, type Taxonomy };

/**
 * Reads the label set that a model's manifest names: the model's own, where its folder has one, or else the one that comes
 * with the application.
 */
export async function readModelTaxonomy({ folder, manifest }: Model, taxonomyDir: string): Promise<ReadTaxonomy> {
  const { labelSet } = manifest;
  return readTaxonomy((await holdsLabelSet(folder, labelSet)) ? folder : taxonomyDir, labelSet, taxonomyDir);
}

/** Whether a model brings its label set along. A link counts too: reading it refuses it. */
export async function holdsLabelSet(folder: string, labelSet: string): Promise<boolean> {
  const names = await readdir(folder).catch((): string[] => []);
  return names.includes(`${labelSet}.json`);
}
