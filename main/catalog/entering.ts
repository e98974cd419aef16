import type { Failure, FailureKind } from '../../shared/failure.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { ScannedFile } from '../../shared/run.ts';
import type { EnteredPicture, ModelRequest } from './catalog.ts';
import { atomic } from './connection.ts';
import type { WritableDatabase } from './connection.ts';
import type { Folders } from './folders.ts';
import { splitPath } from './path-column.ts';

interface KnownRow {
  readonly id: number;
  /** 1 where size and mtime are those of the last reading. */
  readonly same: 0 | 1;
  /** The k that this model was asked for; null where it has not classified this picture. */
  readonly asked_k: number | null;
  readonly kind: FailureKind | null;
  readonly detail: string | null;
  /** 1 where size and mtime are those of the failure. */
  readonly failed_same: 0 | 1 | null;
}

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
  // The whole of an unchanged file: this and the next are all that a rescan does for it.
  const find = db.prepare<[number, bigint, number, bigint, number, number, FilePath], KnownRow>(
    `SELECT p.id, p.size = ? AND p.mtime_ns = ? AS same, c.asked_k, f.kind, f.detail,
       f.size = ? AND f.mtime_ns = ? AS failed_same
     FROM pictures p
     LEFT JOIN classifications c ON c.picture = p.id AND c.model = ?
     LEFT JOIN failures f ON f.picture = p.id
     WHERE p.root = ? AND p.path = ? AND p.state = 'present'`,
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
    const lookUp = (): KnownRow | undefined => find.get(size, mtimeNs, size, mtimeNs, model, root, path);
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
    if (row?.same === 1 && row.asked_k !== null && row.asked_k >= k) return { kind: 'unchanged', picture, path };
    const failure = row?.failed_same === 1 ? failureOf(row) : null;
    return failure === null ? { kind: 'pending', picture, path } : { kind: 'failed', picture, path, failure };
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

function failureOf({ kind, detail }: KnownRow): Failure | null {
  return kind === null || detail === null ? null : { kind, detail };
}
