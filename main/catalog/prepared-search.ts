import type { Query } from '../../shared/query/query.ts';
import type { CompiledQuery } from './compiled-query.ts';
import type { ReadableDatabase } from './connection.ts';
import type { PictureState } from './query-candidates.ts';
import { readingOf } from './query-reading.ts';
import { conditionsByState, leadsOf } from './query-shape.ts';
import type { Leads } from './query-shape.ts';
import type { QueryReading } from './query-sql.ts';
import { prepareMatches } from './search-matches.ts';
import type { MatchReader } from './search-matches.ts';
import { compareRoots } from './search-order.ts';
import type { OrderedRoot } from './search-order.ts';

/** A query taken apart, for the catalog as it is now. */
export interface PreparedSearch {
  readonly database: ReadableDatabase;
  readonly reading: QueryReading;
  readonly roots: readonly OrderedRoot[];
  /** One for each state that the query can find pictures of. */
  readonly parts: readonly SearchPart[];
}

/** What a query finds of one state. */
export interface SearchPart {
  readonly state: PictureState;
  readonly condition: Query;
  readonly leads: Leads;
  readonly matches: MatchReader;
}

export function prepareSearch(database: ReadableDatabase, compiled: CompiledQuery): PreparedSearch {
  const reading = readingOf(database, compiled);
  const conditions = conditionsByState(compiled.query);
  const roots = database.prepare<[], OrderedRoot>('SELECT id, path FROM roots').all().sort(compareRoots);
  const parts = (['present', 'vanished'] as const).flatMap((state): readonly SearchPart[] => {
    const condition = conditions[state];
    if (condition === null) return [];
    const leads = leadsOf(condition);
    return [{ state, condition, leads, matches: prepareMatches(database, leads, state, reading, roots) }];
  });
  return { database, reading, roots, parts };
}
