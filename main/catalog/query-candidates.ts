import type { ReadableDatabase } from './connection.ts';
import { assertNever } from '../../shared/assert-never.ts';
import type { ClassTerm, IsState, Query } from '../../shared/query/query.ts';
import { namePattern } from './name-pattern.ts';
import type { QueryReading } from './query-sql.ts';
import type { Sql } from './sql.ts';
import { correctableClasses, foldersOf, takenSql } from './query-sql.ts';
import { joinSql, sql } from './sql.ts';
import { conjuncts } from './query-shape.ts';

/** Which states' pictures a condition is about. */
export type PictureState = 'present' | 'vanished';

/** Sets up to this size are fetched, so that no other picture is looked at; larger ones hardly narrow a search. */
const LARGEST_SET = 12_000;
/** Sets up to this size are looked at whole; in a larger one, predictions are scanned and its pictures picked out. */
const SMALL_SET = 3_000;

/** Where to look for what a condition finds. */
export type Candidates =
  /** At all these pictures. */
  | { readonly kind: 'all-of'; readonly pictures: readonly number[] }
  /** Along the predictions, best score first; only at these pictures, where there is such a set. */
  | { readonly kind: 'by-score'; readonly among: ReadonlySet<number> | null };

/** The quickest way to a condition's first page. */
export function candidatesOf(
  database: ReadableDatabase,
  query: Query,
  state: PictureState,
  reading: QueryReading,
): Candidates {
  const set = smallestSetOf(database, query, reading);
  // Vanished pictures are few among all that have predictions; failed, rejected and corrected ones have hardly any to be
  // found by.
  const scarce = conjuncts(query).find((term) => term.kind === 'is' && SCARCELY_PREDICTED.has(term.state));
  if (set !== null && (set.length <= SMALL_SET || state === 'vanished' || scarce !== undefined)) {
    return { kind: 'all-of', pictures: set };
  }
  const whole = scarce === undefined ? null : narrowingSql(scarce, reading, 'sets');
  if (whole !== null) return { kind: 'all-of', pictures: idsOf(database, whole, -1) };
  if (state === 'vanished') return { kind: 'all-of', pictures: idsOf(database, VANISHED_PICTURES, -1) };
  return { kind: 'by-score', among: set === null ? null : new Set(set) };
}

/**
 * The smallest set, of at most `largest`, that one of a condition's terms narrows it to; null where none does. Where only
 * certain pictures may be found, these, however many.
 */
export function smallestSetOf(
  database: ReadableDatabase,
  query: Query,
  reading: QueryReading,
  by: 'sets' | 'sets-and-classes' = 'sets',
  largest = LARGEST_SET,
): readonly number[] | null {
  if (reading.among !== null) return reading.among;
  let smallest: readonly number[] | null = null;
  for (const term of conjuncts(query)) {
    const narrowing = narrowingSql(term, reading, by);
    if (narrowing === null || isTagLargerThan(database, term, reading, largest)) continue;
    const ids = idsOf(database, narrowing, largest + 1);
    if (ids.length <= largest && ids.length < (smallest?.length ?? Infinity)) smallest = ids;
    if (smallest !== null && smallest.length < 100) break;
  }
  return smallest;
}

/** Contents of a tag are counted in no time, where finding the picture of each is a look-up. */
function isTagLargerThan(database: ReadableDatabase, term: Query, reading: QueryReading, largest: number): boolean {
  const tag = term.kind === 'tag' ? reading.tagNamed(term.name) : null;
  if (tag === null) return false;
  const beyond = database.prepare<[number, number], number>('SELECT 1 FROM tagged WHERE tag = ? LIMIT 1 OFFSET ?');
  return beyond.get(tag, largest) !== undefined;
}

const SCARCELY_PREDICTED: ReadonlySet<string> = new Set(['failed', 'rejected', 'corrected']);
const NO_PICTURES = sql('SELECT id FROM pictures WHERE 0');
/** Ids of all vanished pictures. */
export const VANISHED_PICTURES = sql(
  `SELECT id FROM pictures INDEXED BY pictures_vanished_by_path WHERE state = 'vanished'`,
);

/** What a narrowing SELECT names, each picture once; a limit below 0 is none. */
export function idsOf(database: ReadableDatabase, narrowing: Sql, limit: number): readonly number[] {
  const statement = database.prepare<unknown[], number>(`SELECT DISTINCT * FROM (${narrowing.text}) LIMIT ?`);
  return statement.pluck().all(...narrowing.parameters, limit);
}

/**
 * A SELECT of ids of pictures, read by an index: all that the condition finds, and possibly more (conditions are
 * checked afterwards), in any state, some twice. `sets`: by what is not a prediction. Null where no index narrows it.
 */
