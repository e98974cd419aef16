import type { FilePath } from '../../shared/file-path.ts';
import type { WritableDatabase } from './connection.ts';
import { splitPath } from './path-column.ts';

export interface Folders {
  /** The row of a folder, relative to its root; made with all above it where it is new. The root's own ('') exists. */
  readonly idOf: (root: number, path: FilePath) => number;
}

export function createFolders(db: WritableDatabase): Folders {
  const find = db.prepare<[number, FilePath], number>('SELECT id FROM folders WHERE root = ? AND path = ?').pluck();
  const insert = db.prepare<[number, number, FilePath, FilePath]>(
    'INSERT INTO folders (root, parent, path, name) VALUES (?, ?, ?, ?)',
  );

  function idOf(root: number, path: FilePath): number {
    const known = find.get(root, path);
    if (known !== undefined) return known;
    if (path.length === 0) throw new Error(`root ${root} has no folder row`);
    const { folder, name } = splitPath(path);
    return Number(insert.run(root, idOf(root, folder), path, name).lastInsertRowid);
  }

  return { idOf };
}
