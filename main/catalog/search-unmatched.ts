import type { Query } from '../../shared/query/query.ts';
import type { PictureState } from './query-candidates.ts';
import { bestSql, conditionSql } from './query-sql.ts';
import { joinSql, sql } from './sql.ts';
import type { QueryReading } from './query-sql.ts';
import type { Sql } from './sql.ts';

/**
 * A SELECT of id and path of the pictures of one root (first parameter) that have no prediction to be listed by, in
 * order of path and id, after a path (second and third parameter) and an id (fourth); the last parameter is a limit.
 */
export function unmatchedSql(rest: Query, state: PictureState, reading: QueryReading): Sql {
  const index = state === 'present' ? 'pictures_by_path' : 'pictures_vanished_by_path';
  const best = bestSql(reading);
  return joinSql(
    [
      sql(
        `SELECT p.id, p.path FROM pictures p INDEXED BY ${index} WHERE p.state = '${state}' AND p.root = ? AND p.path >= ? AND (p.path, p.id) > (?, ?)`,
      ),
      { ...best, text: `NOT EXISTS (SELECT 1 FROM predictions m WHERE ${best.text})` },
      { ...conditionSql(rest, reading), text: `${conditionSql(rest, reading).text} ORDER BY p.path, p.id LIMIT ?` },
    ],
    ' AND ',
  );
}
