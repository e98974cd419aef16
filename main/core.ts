import { joinPath } from '../shared/file-path.ts';
import { DEFAULT_TOP_K } from '../shared/prediction.ts';
import type { CatalogReader } from './catalog/catalog.ts';
import type { CompiledQuery } from './catalog/compiled-query.ts';
import type { FailedPicture as FailedRow } from './catalog/reader-answers.ts';
import { answer, refuse } from './core/answer.ts';
import { createChanges } from './core/changes.ts';
import { createConnections } from './core/connections.ts';
import type { Core, CoreOptions } from './core/host-contract.ts';
import type { FailedPicture } from './core/host-answers.ts';
import { createEngineLibraries } from './core/engine-libraries.ts';
import { createEngineReport } from './core/engine-report.ts';
import { createEnginePacks } from './core/engine-packs.ts';
import { checkDrawing, drawChart } from './core/chart-files.ts';
import { createModelComparison } from './core/model-comparison.ts';
import { createModelImport } from './core/model-import.ts';
import { createModelInstall } from './core/model-install.ts';
import { createModelRemoval } from './core/model-removal.ts';
import { createModels } from './core/models.ts';
import { describePicture, locatePicture } from './core/pictures.ts';
import { askReader, createHitNames, searchPages } from './core/questions.ts';
import { createRootCommands } from './core/roots.ts';
import { createRuns } from './core/runs.ts';
import { createSummaries } from './core/summaries.ts';
import { refusedTarget } from './core/export-target.ts';
import { exportCsv } from './export/csv.ts';

/** The core of Classifold for one catalog, the same under every host. Opens nothing yet. */
export function createCore(options: CoreOptions): Core {
  const connections = createConnections(options);

  const libraries = createEngineLibraries(options);

  const models = createModels(options, connections, libraries);

  const ask = (text: string, modelId: string | null, connect = connections.reader) =>
    askReader(options, connect, text, modelId);

  return {
    open: async () => {
      const opened = await connections.both();
      return opened.ok ? answer(null) : opened;
    },

    ...createRuns(options, connections, libraries),

    ...createSummaries(options, connections),
    ...models,
    ...createModelRemoval(options, connections, models.forgetModel),
    ...createModelImport(options),
    ...createEnginePacks(options),
    ...createModelComparison(options, connections, libraries),
    ...createEngineReport(options, connections, libraries),
    checkDrawing: (file) => checkDrawing(file, options.catalogPath),
    drawChart: (file, chart) => drawChart(file, chart, options.catalogPath),
    ...createModelInstall(options),
    ...createChanges(options, connections),

    search: async (text, modelId, request) => {
      const asked = await ask(text, modelId);
      if (!asked.ok) return asked;
      const { reader, compiled, named, unknownNames } = asked.value;
      return answer({ pages: searchPages(options, reader, named, compiled, request), unknownNames });
    },

    searchList: async (text, modelId, request, among) => {
      const asked = await ask(text, modelId);
      if (!asked.ok) return asked;
      const { reader, compiled, named, unknownNames } = asked.value;
      const { list, hits } = await reader.searchList(withinRows(compiled, among), request);
      const nameHit = createHitNames(options, reader, named);
      const pictures = await Promise.all(hits.map(async (hit) => (hit === null ? null : nameHit(hit))));
      return answer({ list, pictures, unknownNames });
    },

    listedPictures: async (list, from, to) => {
      const reader = await connections.reader();
      return reader.ok ? answer(await reader.value.listedPictures(list, from, to)) : reader;
    },

    countMatches: async (text, modelId, among) => {
      const asked = await ask(text, modelId, connections.counter);
      if (!asked.ok) return asked;
      const { reader, compiled } = asked.value;
      return answer({ pictures: await reader.count(withinRows(compiled, among)) });
    },

    picture: async (picture, modelId) => {
      const reader = await connections.reader();
      return reader.ok ? describePicture(options, reader.value, picture, modelId) : reader;
    },

    pictureFile: async (picture) => {
      const reader = await connections.reader();
      return reader.ok ? answer(await locatePicture(reader.value, picture)) : reader;
    },

    exportCsv: async ({ file, query, among, modelId, long, excel, signal, onRows }) => {
      const refused = refusedTarget(file, options.catalogPath);
      if (refused !== null) return refuse({ kind: 'export', message: refused });
      const asked = await ask(query, modelId, connections.counter);
      if (!asked.ok) return asked;
      const { reader, compiled, named, unknownNames } = asked.value;
      const { taxonomy, model } = named;
      const k = (await reader.mostPredictions(compiled.model)) ?? DEFAULT_TOP_K;
      const written = await exportCsv({
        rows: reader.exportRows(compiled.model, withinRows(compiled, among)),
        file,
        layout: long ? 'long' : 'wide',
        k,
        excel,
        signal,
        ...(onRows === undefined ? {} : { onRows }),
        modelName: model.manifest.id,
        classOf: (index) => taxonomy.classes[index]!,
      });
      if (!written.ok) return refuse({ kind: 'export', message: written.failure.message });
      return answer({ rows: written.rows, unknownNames });
    },

    ...createRootCommands(options, connections),

    failures: async () => {
      const reader = await connections.reader();
      return reader.ok ? answer(failedPictures(reader.value)) : reader;
    },

    failuresPage: async (after, limit, kind) => {
      const reader = await connections.reader();
      return reader.ok ? answer((await reader.value.failuresPage(after ?? 0, limit, kind)).map(located)) : reader;
    },

    failureKinds: async () => {
      const reader = await connections.counter();
      return reader.ok ? answer(await reader.value.failureKinds()) : reader;
    },

    close: () => connections.close(),
  };
}

function withinRows(compiled: CompiledQuery, among: readonly number[] | undefined): CompiledQuery {
  return among === undefined ? compiled : { ...compiled, among };
}

async function* failedPictures(reader: CatalogReader): AsyncGenerator<FailedPicture> {
  for await (const row of reader.failures()) yield located(row);
}

function located({ picture, rootPath, path, failure }: FailedRow): FailedPicture {
  return { picture, path: joinPath(rootPath, path), failure };
}
