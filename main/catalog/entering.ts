import type { Failure } from '../../shared/failure.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { ScannedFile } from '../../shared/run.ts';
import type { EnteredPicture, ModelRequest } from './catalog.ts';
import { atomic } from './connection.ts';
import type { WritableDatabase } from './connection.ts';
import type { Folders } from './folders.ts';
import { splitPath } from './path-column.ts';

interface KnownRow {
  readonly id: number;
  /** 1 where size and mtime are those of the last reading, and this model was asked for at least this k. */
  readonly classified: 0 | 1;
  /** 1 where size and mtime are those that the file had when it failed, 0 where it was another; null: it did not fail. */
  readonly failed: 0 | 1 | null;
}

/** Whether a row of `pictures` is a file of this size and mtime that this model classified with at least this k. */
export const IS_CLASSIFIED = `size = ? AND mtime_ns = ? AND EXISTS (
  SELECT 1 FROM classifications c WHERE c.picture = pictures.id AND c.model = ? AND c.asked_k >= ?)`;
/**
 * Whether it is one that failed with this size and mtime; 0 where it failed as another file: then it is to be opened, also
 * where it was classified before. NULL where it did not fail.
 */
export const HAS_FAILED = '(SELECT f.size = ? AND f.mtime_ns = ? FROM failures f WHERE f.picture = pictures.id)';

/** What the scan found: `temp.seen`, a row a picture, with the size and mtime that the scan saw. */
export interface Entering {
  readonly beginScan: () => void;
  readonly enterFiles: (
    root: number,
    files: readonly ScannedFile[],
    request: ModelRequest,
  ) => readonly EnteredPicture[];
  readonly seeOthers: (root: number, paths: readonly FilePath[]) => void;
}

export function createEntering(db: WritableDatabase, folders: Folders): Entering {
  db.exec('CREATE TEMP TABLE seen (picture INTEGER PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL)');

  const forget = db.prepare('DELETE FROM temp.seen');
  // This and the next are all that a rescan does for an unchanged file. Subqueries, since a LEFT JOIN makes SQLite
  // plan anew for every value: ten times as slow.
  const find = db.prepare<[number, bigint, number, number, number, bigint, number, FilePath], KnownRow>(
    `SELECT id, ${IS_CLASSIFIED} AS classified, ${HAS_FAILED} AS failed
     FROM pictures WHERE root = ? AND path = ? AND state = 'present'`,
  );
  const see = db.prepare<[number, number, bigint]>('INSERT OR REPLACE INTO temp.seen VALUES (?, ?, ?)');
  const seeKnown = db.prepare<[number, FilePath]>(
    `INSERT OR REPLACE INTO temp.seen
     SELECT id, size, mtime_ns FROM pictures WHERE root = ? AND path = ? AND state = 'present'`,
  );
  // A file that was gone and is back as it was is the same picture. The last to go comes back.
  const findVanished = db
    .prepare<[number, FilePath, number, bigint], number>(
      `SELECT id FROM pictures WHERE root = ? AND path = ? AND state = 'vanished' AND size = ? AND mtime_ns = ?
       ORDER BY vanished_at DESC, id DESC LIMIT 1`,
    )
    .pluck();
  // Of one that somebody asked to have tried again there is none.
  const findFailure = db.prepare<[number], Failure>(
    'SELECT kind, detail FROM failures WHERE picture = ? AND picture NOT IN (SELECT picture FROM temp.retried)',
  );
  const revive = db.prepare<[number]>(`UPDATE pictures SET state = 'present', vanished_at = NULL WHERE id = ?`);
  const insert = db.prepare<[number, number, FilePath, FilePath, number, bigint, number]>(
    `INSERT INTO pictures (root, folder, path, name, size, mtime_ns, state, added_at)
     VALUES (?, ?, ?, ?, ?, ?, 'present', ?)`,
  );

  function enterNew(root: number, { path, size }: ScannedFile, mtimeNs: bigint, folderOf: FolderOf): number {
    const { folder, name } = splitPath(path);
    return Number(insert.run(root, folderOf(folder), path, name, size, mtimeNs, Date.now()).lastInsertRowid);
  }

  function enter(root: number, file: ScannedFile, { model, k }: ModelRequest, folderOf: FolderOf): EnteredPicture {
    const { path, size } = file;
    const mtimeNs = storedMtime(file.mtimeNs);
    const lookUp = (): KnownRow | undefined => find.get(size, mtimeNs, model, k, size, mtimeNs, root, path);
    let row = lookUp();
    if (row === undefined) {
      const vanished = findVanished.get(root, path, size, mtimeNs);
      if (vanished !== undefined) {
        revive.run(vanished);
        row = lookUp();
      }
    }
    const picture = row?.id ?? enterNew(root, file, mtimeNs, folderOf);
    see.run(picture, size, mtimeNs);
    const failure = row?.failed === 1 ? findFailure.get(picture) : undefined;
    const isToRead = failure === undefined && row?.failed !== null;
    if (row?.classified === 1 && !isToRead) return { kind: 'unchanged', picture, path };
    return failure === undefined ? { kind: 'pending', picture, path } : { kind: 'failed', picture, path, failure };
  }

  return {
    beginScan: () => {
      forget.run();
    },
    enterFiles: atomic(db, (root: number, files: readonly ScannedFile[], request: ModelRequest) => {
      // Files come folder by folder; the memory ends with this call.
      const known = new Map<FilePath, number>();
      const folderOf: FolderOf = (folder) => {
        const id = known.get(folder) ?? folders.idOf(root, folder);
        known.set(folder, id);
        return id;
      };
      return files.map((file) => enter(root, file, request, folderOf));
    }),
    seeOthers: atomic(db, (root: number, paths: readonly FilePath[]) => {
      for (const path of paths) seeKnown.run(root, path);
    }),
  };
}

type FolderOf = (folder: FilePath) => number;

/** Nanoseconds as SQLite stores them: 64 bits. A time past the year 2262 wraps round, and is still told from others. */
export function storedMtime(mtimeNs: bigint): bigint {
  return BigInt.asIntN(64, mtimeNs);
}
