import { asynchronous } from './asynchronous.ts';
import type { CatalogReader } from './catalog.ts';
import type { CompiledQuery, PictureChoice } from './compiled-query.ts';
import type { ReadableDatabase } from './connection.ts';
import { exportRows } from './export-rows.ts';
import { prepareFailuresPage, readFailures } from './failures.ts';
import { createFolderContents } from './folder-contents.ts';
import { createForesight } from './foresight.ts';
import { createModelOverview } from './model-results.ts';
import { registerNameFolding } from './name-pattern.ts';
import { createOverview } from './overview.ts';
import { createPictureLookUp, predictionsOf } from './picture-details.ts';
import { previewAccept } from './reviews.ts';
import { createSearchLists } from './search-list.ts';
import { createSummaries } from './search-summary.ts';
import { searchPage } from './search-page.ts';
import type { Page } from './search-page.ts';
import { countPictures, previewTag } from './search-selection.ts';
import { createStateCounts } from './state-counts.ts';
import { createUnfinished } from './unfinished.ts';

/** The reading face over a connection of its own. */
export function createReader(db: ReadableDatabase): CatalogReader {
  registerNameFolding(db);
  const overview = createOverview(db);
  const summaries = createSummaries(db);
  const models = createModelOverview(db);
  const lookUp = createPictureLookUp(db);
  const unfinished = createUnfinished(db);
  const failuresPage = prepareFailuresPage(db);
  const foresight = createForesight(db);
  const folders = createFolderContents(db);
  return {
    models: asynchronous(models.models),
    modelResults: asynchronous(models.modelResults),
    mostPredictions: asynchronous(overview.mostPredictions),
    settings: asynchronous(overview.settings),
    search: asynchronous((query: CompiledQuery, page: Page) => searchPage(db, query, page)),
    ...createSearchLists(db),
    classCounts: asynchronous(summaries.classCounts),
    classesOf: asynchronous(summaries.classesOf),
    monthsOf: asynchronous(summaries.monthsOf),
    tagsOfAll: asynchronous(summaries.tagsOfAll),
    scoresOf: asynchronous(summaries.scoresOf),
    count: asynchronous((query: CompiledQuery) => countPictures(db, query)),
    foldersOf: asynchronous(summaries.foldersOf),
    allFolders: asynchronous(folders.allFolders),
    countState: asynchronous(createStateCounts(db)),
    previewTag: asynchronous((change: 'tag' | 'untag', name: string, which: PictureChoice) =>
      previewTag(db, change, name.trim(), which),
    ),
    previewAccept: asynchronous((score: number, which: PictureChoice, model: number) =>
      previewAccept(db, score, which, model),
    ),
    tags: asynchronous(overview.tags),
    foreseeScopes: asynchronous(foresight.foreseeScopes),
    countKnown: asynchronous(foresight.countKnown),
    runSummaries: asynchronous(overview.runSummaries),
    picture: asynchronous(lookUp.picture),
    pictureFile: asynchronous(lookUp.pictureFile),
    predictions: asynchronous((model: number, pictures: readonly number[]) => {
      const found = predictionsOf(db, model, pictures);
      return pictures.map((picture) => found.get(picture) ?? []);
    }),
    exportRows: (model, query) => exportRows(db, model, query),
    roots: asynchronous(overview.roots),
    foldersBelow: asynchronous(folders.foldersBelow),
    previewForget: asynchronous(folders.previewForget),
    knownFiles: asynchronous(folders.knownFiles),
    placesOfRoot: asynchronous(unfinished.placesOfRoot),
    unfinished: asynchronous(unfinished.unfinished),
    failures: () => readFailures(db),
    failuresPage: asynchronous(failuresPage),
    failureKinds: asynchronous(overview.failureKinds),
    close: asynchronous(() => {
      db.close();
    }),
  };
}
