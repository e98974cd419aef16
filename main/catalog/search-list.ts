import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import type { SearchSort } from '../../shared/query/sort.ts';
import type { CompiledQuery, ListRequest } from './compiled-query.ts';
import type { ReadableDatabase } from './connection.ts';
import { prepareSearch } from './prepared-search.ts';
import type { ListPart, SearchHit } from './reader-answers.ts';
import type { RankedPicture } from './search-order.ts';
import { describeHits } from './search-page.ts';
import { walkSearch } from './search-walk.ts';

/** What queries find, as numbered lists. */
export interface SearchLists {
  readonly searchList: (query: CompiledQuery, request: ListRequest) => Promise<ListPart>;
  /** Row ids by position from `from` up to, not including, `to`; null where that list is no longer kept. */
  readonly listedPictures: (list: number, from: number, to: number) => Promise<readonly number[] | null>;
}

/** The connection is left to other questions after so long. */
const SLICE_MS = 15;
/** Each is at most 8 bytes for every picture there is. */
const KEPT_LISTS = 3;
/** Up to so many more, a walk looks no further ahead than to them. */
const FEW = 1_000;

interface Waiting {
  readonly length: number;
  /** Only for later: of a list that is no longer kept nobody wants it. */
  readonly isAhead: boolean;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Row ids in their order, as far as anybody wanted them. */
interface List {
  readonly number: number;
  readonly query: CompiledQuery;
  readonly sort: SearchSort;
  /** Grown by doubling; `length` of it are known. 8 bytes a picture. */
  ids: Float64Array;
  length: number;
  /** A bit a row id: while the catalog changes, a walk may meet a picture again. */
  seen: Uint8Array;
  walk: { readonly pictures: Generator<RankedPicture, void, undefined>; left: number } | null;
  last: RankedPicture | null;
  isComplete: boolean;
  /** Those who wait for it to reach a length. */
  readonly waiting: Set<Waiting>;
  isGrowing: boolean;
}

/**
 * A list is what a walk through a search has met so far, kept as row ids: a position in the middle of a million is
 * reached by walking on to it once, in slices between which other questions are answered, and after that at once. It
 * stays as it is while the catalog changes. The lists asked for last are kept.
 */
export function createSearchLists(database: ReadableDatabase): SearchLists {
  const kept = new Map<number, List>();
  let lastNumber = 0;

  /** It is the one asked for last now: what leaves is the one that nobody has asked for the longest. */
  function keptList(number: number): List | undefined {
    const list = kept.get(number);
    if (list !== undefined && kept.delete(number)) kept.set(number, list);
    return list;
  }

  function begin(query: CompiledQuery, sort: SearchSort): List {
    const list: List = {
      ...{ number: ++lastNumber, query, sort, walk: null, last: null, isComplete: false, isGrowing: false },
      ...{ ids: new Float64Array(1024), length: 0, seen: new Uint8Array(1024), waiting: new Set<Waiting>() },
    };
    kept.set(list.number, list);
    for (const oldest of kept.keys()) if (kept.size > KEPT_LISTS) kept.delete(oldest);
    return list;
  }

  /** Resolves when the list is so long, or as long as it gets. */
  function grow(list: List, length: number, isAhead: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      list.waiting.add({ length, isAhead, resolve, reject });
      if (!list.isGrowing) void growForAll(list);
    });
  }

  async function growForAll(list: List): Promise<void> {
    list.isGrowing = true;
    try {
      for (;;) {
        for (const one of list.waiting) {
          const isOver = list.isComplete || (one.isAhead && !kept.has(list.number));
          if (!isOver && one.length > list.length) continue;
          list.waiting.delete(one);
          one.resolve();
        }
        if (list.waiting.size === 0) break;
        growSlice(list, Math.min(...[...list.waiting].map(({ length }) => length)));
        await setImmediate();
      }
    } catch (error) {
      for (const { reject } of list.waiting) reject(error);
      list.waiting.clear();
    }
    list.isGrowing = false;
  }

  function growSlice(list: List, length: number): void {
    database.transaction(() => {
      const end = performance.now() + SLICE_MS;
      const walk = (list.walk ??= walkOn(list, length - list.length));
      while (list.length < length && walk.left > 0 && performance.now() < end) {
        const next = walk.pictures.next();
        if (next.done === true) {
          list.isComplete = true;
          return;
        }
        walk.left -= 1;
        list.last = next.value;
        append(list, next.value.picture);
      }
      if (walk.left === 0) list.walk = null;
    })();
  }

  function walkOn({ query, sort, last }: List, more: number): NonNullable<List['walk']> {
    const limit = more <= FEW ? more : Infinity;
    return { pictures: walkSearch(prepareSearch(database, query), { sort, after: last, limit }), left: limit };
  }

  return {
    searchList: async (query, { sort, list: number, from, limit }) => {
      const list = (number === null ? undefined : keptList(number)) ?? begin(query, sort);
      await grow(list, from + limit, false);
      const ids = [...list.ids.subarray(from, Math.min(from + limit, list.length))];
      return { list: list.number, hits: describe(database, list.query, ids) };
    },
    listedPictures: async (number, from, to) => {
      const list = keptList(number);
      if (list === undefined) return null;
      await grow(list, to, true);
      return !kept.has(number) ? null : [...list.ids.subarray(from, Math.min(to, list.length))];
    },
  };
}

function append(list: List, picture: number): void {
  const byte = picture >> 3;
  if (byte >= list.seen.length) list.seen = grown(list.seen, new Uint8Array(2 * byte));
  const bits = list.seen[byte]!;
  const bit = 1 << (picture & 7);
  if ((bits & bit) !== 0) return;
  list.seen[byte] = bits | bit;
  if (list.length === list.ids.length) list.ids = grown(list.ids, new Float64Array(2 * list.length));
  list.ids[list.length] = picture;
  list.length += 1;
}

function grown<Numbers extends Float64Array | Uint8Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}

/** In the order of the ids, as the query finds them now. */
function describe(
  database: ReadableDatabase,
  query: CompiledQuery,
  ids: readonly number[],
): readonly (SearchHit | null)[] {
  return database.transaction(() => {
    const matches = prepareSearch(database, query).parts.map((part) => part.matches(ids));
    const found = ids.flatMap((id) => matches.flatMap((match) => match.get(id) ?? []));
    const hits = new Map(describeHits(database, query.model, found).map((hit) => [hit.picture, hit]));
    return ids.map((id) => hits.get(id) ?? null);
  })();
}
