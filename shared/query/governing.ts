import type { Query, ScoreRange } from './query.ts';

// How `score` and `rank:any` reach the words beside them.

/** Whether a class term with such a score is below; `positive` leaves those under a NOT out. */
export function hasClassTerm(query: Query, test: (score: ScoreRange | null) => boolean, which?: 'positive'): boolean {
  switch (query.kind) {
    case 'classes':
      return test(query.score);
    case 'and':
    case 'or':
      return query.terms.some((term) => hasClassTerm(term, test, which));
    case 'not':
      return which !== 'positive' && hasClassTerm(query.term, test);
    default:
      return false;
  }
}

/** The query with its class terms read as `score` and `rank:any` beside them say; a score of their own stays. */
export function govern(query: Query, score: ScoreRange | null, anyRank: boolean): Query {
  switch (query.kind) {
    case 'classes':
      return { ...query, score: query.score ?? score, anyRank: query.anyRank || anyRank };
    case 'and':
    case 'or':
      return { kind: query.kind, terms: query.terms.map((term) => govern(term, score, anyRank)) };
    case 'not':
      return { kind: 'not', term: govern(query.term, score, anyRank) };
    default:
      return query;
  }
}

/** Whether a class term anywhere below reads ranks below the best. */
export function hasAnyRank(query: Query): boolean {
  switch (query.kind) {
    case 'classes':
      return query.anyRank;
    case 'and':
    case 'or':
      return query.terms.some(hasAnyRank);
    case 'not':
      return hasAnyRank(query.term);
    default:
      return false;
  }
}
