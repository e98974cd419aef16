import { REFERENCE_ENGINE } from '../../shared/engine.ts';
import { setImmediate } from 'node:timers/promises';
import type { KnownModel } from '../catalog/reader-answers.ts';
import { modelCosts } from '../model/costs.ts';
import { scalingTable, stageTable } from '../model/network-tables.ts';
import { listModels } from '../model/model-folder.ts';
import type { ModelProblem } from '../model/problem.ts';
import { answer } from './answer.ts';
import { catalogSettingsOf, MODEL_SETTING, readCatalogSettings, writeCatalogSettings } from './catalog-settings.ts';
import type { Connections } from './connections.ts';
import type { Core, CoreOptions } from './host-contract.ts';
import { removableModel } from './damaged-models.ts';
import type { DamagedModel, ModelProgress } from './host-answers.ts';
import { foreseeEngine } from './engine-choice.ts';
import { chooseModel } from './model-choice.ts';
import { modelInUse, nearestTo, thresholdOf } from './questions.ts';
import { foreseeRun, plannedEngine, workerMemory } from './run-pool.ts';
import { lookAtEngines } from './engine-look.ts';
import type { EngineLibraries } from './engine-libraries.ts';

// A million at once would keep everybody else waiting for a minute.
const FORGOTTEN_AT_ONCE = 500;
const NO_RESULTS = { model: null, pictures: 0, predictions: 0, reviews: 0 } as const;

/** Everything of the core that is about models, and what is set for a catalog. */
export function createModels(
  options: CoreOptions,
  connections: Connections,
  libraries: EngineLibraries,
): Pick<
  Core,
  | 'models'
  | 'modelResults'
  | 'forgetModel'
  | 'describeModel'
  | 'classTree'
  | 'classNames'
  | 'chooseModel'
  | 'settings'
  | 'changeSettings'
  | 'foreseeRun'
> {
  /** A catalog that is not there yet, or cannot be read, has set nothing. */
  async function stored(): Promise<ReadonlyMap<string, string>> {
    const reader = await connections.reader();
    return reader.ok ? reader.value.settings() : new Map();
  }

  const inUse = async (id: string | null) => chooseModel(options, id, (await stored()).get(MODEL_SETTING) ?? null);

  return {
    models: async () => ({
      ...(await listModels(options.modelDirs)),
      chosen: (await stored()).get(MODEL_SETTING) ?? null,
    }),

    describeModel: async (id) => {
      const settings = await stored();
      const chosen = await chooseModel(options, id, settings.get(MODEL_SETTING) ?? null);
      if (!chosen.ok) return chosen;
      const { model } = chosen.value;
      const threshold = thresholdOf(model, catalogSettingsOf(settings));
      const costs = modelCosts(model.manifest);
      return answer({
        model,
        costs,
        workerMemory: (batch) => workerMemory(REFERENCE_ENGINE, costs, batch),
        threshold,
        stages: stageTable(model.manifest),
        scalings: scalingTable(model.manifest),
      });
    },

    classTree: async (id, word) => {
      const chosen = await inUse(id);
      if (!chosen.ok) return chosen;
      const { taxonomy } = chosen.value;
      const trees = taxonomy.tree(word ?? undefined);
      const nearest = trees === null && word !== null ? (await nearestTo(chosen.value, word)).nearest : [];
      return answer({ trees, nearest });
    },

    classNames: async (id) => {
      const chosen = await inUse(id);
      return chosen.ok ? answer(chosen.value.taxonomy.names()) : chosen;
    },

    chooseModel: async (id) => {
      const chosen = await chooseModel(options, id, null);
      if (!chosen.ok) return chosen;
      const opened = await connections.existing();
      if (!opened.ok) return opened;
      await opened.value.writer.setSetting(MODEL_SETTING, id);
      return answer(null);
    },

    modelResults: async () => {
      const reader = await connections.counter();
      if (!reader.ok) return reader;
      const { models: installed, problems } = await listModels(options.modelDirs);
      const chosenId = (await reader.value.settings()).get(MODEL_SETTING) ?? installed[0]?.manifest.id ?? null;
      const rows = await reader.value.models();
      const { pictures, models: counted } = await reader.value.modelResults();
      const countsOf = ({ model: row }: KnownModel) => counted.find(({ model }) => model === row) ?? NO_RESULTS;
      const described = (problem: ModelProblem): DamagedModel => {
        return { ...problem, removableId: removableModel(problem, options.ownModelsDir, installed)?.id ?? null };
      };
      const here = installed.map((model): ModelProgress => {
        const { id, variant, classes } = model.manifest;
        const row = rows.find(({ digest }) => digest === model.digest);
        const { model: number, ...counts } = row === undefined ? NO_RESULTS : countsOf(row);
        const facts = { id, digest: model.digest, variant, classes, isChosen: id === chosenId };
        return { row: number, ...facts, installed: { model, costs: modelCosts(model.manifest) }, ...counts };
      });
      const gone = rows
        .filter(({ digest, hasResults }) => hasResults && !installed.some((model) => model.digest === digest))
        .map((row): ModelProgress => {
          const { name: id, digest, variant, classes } = row;
          const { model: number, ...counts } = countsOf(row);
          return { row: number, id, digest, variant, classes, isChosen: false, installed: null, ...counts };
        });
      return answer({ pictures, models: [...here, ...gone], problems: problems.map(described) });
    },

    forgetModel: async (model) => {
      const opened = await connections.existing();
      if (!opened.ok) return opened;
      let pictures = 0;
      for (;;) {
        const forgotten = await opened.value.writer.forgetResults(model, FORGOTTEN_AT_ONCE);
        pictures += forgotten;
        if (forgotten < FORGOTTEN_AT_ONCE) return answer({ pictures });
        // Whoever else waits for this process has his turn.
        await setImmediate();
      }
    },

    settings: async () => {
      const reader = await connections.reader();
      return reader.ok ? answer(await readCatalogSettings(reader.value)) : reader;
    },

    changeSettings: async (change) => {
      const opened = await connections.existing();
      if (!opened.ok) return opened;
      const { writer, reader } = opened.value;
      await writeCatalogSettings(writer, change);
      return answer(await readCatalogSettings(reader));
    },

    foreseeRun: async () => {
      const reader = await connections.reader();
      if (!reader.ok) return reader;
      const chosen = await modelInUse(options, reader.value, null);
      if (!chosen.ok) return chosen;
      const { model } = chosen.value;
      const here = await lookAtEngines(options, libraries);
      const { engine } = await foreseeEngine(options, model, here);
      return answer(foreseeRun(model, options.runLimits(), plannedEngine(engine, here.presences.get(engine))));
    },
  };
}
