import { hasState } from '../../shared/query/states.ts';
import type { Prediction } from '../../shared/prediction.ts';
import type { Query } from '../../shared/query/query.ts';
import type { CatalogReader } from '../catalog/catalog.ts';
import type { ModelComparison } from '../catalog/compiled-query.ts';
import type { KnownModel, OlderPrediction } from '../catalog/reader-answers.ts';
import { taxonomyOf, type ModelPlaces, type NamedModel } from './model-choice.ts';

// What other models than the one in use have found: shown where that one has not looked, and compared with it.

/** What another model saw best in a picture. */
export interface OlderFinding extends OlderPrediction, Prediction {
  /** The model's id. */
  readonly modelId: string;
}

/** Says what other models found, as a person reads it; models and label sets are looked up at the first. */
export function createOlderNames(
  places: ModelPlaces,
  reader: CatalogReader,
): (older: OlderPrediction) => Promise<OlderFinding> {
  let known: Promise<readonly KnownModel[]> | null = null;
  return async (older) => {
    const { model, index } = older;
    known ??= reader.models();
    const row = (await known).find((one) => one.model === model);
    if (row === undefined) throw new Error(`predictions of model ${model}, which the catalog does not know`);
    return { ...older, label: await labelOf(places, row, index), modelId: row.name };
  };
}

/** A class of a model that need not be installed; its number where nobody knows its name any more. */
async function labelOf(places: ModelPlaces, { labelSet }: KnownModel, index: number): Promise<string> {
  const taxonomy = await taxonomyOf(places, labelSet);
  return taxonomy?.classes[index] === undefined ? `class ${index}` : taxonomy.label(index);
}

/**
 * What `is:changed` compares the model in use with: of the other models that have results here, the one that ran last.
 * Null where the query does not ask for it, or there is none.
 */
export async function comparisonFor(
  query: Query,
  places: ModelPlaces,
  models: readonly KnownModel[],
  { model, taxonomy }: NamedModel,
): Promise<ModelComparison | null> {
  if (!hasState(query, 'changed')) return null;
  const others = models.filter(({ digest, hasResults }) => hasResults && digest !== model.digest);
  others.sort((a, b) => (b.lastRun ?? 0) - (a.lastRun ?? 0) || b.model - a.model);
  const [other] = others;
  if (other === undefined) return null;
  if (other.labelSet === model.manifest.labelSet) return { model: other.model, sameClasses: null };
  const otherTaxonomy = await taxonomyOf(places, other.labelSet);
  // Classes that nobody can name any more mean nothing that could be compared.
  if (otherTaxonomy === null) return null;
  return { model: other.model, sameClasses: sameClasses(otherTaxonomy, taxonomy) };
}

/** By class of `from`: the class of `to` with the same synset, or else the same label; -1: there is none. */
export function sameClasses(
  from: Pick<NamedModel['taxonomy'], 'classes'>,
  to: Pick<NamedModel['taxonomy'], 'classes'>,
): readonly number[] {
  const bySynset = new Map(to.classes.map(({ synset, index }) => [synset, index]));
  const byLabel = new Map(to.classes.map(({ label, index }) => [label.toLowerCase(), index]));
  return from.classes.map(({ synset, label }) => bySynset.get(synset) ?? byLabel.get(label.toLowerCase()) ?? -1);
}