export function narrowingSql(query: Query, reading: QueryReading, by: 'sets' | 'sets-and-classes'): Sql | null {
  switch (query.kind) {
    case 'classes':
      return by === 'sets' ? null : classesSql(query, reading);
    case 'and': {
      for (const term of query.terms) {
        const narrowing = narrowingSql(term, reading, by);
        if (narrowing !== null) return narrowing;
      }
      return null;
    }
    case 'or': {
      const alternatives: Sql[] = [];
      for (const term of query.terms) {
        const narrowing = narrowingSql(term, reading, by);
        if (narrowing === null) return null;
        alternatives.push(narrowing);
      }
      return joinSql(alternatives, ' UNION ALL ');
    }
    case 'tag': {
      const tag = reading.tagNamed(query.name);
      if (tag === null) return NO_PICTURES;
      return sql('SELECT p.id FROM tagged t CROSS JOIN pictures p ON p.digest = t.digest WHERE t.tag = ?', tag);
    }
    case 'folder':
    case 'folder-at':
      return sql(
        'SELECT p.id FROM json_each(?) f CROSS JOIN pictures p ON p.folder = f.value',
        foldersOf(query, reading),
      );
    case 'volume':
      return picturesOfRoots(sql('r.volume = ? COLLATE NOCASE', query.volume));
    case 'name': {
      const named = namePattern('p.name', query.pattern);
      return { ...named, text: `SELECT p.id FROM pictures p INDEXED BY pictures_by_name WHERE ${named.text}` };
    }
    case 'taken': {
      const taken = takenSql(query);
      return { ...taken, text: `SELECT p.id FROM pictures p INDEXED BY pictures_by_taken WHERE ${taken.text}` };
    }
    case 'is':
      return by === 'sets' ? stateSql(query.state, reading) : verdictSql(query.state, reading);
    case 'all':
    case 'not':
    case 'score':
      return null;
    default:
      return assertNever(query);
  }
}

/** By the verdict beside a prediction too: these are no small sets, and yet often fewer than all pictures. */
function verdictSql(state: IsState, reading: QueryReading): Sql | null {
  switch (state) {
    case 'unreviewed':
      if (reading.areManyUnreviewed()) return null;
      return sql(
        'SELECT m.picture FROM predictions m INDEXED BY predictions_unreviewed WHERE m.model = ? AND m.rank = 1 AND m.verdict IS NULL',
        reading.model,
      );
    case 'accepted':
      return sql(
        `SELECT m.picture FROM predictions m INDEXED BY predictions_accepted WHERE m.model = ? AND m.rank = 1 AND m.verdict = 'accepted'`,
        reading.model,
      );
    default:
      return stateSql(state, reading);
  }
}

function stateSql(state: IsState, reading: QueryReading): Sql | null {
  switch (state) {
    case 'failed':
      return sql('SELECT picture FROM failures');
    case 'rejected':
      return sql(
        `SELECT p.id FROM reviews r CROSS JOIN pictures p ON p.digest = r.digest WHERE r.model = ? AND r.verdict = 'rejected'`,
        reading.model,
      );
    case 'corrected':
      return correctedSql(null, reading);
    case 'offline':
      return picturesOfRoots(sql(`r.state = 'offline'`));
    case 'outdated':
      return sql(
        'SELECT c.picture FROM models o CROSS JOIN classifications c ON c.model = o.id WHERE o.id <> ?',
        reading.model,
      );
    case 'changed':
      if (reading.comparison === null) return NO_PICTURES;
      return sql('SELECT picture FROM classifications WHERE model = ?', reading.comparison.model);
    case 'unclassified':
    case 'untagged':
    case 'uncertain':
    case 'unreviewed':
    case 'accepted':
    case 'vanished':
      return null;
    default:
      return assertNever(state);
  }
}

/** By folders, whose index knows present and vanished pictures alike. `roots`: a condition on a root `r`. */
function picturesOfRoots(roots: Sql): Sql {
  const text = `SELECT p.id FROM roots r CROSS JOIN folders d ON d.root = r.id CROSS JOIN pictures p ON p.folder = d.id WHERE ${roots.text}`;
  return { ...roots, text };
}

/** A SELECT of ids of the pictures that a person gave one of these classes; null: any. */
export function correctedSql(classes: readonly number[] | null, reading: QueryReading): Sql {
  const corrected = sql(
    `SELECT p.id FROM reviews r INDEXED BY reviews_by_corrected CROSS JOIN pictures p ON p.digest = r.digest WHERE r.model = ? AND r.verdict = 'corrected'`,
    reading.model,
  );
  if (classes === null) return corrected;
  return joinSql([corrected, sql('r.corrected IN (SELECT value FROM json_each(?))', JSON.stringify(classes))], ' AND ');
}

function classesSql(term: ClassTerm, reading: QueryReading): Sql {
  const from = term.score === null ? reading.threshold : (term.score.from?.value ?? 0);
  const index = term.anyRank ? 'predictions_any' : 'predictions_top';
  const scope = sql(
    `SELECT m.picture FROM predictions m INDEXED BY ${index} WHERE m.model = ?${term.anyRank ? '' : ' AND m.rank = 1'} AND m.class IN (SELECT value FROM json_each(?))`,
    reading.model,
    JSON.stringify(term.classes),
  );
  const found = [joinSql([scope, sql('m.score >= ? AND m.score <= ?', from, term.score?.to?.value ?? 1)], ' AND ')];
  if (term.score === null) {
    found.push(
      sql(
        `SELECT m.picture FROM predictions m INDEXED BY predictions_accepted WHERE m.model = ? AND m.rank = 1 AND m.verdict = 'accepted' AND m.score < ? AND m.class IN (SELECT value FROM json_each(?))`,
        reading.model,
        from,
        JSON.stringify(term.classes),
      ),
    );
  }
  const correctable = correctableClasses([term]);
  if (correctable.length > 0) found.push(correctedSql(correctable, reading));
  return joinSql(found, ' UNION ALL ');
}
