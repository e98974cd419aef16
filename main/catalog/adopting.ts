import { joinPath } from '../../shared/file-path.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { WritableDatabase } from './connection.ts';
import type { Folders } from './folders.ts';
import { pathFromColumn } from './path-column.ts';
import type { PathColumn } from './path-column.ts';

/** Inside a transaction: gives all that `inner` holds to `outer`, in whose folder `at` it lies, and removes it. Ids stay. */
export type AdoptRoot = (inner: number, outer: number, at: FilePath) => void;

export function createAdoptRoot(db: WritableDatabase, folders: Folders): AdoptRoot {
  const listFolders = db.prepare<[number], { id: number; path: PathColumn }>(
    'SELECT id, path FROM folders WHERE root = ? ORDER BY id',
  );
  const changeFolder = db.prepare<[number, number]>('UPDATE pictures SET folder = ? WHERE folder = ?');
  // Bytes joined as text keep their bytes; cast back, they are what pathFromBytes would have made of the whole.
  const joinedTo = (path: string): string =>
    `iif('blob' IN (typeof(${path}), typeof(:at)), CAST(:at || '/' || ${path} AS BLOB), :at || '/' || ${path})`;
  // The outer root has met this file by itself, while the inner one was away. One file, one present row.
  const yieldPlace = db.prepare<[{ inner: number; outer: number; at: FilePath; now: number }]>(
    `UPDATE pictures AS p SET state = 'vanished', vanished_at = :now
     WHERE root = :inner AND state = 'present' AND EXISTS (
       SELECT 1 FROM pictures o WHERE o.root = :outer AND o.state = 'present' AND o.path = ${joinedTo('p.path')})`,
  );
  const changeRoot = db.prepare<[{ inner: number; outer: number; at: FilePath }]>(
    `UPDATE pictures SET root = :outer, path = ${joinedTo('path')} WHERE root = :inner`,
  );
  const remove = db.prepare<[number]>('DELETE FROM roots WHERE id = ?');

  return (inner, outer, at) => {
    for (const { id, path } of listFolders.all(inner)) {
      changeFolder.run(folders.idOf(outer, joinPath(at, pathFromColumn(path))), id);
    }
    yieldPlace.run({ inner, outer, at, now: Date.now() });
    changeRoot.run({ inner, outer, at });
    remove.run(inner);
  };
}
