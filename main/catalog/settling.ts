import type { ContentFacts } from '../../shared/run.ts';
import type { ModelRequest } from './catalog.ts';
import { atomic } from './connection.ts';
import type { WritableDatabase } from './connection.ts';
import { storedMtime } from './entering.ts';

/** Of many equal files without a result not all are asked: where none of so many helps, one more is classified. */
const EQUAL_FILES_ASKED = 1000;

interface SettledRow {
  readonly id: number;
  readonly digest: Buffer | null;
  readonly state: 'present' | 'vanished';
}

export type SettleContent = (
  picture: number,
  content: ContentFacts,
  request: ModelRequest,
) => { readonly picture: number; readonly reuse: number | null };

/**
 * Ties what was read to a row. Asked again for the same picture, by the row that was entered or by the one answered,
 * it answers the same: a picture is read anew after its worker died.
 */
export function createSettleContent(db: WritableDatabase): SettleContent {
  const find = db.prepare<[number], SettledRow>('SELECT id, digest, state FROM pictures WHERE id = ?');
  const findSuccessor = db.prepare<[number], SettledRow>(
    `SELECT p.id, p.digest, p.state FROM pictures old
     JOIN pictures p ON p.root = old.root AND p.path = old.path AND p.state = 'present' WHERE old.id = ?`,
  );
  const update = db.prepare<[Buffer, number, bigint, number]>(
    `UPDATE pictures SET digest = ?, size = ?, mtime_ns = ?, state = 'present', vanished_at = NULL WHERE id = ?`,
  );
  const vanish = db.prepare<[number, number]>(
    `UPDATE pictures SET state = 'vanished', vanished_at = ? WHERE id = ? AND state = 'present'`,
  );
  const replace = db.prepare<[Buffer, number, bigint, number, number]>(
    `INSERT INTO pictures (root, folder, path, name, digest, size, mtime_ns, state, added_at)
     SELECT root, folder, path, name, ?, ?, ?, 'present', ? FROM pictures WHERE id = ?`,
  );
  const measureMark = db.prepare<[number, bigint, number]>('UPDATE marks SET size = ?, mtime_ns = ? WHERE picture = ?');
  // Another content: whatever died with the old one says nothing about it.
  const moveMark = db.prepare<[number, number]>('UPDATE marks SET picture = ?, lone_deaths = 0 WHERE picture = ?');
  const see = db.prepare<[number, number, bigint]>('INSERT OR REPLACE INTO temp.seen VALUES (?, ?, ?)');
  const isEnough = db
    .prepare<[number, number, number], number>(
      'SELECT picture FROM classifications WHERE picture = ? AND model = ? AND asked_k >= ?',
    )
    .pluck();
  const findEqual = db
    .prepare<[Buffer, number, number], number>(
      `SELECT c.picture FROM (SELECT id FROM pictures WHERE digest = ? ORDER BY id LIMIT ${EQUAL_FILES_ASKED}) equal
       CROSS JOIN classifications c ON c.picture = equal.id AND c.model = ? AND c.asked_k >= ? LIMIT 1`,
    )
    .pluck();

  return atomic(db, (entered: number, content: ContentFacts, { model, k }: ModelRequest) => {
    const digest = Buffer.from(content.digest, 'hex');
    const { size } = content;
    const mtimeNs = storedMtime(content.mtimeNs);
    const row = find.get(entered);
    if (row === undefined) throw new Error(`picture ${entered} is not in the catalog`);
    const current = row.state === 'present' ? row : (findSuccessor.get(entered) ?? row);
    let picture = current.id;
    if (current.digest === null || current.digest.equals(digest)) {
      update.run(digest, size, mtimeNs, picture);
    } else {
      vanish.run(Date.now(), picture);
      picture = Number(replace.run(digest, size, mtimeNs, Date.now(), picture).lastInsertRowid);
      moveMark.run(picture, current.id);
    }
    measureMark.run(size, mtimeNs, picture);
    see.run(picture, size, mtimeNs);
    const reuse = isEnough.get(picture, model, k) ?? findEqual.get(digest, model, k) ?? null;
    return { picture, reuse };
  });
}
