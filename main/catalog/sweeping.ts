import type { FilePath } from '../../shared/file-path.ts';
import type { Scope, SweepReport } from './catalog.ts';
import { atomic } from './connection.ts';
import type { WritableDatabase } from './connection.ts';
import { createMove } from './moving.ts';
import { rangesAtOrBelow } from './path-column.ts';
import { scopeRanges } from './scope.ts';

export type Sweep = (
  scopes: readonly { readonly scope: Scope; readonly unlisted: readonly FilePath[] }[],
) => SweepReport;

/** Ends a scan: what it saw is in `temp.seen`; what it should have seen and did not goes through `temp.unseen`. */
export function createSweep(db: WritableDatabase): Sweep {
  db.exec(`
    CREATE TEMP TABLE unseen (root INTEGER, path ANY, picture INTEGER NOT NULL, PRIMARY KEY (root, path))
      STRICT, WITHOUT ROWID;
    CREATE TEMP TABLE swept (root INTEGER PRIMARY KEY);`);

  const clearUnseen = db.prepare('DELETE FROM temp.unseen');
  const clearSwept = db.prepare('DELETE FROM temp.swept');
  // Whatever the caller believes: under a root that is offline nothing vanishes.
  const addSwept = db.prepare<[number]>(
    `INSERT OR IGNORE INTO temp.swept SELECT id FROM roots WHERE id = ? AND state = 'online'`,
  );
  const isSwept = db.prepare<[number], number>('SELECT root FROM temp.swept WHERE root = ?').pluck();
  const miss = db.prepare<[number, FilePath, FilePath]>(
    `INSERT OR IGNORE INTO temp.unseen SELECT root, path, id FROM pictures
     WHERE root = ? AND state = 'present' AND path >= ? AND path < ? AND id NOT IN (SELECT picture FROM temp.seen)`,
  );
  const pardon = db.prepare<[number, FilePath, FilePath]>(
    'DELETE FROM temp.unseen WHERE root = ? AND path >= ? AND path < ?',
  );
  const vanish = db.prepare<[number]>(
    `UPDATE pictures SET state = 'vanished', vanished_at = ? WHERE id IN (SELECT picture FROM temp.unseen)`,
  );
  const unmark = db.prepare('DELETE FROM marks WHERE picture IN (SELECT picture FROM temp.unseen)');
  const countVanished = db
    .prepare<[], number>(
      `SELECT count(*) FROM temp.unseen u JOIN pictures p ON p.id = u.picture WHERE p.state = 'vanished'`,
    )
    .pluck();
  const moveAll = createMove(db);
  const age = db.prepare(
    `UPDATE pictures SET is_new = 0 WHERE is_new = 1 AND root IN (SELECT root FROM temp.swept)
       AND id IN (SELECT picture FROM temp.seen)`,
  );
  const stamp = db.prepare<[number, number]>('UPDATE roots SET scanned_at = ? WHERE id = ?');

  return atomic(db, (scopes: Parameters<Sweep>[0]) => {
    clearUnseen.run();
    clearSwept.run();
    for (const { scope, unlisted } of scopes) {
      const { root } = scope;
      addSwept.run(root);
      if (isSwept.get(root) === undefined) continue;
      for (const { low, high } of scopeRanges(scope)) miss.run(root, low, high);
      for (const { low, high } of unlisted.flatMap(rangesAtOrBelow)) pardon.run(root, low, high);
      if (scope.part.kind === 'folder' && scope.part.prefix.length === 0) stamp.run(Date.now(), root);
    }
    vanish.run(Date.now());
    unmark.run();
    const moved = moveAll();
    age.run();
    return { vanished: countVanished.get() ?? 0, moved };
  });
}
