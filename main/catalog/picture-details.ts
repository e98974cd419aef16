import type { ClassScore } from '../../shared/prediction.ts';
import type { ReadableDatabase } from './connection.ts';

// What belongs to pictures that are known already: one look-up for a page of them.

/** Stored predictions of one model by picture, best first; pictures without any are left out. */
export function predictionsOf(
  database: ReadableDatabase,
  model: number,
  pictures: readonly number[],
): ReadonlyMap<number, readonly ClassScore[]> {
  const rows = database
    .prepare<[string, number], ClassScore & { readonly picture: number }>(
      `SELECT m.picture, m.class AS "index", m.score FROM json_each(?) wanted
         CROSS JOIN predictions m ON m.picture = wanted.value AND m.model = ?
       ORDER BY m.picture, m.rank`,
    )
    .all(JSON.stringify(pictures), model);
  return groupBy(
    rows,
    (row) => row.picture,
    ({ index, score }) => ({ index, score }),
  );
}

/** Tags by picture, in order of their keys; pictures without any are left out. */
export function tagsOf(
  database: ReadableDatabase,
  pictures: readonly number[],
): ReadonlyMap<number, readonly string[]> {
  const rows = database
    .prepare<[string], { readonly id: number; readonly name: string }>(
      `SELECT p.id, tags.name FROM json_each(?) wanted
         CROSS JOIN pictures p ON p.id = wanted.value
         CROSS JOIN tagged ON tagged.digest = p.digest
         CROSS JOIN tags ON tags.id = tagged.tag
       ORDER BY tags.key`,
    )
    .all(JSON.stringify(pictures));
  return groupBy(
    rows,
    (row) => row.id,
    (row) => row.name,
  );
}

function groupBy<Row, Item>(
  rows: readonly Row[],
  keyOf: (row: Row) => number,
  itemOf: (row: Row) => Item,
): ReadonlyMap<number, readonly Item[]> {
  const groups = new Map<number, Item[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [itemOf(row)]);
    else group.push(itemOf(row));
  }
  return groups;
}
