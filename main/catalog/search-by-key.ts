import { assertNever } from '../../shared/assert-never.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { Query } from '../../shared/query/query.ts';
import type { SortDirection, SortKey } from '../../shared/query/sort.ts';
import type { ReadableDatabase } from './connection.ts';
import { splitPath } from './path-column.ts';
import type { PreparedSearch, SearchPart } from './prepared-search.ts';
import { idsOf, narrowingSql, smallestSetOf, VANISHED_PICTURES } from './query-candidates.ts';
import { conjuncts } from './query-shape.ts';
import { takenSql } from './query-sql.ts';
import { batches } from './search-batches.ts';
import type { RankedPicture } from './search-order.ts';
import { joinSql, sql } from './sql.ts';
import type { Sql } from './sql.ts';

// What a query finds in the order of a column. Ids come in that order from an index, or from a set that is sorted; each
// batch of them is then checked as a search by score checks its own.

export interface KeyWalk {
  readonly by: Exclude<SortKey, 'score'>;
  readonly direction: SortDirection;
  readonly after: RankedPicture | null;
  readonly limit: number;
}

/** Sets up to this size are sorted at once; of a larger one enough stands near any place of an index. */
const SMALL_SET = 6_000;
/** Pictures of an index that are looked at for a page, before its set is sorted after all, however large. */
const PATIENCE = 12_000;
/** Sorted in one statement, at most: about 0.2 s. */
const LARGEST_SORTED = 100_000;
/** Rows of an index read in one statement. */
const CHUNK = 1_024;

export function* walkByKey(prepared: PreparedSearch, walk: KeyWalk): Generator<RankedPicture, void, undefined> {
  const { database, parts } = prepared;
  const order = orderOf(walk, parts);
  const isWhole = walk.limit === Infinity;
  const set = setOf(prepared, isWhole ? LARGEST_SORTED : SMALL_SET);
  let place: KeyPlace | null = walk.after === null ? null : placeOf(walk.after);
  if (set === null) {
    let seen = 0;
    for (const chunk of batches(alongIndex(database, order, place), walk.limit)) {
      yield* found(parts, chunk);
      place = chunk[chunk.length - 1] ?? place;
      seen += chunk.length;
      if (seen >= PATIENCE && !isWhole) break;
    }
    if (seen < PATIENCE || isWhole) return;
  }
  const sorted = set ?? setOf(prepared, LARGEST_SORTED);
  const ids = sorted === null ? alongIndex(database, order, place) : amongSorted(database, order, place, sorted);
  for (const batch of batches(ids, walk.limit)) yield* found(parts, batch);
}

/** Of these pictures, in their order, those that the query finds. */
function* found(
  parts: readonly SearchPart[],
  places: readonly { readonly id: number }[],
): Generator<RankedPicture, void, undefined> {
  const ids = places.map(({ id }) => id);
  const matches = parts.map((part) => part.matches(ids));
  for (const id of ids) {
    for (const match of matches) {
      const ranked = match.get(id);
      if (ranked !== undefined) yield ranked;
    }
  }
}

/** All pictures that the query can find, where these are at most so many; null where nothing narrows it to them. */
function setOf({ database, reading, parts }: PreparedSearch, largest: number): readonly number[] | null {
  const ids = new Set<number>();
  for (const { state, condition } of parts) {
    const set =
      smallestSetOf(database, condition, reading, 'sets-and-classes', largest) ??
      (state === 'vanished' && narrowingSql(condition, reading, 'sets-and-classes') === null
        ? idsOf(database, VANISHED_PICTURES, largest + 1)
        : null);
    if (set === null) return null;
    for (const id of set) ids.add(id);
  }
  return ids.size > largest ? null : [...ids];
}

/** Where a picture stands in the order. */
interface KeyPlace {
  readonly id: number;
  readonly name: FilePath;
  readonly takenAt: string | null;
}

function placeOf({ picture, path, takenAt }: RankedPicture): KeyPlace {
  return { id: picture, name: splitPath(path).name, takenAt };
}

