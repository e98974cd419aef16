import { existsSync } from 'node:fs';
import { modelFaultTexts as texts } from '../../shared/texts/model-faults.ts';
import { modelDigest } from '../model/digest.ts';
import { keepLabelSet } from '../model/kept-labels.ts';
import { removeModelFolder } from '../model/import-model.ts';
import { isInside, listModels, type Model } from '../model/model-folder.ts';
import type { ModelProblem } from '../model/problem.ts';
import { checkWeights } from '../model/weights-check.ts';
import { answer, refuse, type Answer } from './answer.ts';
import { MODEL_SETTING } from './catalog-settings.ts';
import type { BothConnections, Connections } from './connections.ts';
import { removableModel, type RemovableModel } from './damaged-models.ts';
import type { Core, CoreOptions } from './host-contract.ts';
import type { ModelCheck, ModelRemoval } from './host-answers.ts';
import { nameClasses } from './model-choice.ts';
import { removeGraphsOf } from './own-data.ts';

/** Looking after installed models: whether their files are whole, and taking one's own away. */
export function createModelRemoval(
  options: CoreOptions,
  connections: Connections,
  forgetModel: Core['forgetModel'],
): Pick<Core, 'verifyModels' | 'removeModel'> {
  /** What the catalog keeps of a model; null: it has no results there, or there is no catalog. */
  async function resultsOf({ digest }: Model) {
    if (!existsSync(options.catalogPath)) return answer(null);
    const reader = await connections.counter();
    if (!reader.ok) return reader;
    const row = (await reader.value.models()).find((known) => known.digest === digest);
    const counted = row === undefined ? undefined : await reader.value.modelResults();
    const found = counted?.models.find(({ model, predictions }) => model === row?.model && predictions > 0);
    return answer(found ?? null);
  }

  /** Where the model that has gone was the catalog's chosen one, the first that stays is from now on. */
  async function chooseAnother(
    { reader, writer }: BothConnections,
    id: string,
    [next]: readonly Model[],
  ): Promise<string | null> {
    if (next === undefined || (await reader.settings()).get(MODEL_SETTING) !== id) return null;
    await writer.setSetting(MODEL_SETTING, next.manifest.id);
    return next.manifest.id;
  }

  /** A model that gives the same scores has the same graphs. */
  async function forgetGraphs(digest: string, others: readonly Model[]): Promise<void> {
    if (!others.some((other) => other.digest === digest)) await removeGraphsOf(options.cacheDir, digest);
  }

  /** What it found stays: that of its files may say what is not so. */
  async function removeDamaged(
    { folder }: RemovableModel,
    { manifest }: ModelProblem,
    models: readonly Model[],
  ): Promise<Answer<ModelRemoval>> {
    const removed = await removing(folder, () => removeModelFolder(folder));
    if (!removed.ok) return removed;
    if (manifest !== undefined) await forgetGraphs(modelDigest(manifest), models);
    return answer({ kind: 'removed', forgotten: 0, chosen: null });
  }

  /** Null: there is no catalog. */
  async function openCatalog(): Promise<Answer<BothConnections | null>> {
    return existsSync(options.catalogPath) ? connections.existing() : answer(null);
  }

  /** What is left to do once a model's folder has gone. `rows`: of the model, whose results go too. */
  async function letGo(
    catalog: BothConnections | null,
    id: string,
    others: readonly Model[],
    rows: readonly number[],
  ): Promise<Answer<ModelRemoval>> {
    const chosen = catalog === null ? null : await chooseAnother(catalog, id, others);
    let pictures = 0;
    for (const row of rows) {
      const forgotten = await forgetModel(row);
      if (!forgotten.ok) return forgotten;
      pictures += forgotten.value.pictures;
    }
    return answer({ kind: 'removed', forgotten: pictures, chosen });
  }

  /** Of one whose folder has gone already, with a removal that broke off or by other hands, what it found. */
  async function forgetGone(id: string, models: readonly Model[]): Promise<Answer<ModelRemoval>> {
    const opened = await openCatalog();
    if (!opened.ok) return opened;
    const isOther = (digest: string): boolean => models.some((model) => model.digest === digest);
    const known = (await opened.value?.reader.models()) ?? [];
    const gone = known.filter(({ name, digest, hasResults }) => name === id && hasResults && !isOther(digest));
    if (gone.length === 0) return unknown(id, models);
    return letGo(
      opened.value,
      id,
      models,
      gone.map(({ model }) => model),
    );
  }

  return {
    verifyModels: async (id) => {
      const { models, problems } = await listModels(options.modelDirs);
      const wanted = id === null ? models : models.filter(({ manifest }) => manifest.id === id);
      if (id !== null && wanted.length === 0) return unknown(id, models);
      const checks: ModelCheck[] = [];
      for (const model of wanted) checks.push({ id: model.manifest.id, problem: await problemOf(options, model) });
      return answer({ checks, problems: id === null ? problems : [] });
    },

    removeModel: async (id, predictions) => {
      const { models, problems } = await listModels(options.modelDirs);
      const model = models.find(({ manifest }) => manifest.id === id);
      if (model === undefined) {
        for (const problem of problems) {
          const damaged = removableModel(problem, options.ownModelsDir, models);
          if (damaged?.id === id) return removeDamaged(damaged, problem, models);
        }
        return predictions === 'delete' ? forgetGone(id, models) : unknown(id, models);
      }
      if (!isInside(options.ownModelsDir, model)) return refuse({ kind: 'bundled-model', id });
      const results = await resultsOf(model);
      if (!results.ok) return results;
      if (results.value !== null && predictions === null) return answer({ kind: 'asks', ...results.value });
      const others = models.filter((other) => other !== model);
      // Where it cannot be written, nothing is begun.
      const opened = await openCatalog();
      if (!opened.ok) return opened;
      // Whatever is said of this catalog's predictions, others may have some, and nobody here knows of them. That labels
      // cannot be copied is no reason to stay, but where a person wants to go on reading them here.
      const kept = await removing(model.folder, () => keepLabelSet(model, options.ownModelsDir));
      if (!kept.ok && results.value !== null && predictions === 'keep') return kept;
      const removed = await removing(model.folder, () => removeModelFolder(model.folder));
      if (!removed.ok) return removed;
      // A model that stays in its place has lost nothing, and is chosen as it was.
      await forgetGraphs(model.digest, others);
      const isForgotten = results.value !== null && predictions === 'delete';
      return letGo(opened.value, id, others, isForgotten ? [results.value.model] : []);
    },
  };
}

/** What the file system says against it is a refusal. */
async function removing(folder: string, remove: () => Promise<void>): Promise<Answer<null>> {
  try {
    await remove();
    return answer(null);
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return refuse({ kind: 'unusable-model', file: folder, reason: texts.notRemoved(error.message) });
  }
}

function unknown(id: string, models: readonly Model[]) {
  return refuse({ kind: 'unknown-model', id, known: models.map(({ manifest }) => manifest.id) });
}

/** The weights by their SHA-256, and the labels by what a search needs of them. */
async function problemOf(options: CoreOptions, model: Model): Promise<ModelCheck['problem']> {
  const weights = await checkWeights(model);
  if (weights !== null) return weights;
  const named = await nameClasses(options, model);
  if (named.ok) return null;
  if (named.failure.kind !== 'unusable-model') throw new Error(`names of classes answered ${named.failure.kind}`);
  return named.failure;
}
