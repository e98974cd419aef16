import { joinPath } from '../../shared/file-path.ts';
import type { CatalogReader } from '../catalog/catalog.ts';
import { answer, type Answer } from './answer.ts';
import type { PictureDescription, PictureLocation } from './host-answers.ts';
import { labelled, nameReview, type ModelPlaces } from './model-choice.ts';
import { createOlderNames } from './other-models.ts';
import { modelInUse, modelRow } from './questions.ts';

/** A picture by its row id, with the predictions of the model asked for, or of the chosen one. */
export async function describePicture(
  places: ModelPlaces,
  reader: CatalogReader,
  picture: number,
  modelId: string | null,
): Promise<Answer<PictureDescription | null>> {
  const chosen = await modelInUse(places, reader, modelId);
  if (!chosen.ok) return chosen;
  const details = await reader.picture(picture, await modelRow(reader, chosen.value));
  if (details === null) return answer(null);
  const { state, digest, width, height, size, takenAt, tags, failure } = details;
  const path = joinPath(details.rootPath, details.path);
  const predictions = labelled(details.scores, chosen.value.taxonomy);
  const review = nameReview(details.review, chosen.value.taxonomy);
  const older = details.older === null ? null : await createOlderNames(places, reader)(details.older);
  const facts = { picture, path, state, digest, width, height, size, takenAt };
  return answer({ ...facts, predictions, older, tags, review, failure });
}

export async function locatePicture(reader: CatalogReader, picture: number): Promise<PictureLocation | null> {
  const file = await reader.pictureFile(picture);
  if (file === null) return null;
  const { rootPath, path, state, isOffline, digest, mtimeNs } = file;
  return { path: joinPath(rootPath, path), state, isOffline, digest, mtimeNs };
}
