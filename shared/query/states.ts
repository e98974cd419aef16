import type { IsState, Query } from './query.ts';

/** States whose pictures are counted beside their filters. */
export type CountedState = Extract<IsState, 'uncertain' | 'unreviewed' | 'untagged' | 'unclassified' | 'rejected'>;

/** Whether a query asks for a state anywhere, under a NOT too. */
export function hasState(query: Query, state: IsState): boolean {
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.terms.some((term) => hasState(term, state));
    case 'not':
      return hasState(query.term, state);
    case 'is':
      return query.state === state;
    default:
      return false;
  }
}
