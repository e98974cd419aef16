import { modelCosts } from '../model/costs.ts';
import { listModels } from '../model/model-folder.ts';
import { answer } from './answer.ts';
import { catalogSettingsOf, MODEL_SETTING, readCatalogSettings, writeCatalogSettings } from './catalog-settings.ts';
import type { Connections } from './connections.ts';
import type { Core, CoreOptions } from './host-contract.ts';
import { chooseModel } from './model-choice.ts';
import { modelInUse, nearestTo, thresholdOf } from './questions.ts';
import { foreseeRun } from './run-pool.ts';

/** Everything of the core that is about models, and what is set for a catalog. */
export function createModels(
  options: CoreOptions,
  connections: Connections,
): Pick<Core, 'models' | 'describeModel' | 'classTree' | 'chooseModel' | 'settings' | 'changeSettings' | 'foreseeRun'> {
  /** A catalog that is not there yet, or cannot be read, has set nothing. */
  async function stored(): Promise<ReadonlyMap<string, string>> {
    const reader = await connections.reader();
    return reader.ok ? reader.value.settings() : new Map();
  }

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
      return answer({ model, costs: modelCosts(model.manifest), threshold });
    },

    classTree: async (id, word) => {
      const chosen = await chooseModel(options, id, (await stored()).get(MODEL_SETTING) ?? null);
      if (!chosen.ok) return chosen;
      const { taxonomy } = chosen.value;
      const trees = taxonomy.tree(word ?? undefined);
      const nearest = trees === null && word !== null ? (await nearestTo(chosen.value, word)).nearest : [];
      return answer({ trees, nearest });
    },

    chooseModel: async (id) => {
      const chosen = await chooseModel(options, id, null);
      if (!chosen.ok) return chosen;
      const opened = await connections.existing();
      if (!opened.ok) return opened;
      await opened.value.writer.setSetting(MODEL_SETTING, id);
      return answer(null);
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
      return chosen.ok ? answer(foreseeRun(chosen.value.model, options.runLimits())) : chosen;
    },
  };
}
