import path from 'node:path';
import type { ClassScore, NamedReview, Prediction, Review } from '../../shared/prediction.ts';
import { labelFaultTexts as texts } from '../../shared/texts/label-faults.ts';
import { keptLabelsDir } from '../model/kept-labels.ts';
import { listModels, type Model } from '../model/model-folder.ts';
import type { ModelProblem } from '../model/problem.ts';
import { readModelTaxonomy, readTaxonomy, type ReadTaxonomy, type Taxonomy } from '../model/taxonomy.ts';
import { answer, refuse, unusable, type Answer } from './answer.ts';

/** Where models and the names of their classes are on this machine. */
export interface ModelPlaces {
  /** Folders of model folders; of two models with one id the first is used. */
  readonly modelDirs: readonly string[];
  readonly taxonomyDir: string;
  /** A person's own models, where imported ones go; one of `modelDirs`. Absolute. */
  readonly ownModelsDir: string;
}

/** A model with the names of its classes. */
export interface NamedModel {
  readonly model: Model;
  readonly taxonomy: Taxonomy;
}

/** The model with this id; null: the one chosen in the catalog, or else, where none was ever used, the first there is. */
export async function chooseModel(
  places: ModelPlaces,
  wanted: string | null,
  chosen: string | null,
): Promise<Answer<NamedModel>> {
  const { models, problems } = await listModels(places.modelDirs);
  const id = wanted ?? chosen ?? models[0]?.manifest.id ?? null;
  const model = models.find(({ manifest }) => manifest.id === id);
  if (model === undefined) {
    const [first] = problems;
    // Where there is no model at all, any folder that is broken says more than that.
    const problem = id === null || models.length === 0 ? first : problemOf(id, places, problems);
    if (problem !== undefined) return unusable(problem);
    return refuse({ kind: 'unknown-model', id: id ?? '', known: models.map(({ manifest }) => manifest.id) });
  }
  return nameClasses(places, model);
}

/** What is wrong with a model's folder, or with one of those in which it may be and which could not be looked through. */
function problemOf(
  id: string,
  { modelDirs }: ModelPlaces,
  problems: readonly ModelProblem[],
): ModelProblem | undefined {
  return problems.find(
    (problem) =>
      problem.manifest?.id === id ||
      modelDirs.some((dir) => {
        const modelsDir = path.resolve(dir);
        const folder = `${modelsDir}${path.sep}${id}${path.sep}`;
        return problem.file === modelsDir || `${problem.file}${path.sep}`.startsWith(folder);
      }),
  );
}

/** Reads the label set that the model's manifest names. */
export async function nameClasses(places: ModelPlaces, model: Model): Promise<Answer<NamedModel>> {
  const { folder, manifest } = model;
  const read = await readOnce(path.join(folder, manifest.labelSet), () => readModelTaxonomy(model, places.taxonomyDir));
  if (!read.ok) return unusable(read);
  const { taxonomy } = read;
  if (taxonomy.classes.length !== manifest.classes) {
    const reason = texts.otherCount(taxonomy.classes.length, manifest.classes);
    return unusable({ file: manifest.labelSet, reason });
  }
  return answer({ model, taxonomy });
}

/** The names of a label set's classes; null where it is not here, or cannot be read. */
export async function taxonomyOf(places: ModelPlaces, labelSet: string): Promise<Taxonomy | null> {
  const { taxonomyDir, modelDirs, ownModelsDir } = places;
  for (const folder of [taxonomyDir, keptLabelsDir(ownModelsDir)]) {
    const read = await readOnce(path.join(folder, labelSet), () => readTaxonomy(folder, labelSet, taxonomyDir));
    if (read.ok) return read.taxonomy;
  }
  const { models } = await listModels(modelDirs);
  const model = models.find(({ manifest }) => manifest.labelSet === labelSet);
  const named = model === undefined ? null : await nameClasses(places, model);
  return named?.ok ? named.value.taxonomy : null;
}

/** Scores with the labels a person reads. */
export function labelled(scores: readonly ClassScore[], taxonomy: Taxonomy): readonly Prediction[] {
  return scores.map(({ index, score }) => ({ index, label: taxonomy.label(index), score }));
}

/** A review in the labels a person reads. */
export function nameReview(review: Review | null, taxonomy: Taxonomy): NamedReview | null {
  if (review === null) return null;
  const { verdict, index, corrected } = review;
  return { verdict, label: taxonomy.label(index), corrected: corrected === null ? null : taxonomy.label(corrected) };
}

/**
 * Label sets do not change while the application runs (a model's own is called by its content): each is read once,
 * since every search asks.
 */
const readLabelSets = new Map<string, Promise<ReadTaxonomy>>();

async function readOnce(key: string, readLabelSet: () => Promise<ReadTaxonomy>): Promise<ReadTaxonomy> {
  const reading = readLabelSets.get(key) ?? readLabelSet();
  readLabelSets.set(key, reading);
  const read = await reading;
  // What could not be read may be there the next time.
  if (!read.ok) readLabelSets.delete(key);
  return read;
}
