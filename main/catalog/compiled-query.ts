import type { Query } from '../../shared/query/query.ts';
import type { SearchSort } from '../../shared/query/sort.ts';

// What a search is asked for.

/** Pictures to do something with: all that a query finds, or rows; rows that are not there count nothing. */
export type PictureChoice = CompiledQuery | { readonly pictures: readonly number[] };

/** A parsed query with what it needs to be answered. */
export interface CompiledQuery {
  readonly query: Query;
  /** Row id of the model whose predictions words, `class:` and `is:` read: what `ParsedQuery.model` names, or the one in use. */
  readonly model: number;
  /** Applies to words and `class:` that no `score` term governs. */
  readonly threshold: number;
  /** Rows: nothing else is found, whatever the query says. Left out: everything may be. */
  readonly among?: readonly number[];
  /** For `is:changed`; left out: there is nothing to compare with, and nothing has changed. */
  readonly comparison?: ModelComparison;
}

/** Another model, whose best class of a picture is compared with that of the model asked for. */
export interface ModelComparison {
  /** Its row. */
  readonly model: number;
  /**
   * By its class: the class of the model asked for that means the same, -1 where it has none. Null: both call their
   * classes by the same numbers.
   */
  readonly sameClasses: readonly number[] | null;
}

/** A part of what a query finds, by position. */
export interface ListRequest {
  readonly sort: SearchSort;
  /** The list that an earlier answer named; null, or one that is no longer kept: a new one is begun. */
  readonly list: number | null;
  /** Position of the first, from 0. */
  readonly from: number;
  readonly limit: number;
}