/** A part of the order that one index holds. */
interface OrderStretch {
  readonly index: string | null;
  readonly where: Sql;
  readonly order: string;
  /** On a row that comes after a place; `none`: all of the stretch lies before that place; `all`: behind it. */
  readonly after: (place: KeyPlace) => Sql | 'none' | 'all';
}

function orderOf(
  { by, direction }: Pick<KeyWalk, 'by' | 'direction'>,
  parts: readonly SearchPart[],
): readonly OrderStretch[] {
  const [sign, desc] = direction === 'ascending' ? ['>', ''] : ['<', ' DESC'];
  const everything = sql('1');
  const byId = `p.id${desc}`;
  const afterId = ({ id }: KeyPlace): Sql => sql(`p.id ${sign} ?`, id);
  switch (by) {
    case 'added':
      // Ids only ever grow, and a picture that moved keeps its own.
      return [{ index: null, where: everything, order: byId, after: afterId }];
    case 'name': {
      const after = ({ id, name }: KeyPlace): Sql => {
        return { text: `(p.name COLLATE NOCASE, p.id) ${sign} (?, ?)`, parameters: [name, id] };
      };
      const order = `p.name COLLATE NOCASE${desc}, ${byId}`;
      return [{ index: 'pictures_by_name', where: everything, order, after }];
    }
    case 'taken': {
      const [only] = parts;
      const taken = parts.length === 1 && only !== undefined ? conjuncts(only.condition).filter(isTaken) : [];
      const dated: OrderStretch = {
        index: 'pictures_by_taken',
        where: joinSql([sql('p.taken_at IS NOT NULL'), ...taken.map(takenSql)], ' AND '),
        order: `p.taken_at${desc}, ${byId}`,
        after: ({ id, takenAt }) => (takenAt === null ? 'none' : sql(`(p.taken_at, p.id) ${sign} (?, ?)`, takenAt, id)),
      };
      if (taken.length > 0) return [dated];
      const undated: OrderStretch = {
        index: 'pictures_undated',
        where: sql('p.taken_at IS NULL'),
        order: byId,
        after: (place) => (place.takenAt === null ? afterId(place) : 'all'),
      };
      return [dated, undated];
    }
    default:
      return assertNever(by);
  }
}

function isTaken(query: Query): query is Extract<Query, { kind: 'taken' }> {
  return query.kind === 'taken';
}

const COLUMNS = 'SELECT p.id, p.name, p.taken_at AS takenAt FROM';

/** All pictures of whatever state, as the indexes hold them. */
function* alongIndex(
  database: ReadableDatabase,
  order: readonly OrderStretch[],
  begin: KeyPlace | null,
): Generator<KeyPlace, void, undefined> {
  let place = begin;
  for (const stretch of order) {
    const from = `pictures p ${stretch.index === null ? '' : `INDEXED BY ${stretch.index}`}`;
    for (;;) {
      const rows = readStretch(database, { text: from, parameters: [] }, stretch, place, CHUNK);
      yield* rows;
      place = rows[rows.length - 1] ?? place;
      if (rows.length < CHUNK) break;
    }
  }
}

/** Some pictures, sorted. */
function* amongSorted(
  database: ReadableDatabase,
  order: readonly OrderStretch[],
  begin: KeyPlace | null,
  pictures: readonly number[],
): Generator<KeyPlace, void, undefined> {
  const from = sql('json_each(?) wanted CROSS JOIN pictures p ON p.id = wanted.value', JSON.stringify(pictures));
  for (const stretch of order) yield* readStretch(database, from, stretch, begin, -1);
}

/** Rows of a stretch after a place; a limit below 0 is none. */
function readStretch(
  database: ReadableDatabase,
  from: Sql,
  stretch: OrderStretch,
  place: KeyPlace | null,
  limit: number,
): readonly KeyPlace[] {
  const after = place === null ? 'all' : stretch.after(place);
  if (after === 'none') return [];
  const where = joinSql(after === 'all' ? [stretch.where] : [stretch.where, after], ' AND ');
  const text = `${COLUMNS} ${from.text} WHERE ${where.text} ORDER BY ${stretch.order} LIMIT ?`;
  return database.prepare<unknown[], KeyPlace>(text).all(...from.parameters, ...where.parameters, limit);
}
