import type { NamedMatch, NamedReview } from '../../shared/prediction.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import type { SearchSort } from '../../shared/query/sort.ts';
import type { CatalogReader } from '../catalog/catalog.ts';
import type { CompiledQuery, PictureChoice } from '../catalog/compiled-query.ts';
import type { KnownModel, SearchHit, SearchPlace } from '../catalog/reader-answers.ts';
import type { CatalogSettings } from '../../shared/settings.ts';
import { listModels, type Model } from '../model/model-folder.ts';
import { answer, refuse, type Answer } from './answer.ts';
import { catalogSettingsOf, MODEL_SETTING } from './catalog-settings.ts';
import { chooseModel, nameClasses, nameReview, type ModelPlaces, type NamedModel } from './model-choice.ts';
import { comparisonFor, createOlderNames, type OlderFinding } from './other-models.ts';

/** A name that the model has no class for, with labels of the nearest that it has. */
export interface UnknownName {
  readonly name: string;
  readonly nearest: readonly string[];
}

/** A query, understood: what the catalog needs to answer it, and what a person should be told. */
export interface Question {
  readonly compiled: CompiledQuery;
  readonly named: NamedModel;
  readonly unknownNames: readonly UnknownName[];
}

/** A picture that a search found, as a person reads it. */
export interface FoundPicture extends Omit<SearchHit, 'review'> {
  /** The matched class, or the best one where the query names none; null for a picture without predictions. */
  readonly match: NamedMatch | null;
  readonly review: NamedReview | null;
  readonly older: OlderFinding | null;
}

/** The model asked for; null: the one chosen in this catalog. */
export async function modelInUse(
  places: ModelPlaces,
  reader: CatalogReader,
  modelId: string | null,
): Promise<Answer<NamedModel>> {
  return chooseModel(places, modelId, (await reader.settings()).get(MODEL_SETTING) ?? null);
}

/** Reads a query under the model asked for, the one it names itself by `model:`, or the one chosen in this catalog. */
export async function askCatalog(
  places: ModelPlaces,
  reader: CatalogReader,
  text: string,
  modelId: string | null,
): Promise<Answer<Question>> {
  const stored = await reader.settings();
  const chosen = await chooseModel(places, modelId, stored.get(MODEL_SETTING) ?? null);
  if (!chosen.ok) return chosen;
  let named = chosen.value;
  let parsed = parseQuery(text, named.taxonomy);
  if (parsed.ok && parsed.model !== null) {
    const other = await modelNamed(places, parsed.model);
    if (!other.ok) return other;
    named = other.value;
    parsed = parseQuery(text, named.taxonomy);
  }
  if (!parsed.ok) return refuse({ kind: 'query', text, error: parsed.error });
  const { query, unknownNames } = parsed;
  const threshold = thresholdOf(named.model, catalogSettingsOf(stored));
  const models = await reader.models();
  const comparison = await comparisonFor(query, places, models, named);
  const compiled: CompiledQuery = {
    query,
    model: rowOf(models, named),
    threshold,
    ...(comparison === null ? {} : { comparison }),
  };
  const unknown = await Promise.all(unknownNames.map((name) => nearestTo(named, name)));
  return answer({ compiled, named, unknownNames: unknown });
}

/** The same, with the reader that answers it. */
export async function askReader(
  places: ModelPlaces,
  connect: () => Promise<Answer<CatalogReader>>,
  text: string,
  modelId: string | null,
): Promise<Answer<Question & { readonly reader: CatalogReader }>> {
  const reader = await connect();
  if (!reader.ok) return reader;
  const asked = await askCatalog(places, reader.value, text, modelId);
  return asked.ok ? answer({ ...asked.value, reader: reader.value }) : asked;
}

/** The least score of a word: what a person set for the catalog, else what the model's maker gave it. */
export function thresholdOf({ manifest }: Model, { threshold }: CatalogSettings): number {
  return threshold ?? manifest.threshold;
}

/** Every picture that a query finds, or these rows. */
export type PictureSelection = { readonly query: string } | { readonly pictures: readonly number[] };

/** Pictures that something is done to, and what a person should be told of the query. */
export async function readSelection(
  places: ModelPlaces,
  reader: CatalogReader,
  selection: PictureSelection,
  modelId: string | null,
): Promise<Answer<{ readonly which: PictureChoice; readonly unknownNames: readonly UnknownName[] }>> {
  if ('pictures' in selection) return answer({ which: selection, unknownNames: [] });
  const asked = await askCatalog(places, reader, selection.query, modelId);
  return asked.ok ? answer({ which: asked.value.compiled, unknownNames: asked.value.unknownNames }) : asked;
}

/** The model that a query means by `model:NAME`: its id or its name, in any case. */
async function modelNamed(places: ModelPlaces, name: string): Promise<Answer<NamedModel>> {
  const { models } = await listModels(places.modelDirs);
  const wanted = name.toLowerCase();
  const model = models.find(({ manifest }) => manifest.id === wanted || manifest.name.toLowerCase() === wanted);
  if (model !== undefined) return nameClasses(places, model);
  return refuse({ kind: 'unknown-model', id: name, known: models.map(({ manifest }) => manifest.id) });
}

/** The model's row; one that has classified nothing in this catalog has none, and no picture has predictions by it. */
export async function modelRow(reader: CatalogReader, named: NamedModel): Promise<number> {
  return rowOf(await reader.models(), named);
}

/** The same, where the catalog's models are at hand. */
export function rowOf(models: readonly KnownModel[], { model }: NamedModel): number {
  return models.find(({ digest }) => digest === model.digest)?.model ?? NO_MODEL;
}

const NO_MODEL = 0;

// A line's worth: the nearest ancestor of a word may have hundreds of classes below it.
const NEAREST_SAID = 8;

/** Labels of the nearest that the model has to a name: closest in meaning, else in spelling. */
export async function nearestTo({ taxonomy }: NamedModel, name: string): Promise<UnknownName> {
  const { found } = await taxonomy.nearest(name);
  const classes = [...new Set(found.flatMap((one) => one.classes))];
  return { name, nearest: classes.slice(0, NEAREST_SAID).map((index) => taxonomy.label(index)) };
}

// Small enough that the first results are there at once, large enough that paging costs nothing.
const PAGE = 200;

/** What a query finds, in its order, a page at a time. */
export async function* searchPages(
  places: ModelPlaces,
  reader: CatalogReader,
  named: NamedModel,
  compiled: CompiledQuery,
  { limit, sort }: { readonly limit: number | null; readonly sort: SearchSort },
): AsyncGenerator<readonly FoundPicture[]> {
  let after: SearchPlace | null = null;
  for (let left = limit ?? Infinity; left > 0;) {
    const asked = Math.min(PAGE, left);
    const hits: readonly SearchHit[] = await reader.search(compiled, { limit: asked, after, sort });
    yield await Promise.all(hits.map(createHitNames(places, reader, named)));
    if (hits.length < asked) return;
    left -= hits.length;
    after = hits.at(-1) ?? null;
  }
}

/** Gives hits of one answer the labels a person reads. */
export function createHitNames(
  places: ModelPlaces,
  reader: CatalogReader,
  { taxonomy }: NamedModel,
): (hit: SearchHit) => Promise<FoundPicture> {
  const nameOlder = createOlderNames(places, reader);
  return async (hit) => {
    const { match, older } = hit;
    return {
      ...hit,
      match: match === null ? null : { ...match, label: taxonomy.label(match.index) },
      review: nameReview(hit.review, taxonomy),
      older: older === null ? null : await nameOlder(older),
    };
  };
}
