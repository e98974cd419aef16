import { existsSync } from 'node:fs';
import path from 'node:path';
import { modelFaultTexts as texts, modelSourceTexts } from '../../shared/texts/model-faults.ts';
import type { ModelManifest } from '../model/manifest.ts';
import { isInside, listModels, type Model } from '../model/model-folder.ts';
import type { ModelProblem } from '../model/problem.ts';
import type { PublishedModel } from '../model/published-models.ts';
import { checkWeights } from '../model/weights-check.ts';
import { answer, refuse, unusable, type Answer } from './answer.ts';
import { removableModel } from './damaged-models.ts';
import type { ModelPlaces } from './model-choice.ts';

/** What stands where a published model would be installed. */
export type StandingModel =
  | { readonly kind: 'none' }
  | { readonly kind: 'whole'; readonly model: Model }
  /** It was installed, and is of no use any more: a good one may have its place. */
  | { readonly kind: 'damaged'; readonly file: string };

/**
 * Looks at the place of a published model, the bytes of its weights included. Refused is what nothing can be installed
 * beside, and what may be somebody's own work, however damaged: that goes by its owner's word alone.
 */
export async function standingModel(places: ModelPlaces, published: PublishedModel): Promise<Answer<StandingModel>> {
  const { modelDirs, ownModelsDir } = places;
  const { id } = published;
  const place = path.join(ownModelsDir, id);
  const { models, problems } = await listModels(modelDirs);
  const judged = (folder: string, { file, reason, manifest }: ModelProblem): Answer<StandingModel> =>
    folder === place && manifest !== undefined && isOf(published, manifest)
      ? answer({ kind: 'damaged', file })
      : refuse({ kind: 'damaged-model', id, file, reason });
  const listed = models.find(({ manifest }) => manifest.id === id);
  if (listed !== undefined) {
    const problem = await checkWeights(listed);
    if (problem === null) return answer({ kind: 'whole', model: listed });
    if (!isInside(ownModelsDir, listed)) return unusable(problem);
    return judged(listed.folder, { ...problem, manifest: listed.manifest });
  }
  for (const problem of problems) {
    const removable = removableModel(problem, ownModelsDir, models);
    if (removable?.id === id) return judged(removable.folder, problem);
  }
  return existsSync(place) ? unusable({ file: place, reason: texts.inTheWay(id) }) : answer({ kind: 'none' });
}

/** By what an installation writes down of whose model it is. */
function isOf({ id, name, publisher, otherFiles }: PublishedModel, manifest: ModelManifest): boolean {
  const publishers = [publisher, ...otherFiles.map((file) => file.publisher)];
  return (
    manifest.id === id && publishers.some((one) => manifest.source.startsWith(modelSourceTexts.publishedBy(name, one)))
  );
}
