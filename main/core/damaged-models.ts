import path from 'node:path';
import { idOfName } from '../model/manifest.ts';
import type { Model } from '../model/model-folder.ts';
import type { ModelProblem } from '../model/problem.ts';

/**
 * What a model of a person's own is removed by where it cannot be used: nothing but its folder's name is known of it. Null:
 * it is not a person's own, or another model has that id.
 *
 * @param ownModelsDir absolute
 */
export function removableId(
  { file }: Pick<ModelProblem, 'file'>,
  ownModelsDir: string,
  models: readonly Model[],
): string | null {
  const [folder = ''] = path.relative(ownModelsDir, file).split(path.sep);
  if (folder === '' || idOfName(folder) !== folder) return null;
  return models.some(({ manifest }) => manifest.id === folder) ? null : folder;
}
