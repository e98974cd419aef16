import path from 'node:path';
import { idOfName } from '../model/manifest.ts';
import type { Model } from '../model/model-folder.ts';
import type { ModelProblem } from '../model/problem.ts';

/** A model of a person's own that cannot be used: what it is removed by, and its folder, absolute. */
export interface RemovableModel {
  readonly id: string;
  readonly folder: string;
}

/**
 * By the id in its manifest; where that cannot be read, or is another model's, by its folder's name. Null: it is not a
 * person's own, or nothing is left to call it by.
 *
 * @param ownModelsDir absolute
 */
export function removableModel(
  { file, manifest }: Pick<ModelProblem, 'file' | 'manifest'>,
  ownModelsDir: string,
  models: readonly Model[],
): RemovableModel | null {
  const way = path.relative(ownModelsDir, file);
  const [name = ''] = way.split(path.sep);
  if (name === '' || name === '..' || path.isAbsolute(way)) return null;
  const isFree = (id: string): boolean => !models.some((model) => model.manifest.id === id);
  const id = [manifest?.id, name].find((one) => one !== undefined && idOfName(one) === one && isFree(one));
  return id === undefined ? null : { id, folder: path.join(ownModelsDir, name) };
}
