import { joinPath } from '../../shared/file-path.ts';
import type { KnownPlace, UnfinishedWork } from './reader-answers.ts';
import type { ScannedNames } from './catalog.ts';
import type { ReadableDatabase } from './connection.ts';
import { namePattern } from './name-pattern.ts';
import { pathFromColumn } from './path-column.ts';
import type { PathColumn } from './path-column.ts';
import { joinSql, sql } from './sql.ts';
import type { Sql, SqlValue } from './sql.ts';

/** Where runs begin again. Each call counts: some tenths of a second at a million pictures, seconds where none has a result. */
export interface Unfinished {
  readonly unfinished: (model: number, names: ScannedNames) => UnfinishedWork;
  readonly placesOfRoot: (root: number) => readonly KnownPlace[] | null;
}

// On a picture `p`. A dead program had it in flight: it is tried first, whatever it is called.
const IS_MARKED = 'EXISTS (SELECT 1 FROM marks m WHERE m.picture = p.id)';
/** The parameter is the row id of a model. */
const IS_UNTRIED = `NOT EXISTS (SELECT 1 FROM classifications c WHERE c.picture = p.id AND c.model = ?)
  AND NOT EXISTS (SELECT 1 FROM failures f WHERE f.picture = p.id)`;

export function createUnfinished(db: ReadableDatabase): Unfinished {
  const findRoot = db.prepare<[number], { id: number; path: PathColumn; kind: 'folder' | 'files' }>(
    'SELECT id, path, kind FROM roots WHERE id = ?',
  );
  const listPending = db
    .prepare<[number, number], PathColumn>(
      `SELECT p.path FROM pictures p WHERE p.root = ? AND p.state = 'present' AND (${IS_MARKED} OR (${IS_UNTRIED})) ORDER BY p.path`,
    )
    .pluck();
  const listPresent = db
    .prepare<[number], PathColumn>(`SELECT path FROM pictures WHERE root = ? AND state = 'present' ORDER BY path`)
    .pluck();

  return {
    unfinished: (model, names) =>
      db.transaction(() => {
        const roots = countPending(db, model, names);
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

interface PendingRow extends RootRow {
  readonly kind: 'folder' | 'files';
  readonly scanned: 0 | 1;
  readonly pending: number;
}

/** The roots that are there, with what is to be done in them: what was named one by one is run whatever it is called. */
function countPending(db: ReadableDatabase, model: number, names: ScannedNames): readonly PendingRow[] {
  const taken = isTaken(names);
  return db
    .prepare<SqlValue[], PendingRow>(
      `SELECT r.id, r.path, r.kind, r.scanned_at IS NOT NULL AS scanned,
         (SELECT count(*) FROM pictures p WHERE p.root = r.id AND p.state = 'present'
           AND (${IS_MARKED} OR (${IS_UNTRIED} AND (r.kind = 'files' OR ${taken.text})))) AS pending
       FROM roots r WHERE r.state = 'online' ORDER BY r.path, r.volume`,
    )
    .all(model, ...taken.parameters);
}

/** On a picture `p`: a scan of its root takes it. The folders that are passed by, with all below them, are found once. */
function isTaken({ files, passedFiles, passedFolders }: ScannedNames): Sql {
  // As text: a name that is no valid UTF-8 has an extension too.
  const isOneOf = (column: string, patterns: readonly string[]): Sql =>
    joinSql([sql('0'), ...patterns.map((pattern) => namePattern(`CAST(${column} AS TEXT)`, pattern))], ' OR ');
  return joinSql(
    [
      sql('('),
      isOneOf('p.name', files),
      sql(') AND NOT ('),
      isOneOf('p.name', passedFiles),
      sql(
        ') AND p.folder NOT IN (WITH RECURSIVE passed (id) AS (SELECT id FROM folders WHERE parent IS NOT NULL AND (',
      ),
      isOneOf('name', passedFolders),
      sql(') UNION SELECT f.id FROM passed JOIN folders f ON f.parent = passed.id) SELECT id FROM passed)'),
    ],
    '',
  );
}

function folderOf({ id, path }: RootRow): readonly KnownPlace[] {
  return [{ root: id, path: pathFromColumn(path), kind: 'folder' }];
}

function filesOf({ id, path }: RootRow, files: readonly PathColumn[]): readonly KnownPlace[] {
  return files.map((file) => ({ root: id, path: joinPath(pathFromColumn(path), pathFromColumn(file)), kind: 'file' }));
}
