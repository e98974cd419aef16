/** What the pictures of a search are sorted by. */
export const SORT_KEYS = ['score', 'name', 'taken', 'added'] as const;

export type SortKey = (typeof SORT_KEYS)[number];

/**
 * An order of what a search finds. Pictures without the key (no prediction, no date) come last in either direction.
 * - `score`: of the match; ties by root, then path, byte by byte.
 * - `name`: of the file, in any case of a…z; ties by when it was added.
 * - `taken`: the camera's local time; ties, and pictures without one, by when they were added.
 * - `added`: when the catalog first saw this content at this place.
 */
export interface SearchSort {
  readonly by: SortKey;
  readonly direction: SortDirection;
}

export type SortDirection = 'ascending' | 'descending';

/** What a person expects of a key who names no direction: best first, A first, newest first. */
const NATURAL_DIRECTION = {
  score: 'descending',
  name: 'ascending',
  taken: 'descending',
  added: 'descending',
} as const satisfies Record<SortKey, SortDirection>;

/** In the direction that a person expects, or the other one. */
export function sortBy(by: SortKey, isReversed: boolean): SearchSort {
  const natural: SortDirection = NATURAL_DIRECTION[by];
  if (!isReversed) return { by, direction: natural };
  return { by, direction: natural === 'ascending' ? 'descending' : 'ascending' };
}

export const BEST_FIRST: SearchSort = { by: 'score', direction: 'descending' };
