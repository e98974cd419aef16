import { joinPath } from '../../shared/file-path.ts';
import type { KnownPlace, UnfinishedWork } from './reader-answers.ts';
import type { ReadableDatabase } from './connection.ts';
import { pathFromColumn } from './path-column.ts';
import type { PathColumn } from './path-column.ts';

/** Where runs begin again. Each call counts: some tenths of a second at a million pictures. */
export interface Unfinished {
  readonly unfinished: (model: number) => UnfinishedWork;
  readonly placesOfRoot: (root: number) => readonly KnownPlace[] | null;
}

/** On a picture `p`; the parameter is the row id of a model. */
const IS_PENDING = `(EXISTS (SELECT 1 FROM marks m WHERE m.picture = p.id)
  OR (NOT EXISTS (SELECT 1 FROM classifications c WHERE c.picture = p.id AND c.model = ?)
    AND NOT EXISTS (SELECT 1 FROM failures f WHERE f.picture = p.id)))`;

export function createUnfinished(db: ReadableDatabase): Unfinished {
  const countPending = db.prepare<
    [number],
    { id: number; path: PathColumn; kind: 'folder' | 'files'; scanned: 0 | 1; pending: number }
  >(
    `SELECT r.id, r.path, r.kind, r.scanned_at IS NOT NULL AS scanned,
       (SELECT count(*) FROM pictures p WHERE p.root = r.id AND p.state = 'present' AND ${IS_PENDING}) AS pending
     FROM roots r WHERE r.state = 'online' ORDER BY r.path, r.volume`,
  );
  const findRoot = db.prepare<[number], { id: number; path: PathColumn; kind: 'folder' | 'files' }>(
    'SELECT id, path, kind FROM roots WHERE id = ?',
  );
  const listPending = db
    .prepare<[number, number], PathColumn>(
      `SELECT p.path FROM pictures p WHERE p.root = ? AND p.state = 'present' AND ${IS_PENDING} ORDER BY p.path`,
    )
    .pluck();
  const listPresent = db
    .prepare<[number], PathColumn>(`SELECT path FROM pictures WHERE root = ? AND state = 'present' ORDER BY path`)
    .pluck();

  return {
    unfinished: (model) =>
      db.transaction(() => {
        const roots = countPending.all(model);
        const places = roots.flatMap(({ scanned, pending, ...root }) => {
          if (root.kind === 'files') return pending > 0 ? filesOf(root, listPending.all(root.id, model)) : [];
          return pending > 0 || scanned === 0 ? folderOf(root) : [];
        });
        return { pictures: roots.reduce((sum, { pending }) => sum + pending, 0), places };
      })(),
    placesOfRoot: (root) =>
      db.transaction(() => {
        const found = findRoot.get(root);
        if (found === undefined) return null;
        return found.kind === 'folder' ? folderOf(found) : filesOf(found, listPresent.all(root));
      })(),
  };
}

interface RootRow {
  readonly id: number;
  readonly path: PathColumn;
}

function folderOf({ id, path }: RootRow): readonly KnownPlace[] {
  return [{ root: id, path: pathFromColumn(path), kind: 'folder' }];
}

function filesOf({ id, path }: RootRow, files: readonly PathColumn[]): readonly KnownPlace[] {
  return files.map((file) => ({ root: id, path: joinPath(pathFromColumn(path), pathFromColumn(file)), kind: 'file' }));
}
