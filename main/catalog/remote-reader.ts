import type { CatalogReader } from './catalog.ts';
import { ProcessDied } from '../process/started-process.ts';
import type { OpenedCatalog } from './open.ts';
import { openFailure, type CatalogOpenFailure } from './open-failure.ts';
import { createReaderConnection, type ReaderConnection, type ReaderProcessOptions } from './reader-connection.ts';
import type { ReaderCall, ReaderStream } from './reader-protocol.ts';

/**
 * A reader in a process of its own: a search that takes a second keeps nobody else waiting. Its process is started at
 * once, and opens the catalog when `isThere` has resolved: whoever opens it to write may be about to make it.
 *
 * A process that dies is replaced, and what it was asked is asked again, since reading twice does no harm; only a stream
 * of which rows were handed out ends with an error. One that dies again and again, or whose next cannot open the catalog,
 * is given up: `onBroken`.
 */
export async function openRemoteReader(
  options: ReaderProcessOptions,
  isThere: Promise<unknown>,
): Promise<OpenedCatalog<CatalogReader>> {
  const connection = createReaderConnection(options);
  let failure: CatalogOpenFailure | null;
  try {
    await isThere;
    failure = await connection.open();
  } catch (error) {
    await connection.close();
    if (!(error instanceof ProcessDied)) throw error;
    failure = openFailure('no-reader', options.file, error.message);
  }
  if (failure === null) return { ok: true, catalog: readerOver(connection) };
  await connection.close();
  return { ok: false, failure };
}

function readerOver(connection: ReaderConnection): CatalogReader {
  let lastId = 0;

  function call<Name extends ReaderCall>(name: Name): CatalogReader[Name] {
    const ask = (...values: readonly unknown[]): Promise<unknown> =>
      connection.answer({ kind: 'call', id: ++lastId, name, values });
    return ask as CatalogReader[Name];
  }

  /** One page is read ahead while the rows of the one before are used. */
  async function* stream<Row>(name: ReaderStream, values: readonly unknown[]): AsyncGenerator<Row> {
    const question = { kind: 'stream', id: ++lastId, name, values } as const;
    let coming = connection.page(question, null);
    let isOver = false;
    try {
      while (!isOver) {
        const page = await coming;
        isOver = page.isLast;
        if (!isOver) {
          coming = connection.page(question, page);
          // Whoever leaves before it is here does not want to know.
          coming.catch(() => undefined);
        }
        yield* page.rows as readonly Row[];
      }
    } finally {
      if (!isOver) connection.abandon(question);
    }
  }

  return {
    models: call('models'),
    modelResults: call('modelResults'),
    mostPredictions: call('mostPredictions'),
    settings: call('settings'),
    search: call('search'),
    searchList: call('searchList'),
    listedPictures: call('listedPictures'),
    count: call('count'),
    classCounts: call('classCounts'),
    classesOf: call('classesOf'),
    monthsOf: call('monthsOf'),
    tagsOfAll: call('tagsOfAll'),
    scoresOf: call('scoresOf'),
    foldersOf: call('foldersOf'),
    allFolders: call('allFolders'),
    countState: call('countState'),
    previewTag: call('previewTag'),
    previewAccept: call('previewAccept'),
    tags: call('tags'),
    foreseeScopes: call('foreseeScopes'),
    countKnown: call('countKnown'),
    runSummaries: call('runSummaries'),
    picture: call('picture'),
    pictureFile: call('pictureFile'),
    predictions: call('predictions'),
    roots: call('roots'),
    foldersBelow: call('foldersBelow'),
    previewForget: call('previewForget'),
    knownFiles: call('knownFiles'),
    exportRows: (model, query) => stream('exportRows', [model, query]),
    placesOfRoot: call('placesOfRoot'),
    unfinished: call('unfinished'),
    failures: () => stream('failures', []),
    failuresPage: call('failuresPage'),
    failureKinds: call('failureKinds'),
    close: () => connection.close(),
  };
}
