import path from 'node:path';
import { joinPath } from '../shared/file-path.ts';
import { DEFAULT_TOP_K } from '../shared/prediction.ts';
import type { CatalogReader, CatalogWriter } from './catalog/catalog.ts';
import { openCatalog, type OpenedCatalog } from './catalog/open.ts';
import { openRemoteReader } from './catalog/remote-reader.ts';
import { answer, refuse, type Answer } from './core/answer.ts';
import { classifyPlaced, scopesOfFiles, type RunControl, type RunSettings } from './core/classify.ts';
import type { Core, CoreOptions, FailedPicture, TellRun } from './core/host-contract.ts';
import { chooseModel } from './core/model-choice.ts';
import { isBelow, placeNamedPaths, type Placement } from './core/placing.ts';
import { askCatalog, MODEL_SETTING, modelRow, nearestTo, searchPages } from './core/questions.ts';
import { openRunPool } from './core/run-pool.ts';
import type { RunSummary } from './core/run-news.ts';
import { exportCsv } from './export/csv.ts';
import { modelCosts } from './model/costs.ts';
import { listModels } from './model/model-folder.ts';
import { checkWeights } from './model/weights-check.ts';
import { lookUpNamedPath } from './run/named-path.ts';

/** The core of Classifold for one catalog, the same under every host. Opens nothing yet. */
export function createCore(options: CoreOptions): Core {
  const { catalogPath, spawn } = options;
  let openedWriter: Promise<Answer<CatalogWriter>> | null = null;
  let openedReader: Promise<Answer<CatalogReader>> | null = null;

  const openWriter = (): Promise<Answer<CatalogWriter>> =>
    (openedWriter ??= openCatalog(catalogPath, { mode: 'write' }).then(opened));
  const openReader = (isThere: Promise<unknown> = Promise.resolve()): Promise<Answer<CatalogReader>> =>
    (openedReader ??= openRemoteReader({ spawn, script: options.readerScript, file: catalogPath }, isThere).then(
      opened,
    ));

  /** Both connections; the writer first, which makes the catalog where there is none. */
  async function openBoth(): Promise<Answer<{ readonly writer: CatalogWriter; readonly reader: CatalogReader }>> {
    const opening = openWriter();
    const reader = await openReader(opening);
    const writer = await opening;
    if (!writer.ok) return writer;
    return reader.ok ? answer({ writer: writer.value, reader: reader.value }) : reader;
  }

  /** Both, of a catalog that is there already: nothing is made to be asked or changed. */
  async function openExisting(): ReturnType<typeof openBoth> {
    const reader = await openReader();
    return reader.ok ? openBoth() : reader;
  }

  /** A catalog that is not there yet, or cannot be read, has used none. */
  async function lastUsedModel(): Promise<string | null> {
    const reader = await openReader();
    return reader.ok ? reader.value.setting(MODEL_SETTING) : null;
  }

  /** A run over what `place` finds: from the model to the summary, with a pool of its own. */
  async function run(
    settings: RunSettings & { readonly modelId: string | null },
    place: (reader: CatalogReader, writer: CatalogWriter) => Promise<Placement>,
    control: RunControl,
    tell: TellRun,
  ): Promise<Answer<RunSummary>> {
    const opened = await openBoth();
    if (!opened.ok) return opened;
    const { writer, reader } = opened.value;
    const chosen = await chooseModel(options, settings.modelId, await reader.setting(MODEL_SETTING));
    if (!chosen.ok) return chosen;
    const { manifest, digest } = chosen.value.model;
    const damage = await checkWeights(chosen.value.model);
    if (damage !== null) return refuse({ kind: 'unusable-model', file: damage.file, reason: damage.reason });
    const placement = await place(reader, writer);
    if (placement.scopes.length === 0 && placement.offline.length === 0) {
      return refuse(
        placement.missing.length === 0 ? { kind: 'no-failures' } : { kind: 'no-paths', missing: placement.missing },
      );
    }
    const { id, variant, classes } = manifest;
    const request = { model: await writer.registerModel({ digest, name: id, variant, classes }), k: settings.k };
    await writer.setSetting(MODEL_SETTING, id);
    const { quarantined } = await writer.inheritMarks();
    const onDeath = (detail: string): void => void tell({ kind: 'worker-died', detail });
    const runPool = openRunPool(options, chosen.value.model, settings.k, onDeath);
    const stopNow = (): void => void runPool.pool.kill();
    control.stop.addEventListener('abort', stopNow);
    try {
      const { engine, plan } = runPool;
      await tell({ kind: 'started', engine, plan, quarantined });
      for (const root of placement.offline) await tell({ kind: 'root-offline', path: root });
      const parts = { writer, reader, runPool, named: chosen.value, request };
      return answer(await classifyPlaced(parts, placement, settings, control, tell));
    } finally {
      control.stop.removeEventListener('abort', stopNow);
      await runPool.pool.close();
    }
  }

  return {
    classify: (request, control, tell) =>
      run(
        request,
        (reader, writer) => placeNamedPaths(request.paths, request.workingFolder, reader, writer),
        control,
        tell,
      ),

    retryFailures: (request, control, tell) =>
      run(
        request,
        async (_reader, writer) => {
          const paths =
            request.paths === null ? null : request.paths.map((named) => path.resolve(request.workingFolder, named));
          return { scopes: scopesOfFiles(await writer.retryFailures(paths)), offline: [], missing: [] };
        },
        control,
        tell,
      ),

    search: async (text, modelId, limit) => {
      const reader = await openReader();
      if (!reader.ok) return reader;
      const asked = await askCatalog(options, reader.value, text, modelId);
      if (!asked.ok) return asked;
      const { compiled, named, unknownNames } = asked.value;
      return answer({
        pages: searchPages(reader.value, named, compiled, limit),
        unknownNames,
      });
    },

    changeTag: async ({ change, name, query, modelId }, tellFirst) => {
      const opened = await openExisting();
      if (!opened.ok) return opened;
      const { writer, reader } = opened.value;
      const asked = await askCatalog(options, reader, query, modelId);
      if (!asked.ok) return asked;
      const { compiled, unknownNames } = asked.value;
      const preview = await reader.previewTag(change, name, compiled);
      if (!tellFirst(preview, unknownNames)) return answer(preview);
      return answer(await writer.changeTag(change, name, compiled));
    },

    exportCsv: async ({ file, query, modelId, long, excel, signal }) => {
      const reader = await openReader();
      if (!reader.ok) return reader;
      const asked = await askCatalog(options, reader.value, query, modelId);
      if (!asked.ok) return asked;
      const { compiled, named, unknownNames } = asked.value;
      const { taxonomy, model } = named;
      const k = (await reader.value.mostPredictions(compiled.model)) ?? DEFAULT_TOP_K;
      const written = await exportCsv({
        rows: reader.value.exportRows(compiled.model, compiled),
        file,
        layout: long ? 'long' : 'wide',
        k,
        excel,
        signal,
        modelName: model.manifest.id,
        classOf: (index) => taxonomy.classes[index]!,
      });
      if (!written.ok) return refuse({ kind: 'export', message: written.failure.message });
      return answer({ rows: written.rows, unknownNames });
    },

    roots: async (modelId) => {
      const reader = await openReader();
      if (!reader.ok) return reader;
      const chosen = await chooseModel(options, modelId, await reader.value.setting(MODEL_SETTING));
      // Without a model there are still folders to see; one that a person named has to be there.
      if (!chosen.ok && modelId !== null) return chosen;
      return answer(await reader.value.roots(chosen.ok ? await modelRow(reader.value, chosen.value) : null));
    },

    forgetRoot: async (path) => {
      const opened = await openExisting();
      if (!opened.ok) return opened;
      const forgotten = await opened.value.writer.forgetRoot(path);
      return forgotten === null ? refuse({ kind: 'unknown-root', path }) : answer(forgotten);
    },

    moveRoot: async (from, to) => {
      const opened = await openExisting();
      if (!opened.ok) return opened;
      // A root that lies in its own new place, or the other way round, would stand for the same files twice.
      if (isBelow(from, to) || isBelow(to, from)) return refuse({ kind: 'overlapping-root', path: to });
      const target = await lookUpNamedPath(to, '/');
      if (!target.ok) return refuse({ kind: 'no-paths', missing: [{ path: to, code: target.code }] });
      const moved = await opened.value.writer.moveRoot(from, to, target.named.volume);
      switch (moved) {
        case 'moved':
          return answer(null);
        case 'unknown-root':
          return refuse({ kind: 'unknown-root', path: from });
        case 'overlaps':
          return refuse({ kind: 'overlapping-root', path: to });
      }
    },

    failures: async () => {
      const reader = await openReader();
      return reader.ok ? answer(failedPictures(reader.value)) : reader;
    },

    models: async () => ({ ...(await listModels(options.modelDirs)), lastUsed: await lastUsedModel() }),

    describeModel: async (id) => {
      const chosen = await chooseModel(options, id, null);
      return chosen.ok ? answer({ model: chosen.value.model, costs: modelCosts(chosen.value.model.manifest) }) : chosen;
    },

    classTree: async (id, word) => {
      const chosen = await chooseModel(options, id, await lastUsedModel());
      if (!chosen.ok) return chosen;
      const { taxonomy } = chosen.value;
      const trees = taxonomy.tree(word ?? undefined);
      const nearest = trees === null && word !== null ? (await nearestTo(chosen.value, word)).nearest : [];
      return answer({ trees, nearest });
    },

    close: async () => {
      const reader = await openedReader;
      try {
        if (reader?.ok === true) await reader.value.close();
      } finally {
        const writer = await openedWriter;
        if (writer?.ok === true) await writer.value.close();
      }
    },
  };
}

function opened<Face>(result: OpenedCatalog<Face>): Answer<Face> {
  return result.ok ? answer(result.catalog) : refuse({ kind: 'catalog', message: result.failure.message });
}

async function* failedPictures(reader: CatalogReader): AsyncGenerator<FailedPicture> {
  for await (const { rootPath, path: below, failure } of reader.failures()) {
    yield { path: joinPath(rootPath, below), failure };
  }
}
