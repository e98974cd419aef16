import fs from 'node:fs';
import path from 'node:path';
import { catalogReasonTexts as reasons } from '../../shared/texts/catalog-failures.ts';
import type { CatalogReader, CatalogWriter } from './catalog.ts';
import { APPLICATION_ID, asReadable, asWritable, connectToRead, connectToWrite } from './connection.ts';
import { takeWriteLock } from './lock.ts';
import { bringUpToDate, latestVersion, schemaVersion } from './migrate.ts';
import { MIGRATIONS } from './migrations/migrations.ts';
import { networkFileSystemOf } from './network-file-system.ts';
import { openFailure, openFailureOf } from './open-failure.ts';
import type { CatalogMode, CatalogOpenFailure } from './open-failure.ts';
import { createReader } from './reader.ts';
import { createWriter } from './writer.ts';

export type OpenedCatalog<Face> =
  { readonly ok: true; readonly catalog: Face } | { readonly ok: false; readonly failure: CatalogOpenFailure };

/**
 * Opens a catalog. To write: makes the file and its folder where there is none, takes the write lock, brings an older
 * schema up to date after a backup. To read: any number of programs at any time; nothing is made or changed. Whoever
 * opens closes.
 */
export function openCatalog(file: string, options: { readonly mode: 'write' }): Promise<OpenedCatalog<CatalogWriter>>;
export function openCatalog(file: string, options: { readonly mode: 'read' }): Promise<OpenedCatalog<CatalogReader>>;
export function openCatalog(
  file: string,
  { mode }: { readonly mode: CatalogMode },
): Promise<OpenedCatalog<CatalogWriter | CatalogReader>> {
  return Promise.resolve(mode === 'write' ? openToWrite(file) : openToRead(file));
}

function openToRead(file: string): OpenedCatalog<CatalogReader> {
  const absolute = path.resolve(file);
  try {
    const found = examine(absolute, 'read');
    if (found.state === 'refused') return { ok: false, failure: found.failure };
    if (found.state === 'new') {
      return { ok: false, failure: openFailure('missing', absolute, reasons.neverClassified) };
    }
    const latest = latestVersion(MIGRATIONS);
    if (found.version < latest) {
      return { ok: false, failure: openFailure('older', absolute, reasons.versions(found.version, latest)) };
    }
    return { ok: true, catalog: createReader(asReadable(connectToRead(found.file))) };
  } catch (error) {
    return { ok: false, failure: openFailureOf(error, absolute, 'read') };
  }
}

function openToWrite(file: string): OpenedCatalog<CatalogWriter> {
  const absolute = path.resolve(file);
  const undo: (() => void)[] = [];
  const refuse = (failure: CatalogOpenFailure): OpenedCatalog<CatalogWriter> => {
    for (const step of undo.reverse()) step();
    return { ok: false, failure };
  };
  try {
    fs.mkdirSync(path.dirname(absolute), { recursive: true });
    // Before the lock, so that nothing is put beside a file that is not ours.
    const before = examine(absolute, 'write');
    if (before.state === 'refused') return refuse(before.failure);
    const lock = takeWriteLock(before.file);
    if (lock === null) return refuse(openFailure('locked', absolute, reasons.lockHeld));
    undo.push(lock.release);
    // Another program may have written between the first look and the lock.
    const found = examine(absolute, 'write');
    if (found.state === 'refused') return refuse(found.failure);

    const db = connectToWrite(found.file);
    undo.push(() => db.close());
    const journal = db.prepare<[], string>('PRAGMA journal_mode = WAL').pluck().get();
    if (journal !== 'wal') {
      return refuse(openFailure('network-file-system', absolute, reasons.journal(String(journal))));
    }
    bringUpToDate(db, found.file, MIGRATIONS);
    return { ok: true, catalog: createWriter(asWritable(db), lock) };
  } catch (error) {
    return refuse(openFailureOf(error, absolute, 'write'));
  }
}

type Found =
  | { readonly state: 'refused'; readonly failure: CatalogOpenFailure }
  /** No file, or one in which nothing was ever written. `file` has its links resolved: one catalog has one lock. */
  | { readonly state: 'new'; readonly file: string }
  | { readonly state: 'catalog'; readonly file: string; readonly version: number };

/** Looks without changing anything. Throws errors of SQLite and of the file system. */
function examine(absolute: string, mode: CatalogMode): Found {
  const refused = (...failure: Parameters<typeof openFailure>): Found => ({
    state: 'refused',
    failure: openFailure(...failure),
  });
  // The SQLite binding trims names: it would open another file.
  if (absolute !== absolute.trim())
    return refused(mode === 'read' ? 'unreadable' : 'unwritable', absolute, reasons.blankInName);
  const exists = fs.existsSync(absolute);
  if (!exists && mode === 'read') return refused('missing', absolute, reasons.noFile);
  const file = exists
    ? fs.realpathSync(absolute)
    : path.join(fs.realpathSync(path.dirname(absolute)), path.basename(absolute));
  if (exists && fs.statSync(file).isDirectory()) return refused('not-a-catalog', absolute, reasons.folder);
  const network = networkFileSystemOf(path.dirname(file));
  if (network !== null) return refused('network-file-system', absolute, network);
  if (!exists) return { state: 'new', file };

  const db = connectToRead(file);
  try {
    const application = db.prepare<[], number>('PRAGMA application_id').pluck().get();
    const version = schemaVersion(db);
    const objects = db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get();
    if (application === 0 && version === 0 && objects === 0) return { state: 'new', file };
    if (application !== APPLICATION_ID) return refused('not-a-catalog', absolute, reasons.otherProgram);
    const latest = latestVersion(MIGRATIONS);
    if (version > latest) return refused('newer', absolute, reasons.versions(version, latest));
    return { state: 'catalog', file, version };
  } finally {
    db.close();
  }
}
