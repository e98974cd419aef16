/** Where a term stands in the query text: UTF-16 offsets, end exclusive. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

export const IS_STATES = [
  'failed',
  'unclassified',
  'untagged',
  'uncertain',
  'unreviewed',
  'accepted',
  'corrected',
  'rejected',
  'offline',
  'vanished',
  'outdated',
  'changed',
] as const;

export type IsState = (typeof IS_STATES)[number];

/** One end of a range of scores, 0…1. */
export interface ScoreBound {
  readonly value: number;
  /** Whether the value itself belongs to the range (`>=`, `<=`). */
  readonly inclusive: boolean;
}

/** Scores between two bounds; null: open on that side. */
export interface ScoreRange {
  readonly from: ScoreBound | null;
  readonly to: ScoreBound | null;
}

/** A word, phrase or `class:`. */
export interface ClassTerm {
  readonly kind: 'classes';
  /** As written, words separated by one space. */
  readonly name: string;
  /** Class indices, ascending; empty where the model has none of that name. */
  readonly classes: readonly number[];
  /** From an explicit `score>=` beside it; null: at or above the default threshold. */
  readonly score: ScoreRange | null;
  /** Whether ranks below 1 count too (`rank:any`). */
  readonly anyRank: boolean;
  readonly place: Place;
}

/**
 * A query as a tree. Names are already resolved to class indices; the catalog needs no taxonomy to answer it.
 * `and` and `or` hold two terms at least, and `all` stands only at the root.
 */
export type Query =
  /** The empty query: everything present or offline. */
  | { readonly kind: 'all' }
  | { readonly kind: 'and'; readonly terms: readonly Query[] }
  | { readonly kind: 'or'; readonly terms: readonly Query[] }
  /** The complement within what the empty query lists. */
  | { readonly kind: 'not'; readonly term: Query }
  | ClassTerm
  /** `score>=0.5` with no class term for it to govern: the top-1 score. */
  | { readonly kind: 'score'; readonly range: ScoreRange; readonly place: Place }
  /** A whole tag, in any case. */
  | { readonly kind: 'tag'; readonly name: string; readonly place: Place }
  /** A whole folder name, in any case, at or above the picture's folder; `*` stands for any run of characters. */
  | { readonly kind: 'folder'; readonly pattern: string; readonly place: Place }
  /** The folder at this absolute path, spelled exactly so, and all below it. No separator at its end, but for `/` itself. */
  | { readonly kind: 'folder-at'; readonly path: string; readonly place: Place }
  /** The file system that a root lies on, by its UUID or serial number, in any case. */
  | { readonly kind: 'volume'; readonly volume: string; readonly place: Place }
  /** A whole file name with its extension, in any case; `*` stands for any run of characters. */
  | { readonly kind: 'name'; readonly pattern: string; readonly place: Place }
  /** Inclusive; each a prefix of `YYYY-MM-DDTHH:MM:SS`; null: open. */
  | { readonly kind: 'taken'; readonly from: string | null; readonly to: string | null; readonly place: Place }
  | { readonly kind: 'is'; readonly state: IsState; readonly place: Place };

export type QueryErrorKind =
  | 'too-long'
  | 'too-many-terms'
  | 'too-deep'
  | 'unclosed-quote'
  | 'unclosed-parenthesis'
  | 'unopened-parenthesis'
  | 'missing-term'
  | 'missing-value'
  | 'lower-case-operator'
  | 'unknown-field'
  | 'unknown-state'
  | 'bad-score'
  | 'bad-rank'
  | 'bad-date'
  | 'bad-folder'
  | 'misplaced-model'
  | 'nothing-to-widen';

export interface QueryError {
  readonly kind: QueryErrorKind;
  /** One sentence for a person: what is wrong, and what to write instead. */
  readonly message: string;
  readonly place: Place;
}

export type ParsedQuery =
  | {
      readonly ok: true;
      readonly query: Query;
      /** From `model:NAME`: whose predictions the whole query reads. Null: those of the model in use. */
      readonly model: string | null;
      /** Names the model has no class for, as written: the search finds nothing by them, and the person is told. */
      readonly unknownNames: readonly string[];
    }
  | { readonly ok: false; readonly error: QueryError };
