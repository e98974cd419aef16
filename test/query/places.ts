import type { Query } from '../../shared/query/query.ts';

/** A query tree without its places, to compare what two texts mean. */
export function withoutPlaces(query: Query): unknown {
  switch (query.kind) {
    case 'all':
      return query;
    case 'and':
    case 'or':
      return { kind: query.kind, terms: query.terms.map(withoutPlaces) };
    case 'not':
      return { kind: 'not', term: withoutPlaces(query.term) };
    default: {
      const entries = Object.entries(query).filter(([key]) => key !== 'place');
      return Object.fromEntries(entries);
    }
  }
}
