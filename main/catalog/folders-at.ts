import { displayPath } from '../../shared/file-path.ts';
import type { ReadableDatabase } from './connection.ts';
import { pathFromColumn } from './path-column.ts';
import type { PathColumn } from './path-column.ts';
import { relativeInside } from './root-path.ts';
import { prepareListRoots } from './roots.ts';
import { sql } from './sql.ts';
import type { Sql } from './sql.ts';

/**
 * On a folder `f`: it is the one at this absolute path, or a root below it. A folder whose name is not valid UTF-8 is
 * found by its path as it is shown; another one that looks the same is found with it.
 */
export function startsAt(database: ReadableDatabase, path: string): Sql {
  const find = database.prepare<[number, string], number>('SELECT id FROM folders WHERE root = ? AND path = ?').pluck();
  // A BLOB comes after all TEXT in the index, and few folders have one.
  const listBytes = database.prepare<[number], { id: number; path: PathColumn }>(
    `SELECT id, path FROM folders WHERE root = ? AND path >= x''`,
  );
  const starts = prepareListRoots(database)().flatMap((root): readonly number[] => {
    const rootPath = displayPath(root.path);
    const inside = relativeInside(path, rootPath) === null ? relativeInside(rootPath, path) : '';
    if (typeof inside !== 'string') return [];
    const found = find.get(root.id, inside);
    if (found !== undefined) return [found];
    if (!inside.includes(UNREADABLE)) return [];
    const alike = listBytes.all(root.id).filter((folder) => displayPath(pathFromColumn(folder.path)) === inside);
    return alike.map(({ id }) => id);
  });
  return sql('f.id IN (SELECT value FROM json_each(?))', JSON.stringify(starts));
}

/** Ids of the folders `f` for which a condition holds, and of all below them, as a JSON array. */
export function foldersAtOrBelow(database: ReadableDatabase, starts: Sql): string {
  const ids = database
    .prepare<unknown[], string>(
      `WITH RECURSIVE below (id) AS (
         SELECT f.id FROM folders f WHERE ${starts.text}
         UNION SELECT child.id FROM below CROSS JOIN folders child ON child.parent = below.id
       )
       SELECT json_group_array(id) FROM below`,
    )
    .pluck()
    .get(...starts.parameters);
  return ids ?? '[]';
}

/** What is shown for bytes that are no UTF-8. */
const UNREADABLE = '\u{fffd}';
