import { foldName } from '../../shared/fold-name.ts';
import type { CompiledQuery, PictureChoice } from './compiled-query.ts';
import type { TagChange } from './changes.ts';
import type { ReadableDatabase } from './connection.ts';
import { narrowingSql, smallestSetOf } from './query-candidates.ts';
import { readingOf } from './query-reading.ts';
import { conditionsByState } from './query-shape.ts';
import { conditionSql } from './query-sql.ts';
import { joinSql, sql } from './sql.ts';
import type { Sql } from './sql.ts';
import type { PictureSelection } from './selection.ts';

/**
 * All pictures that a query finds, in no order. It belongs to the transaction it was made in: folders, tags and small
 * sets are looked up already.
 */
export function selectPictures(database: ReadableDatabase, compiled: CompiledQuery): PictureSelection {
  const reading = readingOf(database, compiled);
  const conditions = conditionsByState(compiled.query);
  const selects: Sql[] = [];
  for (const state of ['present', 'vanished'] as const) {
    const condition = conditions[state];
    if (condition === null) continue;
    const terms = [sql(`p.state = '${state}'`), conditionSql(condition, reading)];
    const small = smallestSetOf(database, condition, reading);
    const narrowing = small === null ? narrowingSql(condition, reading, 'sets-and-classes') : null;
    if (small !== null) terms.unshift(sql('p.id IN (SELECT value FROM json_each(?))', JSON.stringify(small)));
    if (narrowing !== null) terms.unshift({ ...narrowing, text: `p.id IN (${narrowing.text})` });
    const where = joinSql(terms, ' AND ');
    selects.push({ ...where, text: `SELECT p.id AS picture FROM pictures p WHERE ${where.text}` });
  }
  if (selects.length === 0) return { sql: 'SELECT id AS picture FROM pictures WHERE 0', parameters: [] };
  const selection = joinSql(selects, ' UNION ALL ');
  return { sql: selection.text, parameters: selection.parameters };
}

/** The chosen pictures, each once; of rows, those that are there. */
export function choosePictures(database: ReadableDatabase, which: PictureChoice): PictureSelection {
  if (!('pictures' in which)) return selectPictures(database, which);
  const sql = 'SELECT DISTINCT p.id AS picture FROM json_each(?) chosen CROSS JOIN pictures p ON p.id = chosen.value';
  return { sql, parameters: [JSON.stringify(which.pictures)] };
}

/** How many pictures a query finds. */
export function countPictures(database: ReadableDatabase, compiled: CompiledQuery): number {
  return database.transaction(() => {
    const { sql: selection, parameters } = selectPictures(database, compiled);
    const count = database.prepare<unknown[], number>(`SELECT count(*) FROM (${selection})`).pluck();
    return count.get(...parameters) ?? 0;
  })();
}

/** What putting a tag on all chosen pictures, or taking it off, would do. */
export function previewTag(
  database: ReadableDatabase,
  change: 'tag' | 'untag',
  name: string,
  which: PictureChoice,
): TagChange {
  return database.transaction(() => {
    const { sql: selection, parameters } = choosePictures(database, which);
    const carries = `EXISTS (SELECT 1 FROM tagged CROSS JOIN tags ON tags.id = tagged.tag WHERE tagged.digest = p.digest AND tags.key = ?)`;
    const preview = database
      .prepare<unknown[], TagChange>(
        `SELECT count(*) AS pictures,
                count(DISTINCT p.digest) AS contents,
                count(DISTINCT CASE WHEN ${carries} = ? THEN p.digest END) AS changed,
                count(*) - count(p.digest) AS unreadable
           FROM (${selection}) selected CROSS JOIN pictures p ON p.id = selected.picture`,
      )
      .get(foldName(name), change === 'untag' ? 1 : 0, ...parameters);
    return preview ?? { pictures: 0, contents: 0, changed: 0, unreadable: 0 };
  })();
}
