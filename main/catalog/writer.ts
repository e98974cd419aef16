import { asynchronous } from './asynchronous.ts';
import type { CatalogWriter } from './catalog.ts';
import { atomic } from './connection.ts';
import type { WritableDatabase } from './connection.ts';
import { createEntering } from './entering.ts';
import { createRetrying } from './failures.ts';
import { createFolders } from './folders.ts';
import type { WriteLock } from './lock.ts';
import { createMarks } from './marks.ts';
import { createForgetResults } from './model-results.ts';
import { registerNameFolding } from './name-pattern.ts';
import { createRecordKeeping } from './record-keeping.ts';
import { createOperations } from './operations.ts';
import { createRecordResults } from './results.ts';
import { createReviews } from './reviews.ts';
import { createRoots } from './roots.ts';
import { createSettleContent } from './settling.ts';
import { createSweep } from './sweeping.ts';
import { createTags } from './tags.ts';
import { createUndo } from './undo.ts';

/**
 * The writing face over a migrated connection. Statements are prepared once; every call is one transaction, done when
 * its promise is made. Closing gives the lock back.
 */
export function createWriter(db: WritableDatabase, lock: WriteLock): CatalogWriter {
  registerNameFolding(db);
  const folders = createFolders(db);
  const roots = createRoots(db, folders);
  const retrying = createRetrying(db);
  const entering = createEntering(db, folders);
  const marks = createMarks(db);
  const records = createRecordKeeping(db);
  const operations = createOperations(db);
  const tags = createTags(db, operations);
  const reviews = createReviews(db, operations);
  const endRun = atomic(db, (run: number, summary: string) => {
    records.endRun(run, summary);
    retrying.endRetrying();
    marks.forgetDeaths();
  });
  return {
    registerModel: asynchronous(records.registerModel),
    placeScopes: asynchronous(roots.placeScopes),
    setRootState: asynchronous(roots.setRootState),
    hasPresentPictures: asynchronous(roots.hasPresentPictures),
    beginScan: asynchronous(entering.beginScan),
    enterFiles: asynchronous(entering.enterFiles),
    seeOthers: asynchronous(entering.seeOthers),
    sweep: asynchronous(createSweep(db)),
    inheritMarks: asynchronous(marks.inheritMarks),
    inheritedMarks: asynchronous(marks.inheritedMarks),
    markInFlight: asynchronous(marks.markInFlight),
    markHanded: asynchronous(marks.markHanded),
    settleContent: asynchronous(createSettleContent(db)),
    recordResults: asynchronous(createRecordResults(db)),
    beginRun: asynchronous(records.beginRun),
    endRun: asynchronous(endRun),
    retryFailures: asynchronous(retrying.retryFailures),
    changeTag: asynchronous(tags.changeTag),
    tagScopes: asynchronous(tags.tagScopes),
    renameTag: asynchronous(tags.renameTag),
    mergeTag: asynchronous(tags.mergeTag),
    deleteTag: asynchronous(tags.deleteTag),
    review: asynchronous(reviews.review),
    acceptFrom: asynchronous(reviews.acceptFrom),
    undo: asynchronous(createUndo(db, operations, tags, reviews)),
    forgetRoot: asynchronous(roots.forgetRoot),
    moveRoot: asynchronous(roots.moveRoot),
    forgetResults: asynchronous(createForgetResults(db)),
    setSetting: asynchronous(records.setSetting),
    close: asynchronous(() => {
      db.close();
      lock.release();
    }),
  };
}
