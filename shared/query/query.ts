/** Where a term stands in the query text: UTF-16 offsets, end exclusive. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

export type IsState = 'failed' | 'unclassified' | 'untagged' | 'uncertain' | 'rejected' | 'offline' | 'vanished';

/** A query as a tree. Names are already resolved to class indices; the catalog needs no taxonomy to answer it. */
export type Query =
  /** The empty query: everything present or offline. */
  | { readonly kind: 'all' }
  | { readonly kind: 'and'; readonly terms: readonly Query[] }
  | { readonly kind: 'or'; readonly terms: readonly Query[] }
  | { readonly kind: 'not'; readonly term: Query }
  /** A word, phrase or `class:`; `classes` is empty where the model has none of that name. */
  | {
      readonly kind: 'classes';
      readonly name: string;
      readonly classes: readonly number[];
      /** Least score, 0…1; null: the default threshold. From an explicit `score>=` beside it. */
      readonly score: ScoreRange | null;
      /** Whether ranks below 1 count too (`rank:any`). */
      readonly anyRank: boolean;
      readonly place: Place;
    }
  /** `score>=0.5` without a class term beside it: the top-1 score. */
  | { readonly kind: 'score'; readonly range: ScoreRange; readonly place: Place }
  | { readonly kind: 'tag'; readonly name: string; readonly place: Place }
  /** Whole folder name; `*` stands for any run of characters. */
  | { readonly kind: 'folder'; readonly pattern: string; readonly place: Place }
  | { readonly kind: 'name'; readonly pattern: string; readonly place: Place }
  /** Inclusive; each a prefix of `YYYY-MM-DDTHH:MM:SS`; null: open. */
  | { readonly kind: 'taken'; readonly from: string | null; readonly to: string | null; readonly place: Place }
  | { readonly kind: 'model'; readonly name: string; readonly place: Place }
  | { readonly kind: 'is'; readonly state: IsState; readonly place: Place };

export interface ScoreRange {
  readonly atLeast: number | null;
  readonly below: number | null;
}

export type QueryError = { readonly kind: string; readonly message: string; readonly place: Place };

export type ParsedQuery =
  | {
      readonly ok: true;
      readonly query: Query;
      /** Names the model has no class for, as written: the search finds nothing by them, and the person is told. */
      readonly unknownNames: readonly string[];
    }
  | { readonly ok: false; readonly error: QueryError };
