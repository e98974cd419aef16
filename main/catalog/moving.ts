import type { WritableDatabase } from './connection.ts';

interface Move {
  /** The old row, vanished. */
  readonly picture: number;
  /** The new row whose place it takes. */
  readonly target: number;
  /** 0 where the content is back at the path that it had. */
  readonly renamed: 0 | 1;
}

/**
 * Lets vanished rows take the place of new ones: of a digest that exactly one new picture has (one that was not seen
 * counts too), the row that vanished last, unless its root is offline. The new row must have been seen under a root
 * that is swept now. Runs inside the sweep's transaction; answers how many changed their path.
 */
export function createMove(db: WritableDatabase): () => number {
  // Driven by what is new: little in a rescan, and in a first scan nothing has vanished, so each look-up is one miss.
  const findMoves = db.prepare<[], Move>(
    `WITH arrived AS MATERIALIZED (
       SELECT min(n.id) AS target, n.digest FROM pictures n INDEXED BY pictures_new
       WHERE n.is_new = 1 AND n.state = 'present' AND n.digest IS NOT NULL
         AND EXISTS (SELECT 1 FROM pictures v WHERE v.digest = n.digest AND v.state = 'vanished')
       GROUP BY n.digest HAVING count(*) = 1),
     pairs AS MATERIALIZED (
       SELECT a.target, (SELECT v.id FROM pictures v INDEXED BY pictures_vanished_by_digest JOIN roots r ON r.id = v.root
         WHERE v.digest = a.digest AND v.state = 'vanished' AND r.state = 'online'
         ORDER BY v.vanished_at DESC, v.id DESC LIMIT 1) AS picture
       FROM arrived a JOIN temp.seen s ON s.picture = a.target)
     SELECT pair.picture, pair.target, v.root <> n.root OR v.path <> n.path AS renamed
     FROM pairs pair JOIN pictures v ON v.id = pair.picture JOIN pictures n ON n.id = pair.target
     WHERE n.root IN (SELECT root FROM temp.swept)`,
  );
  // What was tried now replaces what the old row failed by; where nothing was tried, it is still the file that failed.
  const forgetFailure = db.prepare<[Move]>(
    `DELETE FROM failures WHERE picture = :picture AND (EXISTS (SELECT 1 FROM failures WHERE picture = :target)
       OR EXISTS (SELECT 1 FROM classifications WHERE picture = :target))`,
  );
  const takeFailure = db.prepare<[Move]>('UPDATE failures SET picture = :picture WHERE picture = :target');
  // Of two classifications by one model the one with more predictions stays.
  const forgetSmaller = db.prepare<[Move]>(
    `DELETE FROM classifications WHERE picture = :picture AND EXISTS (SELECT 1 FROM classifications n
       WHERE n.picture = :target AND n.model = classifications.model AND n.asked_k >= classifications.asked_k)`,
  );
  const takeClassifications = db.prepare<[Move]>(
    `UPDATE classifications SET picture = :picture WHERE picture = :target
       AND model NOT IN (SELECT model FROM classifications WHERE picture = :picture)`,
  );
  const leavePlace = db.prepare<[Move]>(`UPDATE pictures SET state = 'vanished', vanished_at = 0 WHERE id = :target`);
  const takePlace = db.prepare<[Move]>(
    `UPDATE pictures AS v SET root = n.root, folder = n.folder, path = n.path, name = n.name, size = n.size,
       mtime_ns = n.mtime_ns, state = 'present', vanished_at = NULL, is_new = 0,
       width = coalesce(n.width, v.width), height = coalesce(n.height, v.height),
       taken_at = iif(n.width IS NULL, v.taken_at, n.taken_at), format = coalesce(n.format, v.format),
       warning = iif(n.width IS NULL, v.warning, n.warning)
     FROM pictures n WHERE v.id = :picture AND n.id = :target`,
  );
  const remove = db.prepare<[Move]>('DELETE FROM pictures WHERE id = :target');
  const steps = [forgetFailure, takeFailure, forgetSmaller, takeClassifications, leavePlace, takePlace, remove];

  return () => {
    const moves = findMoves.all();
    for (const move of moves) for (const step of steps) step.run(move);
    return moves.filter(({ renamed }) => renamed === 1).length;
  };
}
