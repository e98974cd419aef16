import type { FilePath } from '../../shared/file-path.ts';
import type { ReadableDatabase } from './connection.ts';
import type { PictureState } from './query-candidates.ts';
import type { Leads } from './query-shape.ts';
import { bestSql, conditionSql, predictionSql } from './query-sql.ts';
import { joinSql, sql } from './sql.ts';
import type { QueryReading } from './query-sql.ts';
import type { Sql } from './sql.ts';
import type { OrderedRoot, RankedPicture } from './search-order.ts';

/** Of these pictures, those that the query finds, each with its match. */
export type MatchReader = (pictures: readonly number[]) => ReadonlyMap<number, RankedPicture>;

interface MatchRow {
  readonly picture: number;
  readonly root: number;
  readonly path: FilePath;
  readonly class: number | null;
  readonly score: number | null;
}

/** Prepares one statement that checks a query on given pictures by their keys, and tells what matched. */
export function prepareMatches(
  database: ReadableDatabase,
  leads: Leads,
  state: PictureState,
  reading: QueryReading,
  roots: readonly OrderedRoot[],
): MatchReader {
  const { text, parameters } = matchesSql(leads, state, reading);
  const statement = database.prepare<unknown[], MatchRow>(text);
  const rootsById = new Map(roots.map((root) => [root.id, root]));
  return (pictures) => {
    const found = new Map<number, RankedPicture>();
    if (pictures.length === 0) return found;
    for (const row of statement.iterate(...parameters, { pictures: JSON.stringify(pictures) })) {
      const known = found.get(row.picture);
      if (known !== undefined && !isBetter(row, known)) continue;
      const match = row.class === null || row.score === null ? null : { index: row.class, score: row.score };
      found.set(row.picture, { picture: row.picture, root: rootsById.get(row.root)!, path: row.path, match });
    }
    return found;
  };
}

/** Of two equal scores the lower class wins, so that the answer never depends on a plan. */
function isBetter(row: MatchRow, { match }: RankedPicture): boolean {
  if (row.score === null || row.class === null) return false;
  if (match === null || row.score !== match.score) return row.score > (match?.score ?? -1);
  return row.class < match.index;
}

/** Rows of the pictures in a JSON array (`@pictures`) that the leads find; a picture may have several. */
function matchesSql(leads: Leads, state: PictureState, reading: QueryReading): Sql {
  const columns =
    'SELECT p.id AS picture, p.root, p.path, m.class, m.score FROM json_each(@pictures) wanted CROSS JOIN pictures p ON p.id = wanted.value';
  const selects = leads.classes.map(({ terms, condition }) =>
    joinSql(
      [
        sql(`${columns} CROSS JOIN predictions m WHERE p.state = '${state}'`),
        predictionSql(terms, reading),
        conditionSql(condition, reading),
      ],
      ' AND ',
    ),
  );
  if (leads.rest !== null) {
    const best = bestSql(reading);
    const where = conditionSql(leads.rest, reading);
    selects.push(
      joinSql(
        [{ ...best, text: `${columns} LEFT JOIN predictions m ON ${best.text} WHERE p.state = '${state}'` }, where],
        ' AND ',
      ),
    );
  }
  if (selects.length === 0) return sql(`${columns} CROSS JOIN predictions m WHERE 0`);
  return joinSql(selects, ' UNION ALL ');
}
