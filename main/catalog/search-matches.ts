import type { FilePath } from '../../shared/file-path.ts';
import type { ClassMatch } from '../../shared/prediction.ts';
import type { ReadableDatabase } from './connection.ts';
import type { PictureState } from './query-candidates.ts';
import type { Leads } from './query-shape.ts';
import { anyCorrectionSql, bestSql, conditionSql, correctionSql, predictionSql } from './query-sql.ts';
import { joinSql, sql } from './sql.ts';
import type { QueryReading } from './query-sql.ts';
import type { Sql } from './sql.ts';
import { standingOf } from './search-order.ts';
import type { OrderedRoot, RankedPicture } from './search-order.ts';

/** Of these pictures, those that the query finds, each with its match. */
export type MatchReader = (pictures: readonly number[]) => ReadonlyMap<number, RankedPicture>;

interface MatchRow {
  readonly picture: number;
  readonly root: number;
  readonly path: FilePath;
  readonly takenAt: string | null;
  /** Null: there is no match. */
  readonly class: number | null;
  /** Null with a class: a person's word. */
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
  const among = reading.among === null ? null : new Set(reading.among);
  return (pictures) => {
    const found = new Map<number, RankedPicture>();
    const possible = among === null ? pictures : pictures.filter((picture) => among.has(picture));
    if (possible.length === 0) return found;
    for (const row of statement.iterate(...parameters, { pictures: JSON.stringify(possible) })) {
      const known = found.get(row.picture);
      if (known !== undefined && !isBetter(row, known)) continue;
      const { picture, path, takenAt } = row;
      const root = rootsById.get(row.root)!;
      found.set(picture, { picture, root, path, takenAt, match: matchOf(row) });
    }
    return found;
  };
}

function matchOf({ class: index, score }: MatchRow): ClassMatch | null {
  return index === null ? null : { index, score };
}

/** Of two equal scores the lower class wins, so that the answer never depends on a plan. */
function isBetter(row: MatchRow, { match: known }: RankedPicture): boolean {
  const match = matchOf(row);
  const better = standingOf(match) - standingOf(known);
  return better === 0 && match !== null && known !== null ? match.index < known.index : better > 0;
}

/** Rows of the pictures in a JSON array (`@pictures`) that the leads find; a picture may have several. */
function matchesSql(leads: Leads, state: PictureState, reading: QueryReading): Sql {
  const pictures = 'FROM json_each(@pictures) wanted CROSS JOIN pictures p ON p.id = wanted.value';
  const predicted = `SELECT p.id AS picture, p.root, p.path, p.taken_at AS takenAt, m.class, m.score ${pictures}`;
  const corrected = sql(
    `SELECT p.id AS picture, p.root, p.path, p.taken_at AS takenAt, r.corrected AS class, NULL AS score ${pictures} CROSS JOIN reviews r WHERE p.state = '${state}'`,
  );
  const selects: Sql[] = [];
  for (const { terms, condition } of leads.classes) {
    const where = conditionSql(condition, reading);
    const inState = sql(`${predicted} CROSS JOIN predictions m WHERE p.state = '${state}'`);
    selects.push(joinSql([inState, predictionSql(terms, reading), where], ' AND '));
    const correction = correctionSql(terms, reading);
    if (correction !== null) selects.push(joinSql([corrected, correction, where], ' AND '));
  }
  if (leads.rest !== null) {
    const best = bestSql(reading);
    const where = conditionSql(leads.rest, reading);
    const text = `${predicted} LEFT JOIN predictions m ON ${best.text} WHERE p.state = '${state}'`;
    selects.push(joinSql([{ ...best, text }, where], ' AND '));
    selects.push(joinSql([corrected, anyCorrectionSql(reading), where], ' AND '));
  }
  if (selects.length === 0) return sql(`${predicted} CROSS JOIN predictions m WHERE 0`);
  return joinSql(selects, ' UNION ALL ');
}
