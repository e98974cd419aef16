import type { FailureKind } from '../../shared/failure.ts';
import type { FilePath } from '../../shared/file-path.ts';

// What a person changes in a catalog, and what came of it.

/** Failures to be tried again: at absolute paths of files or of folders above them; by row; of one kind; null: all. */
export type FailureChoice =
  readonly FilePath[] | { readonly pictures: readonly number[] } | { readonly kind: FailureKind } | null;

/** What a change left in the record of operations. */
export interface Made {
  /** By which it, and no other, is taken back; null: it changed nothing. */
  readonly operation: number | null;
}

/** What a tagging command did, or would do. */
export interface TagChange {
  /** Pictures that match. */
  readonly pictures: number;
  /** Distinct contents among them, and how many of these really change. */
  readonly contents: number;
  readonly changed: number;
  /** Matching pictures that could never be read: they have no content to carry a tag. */
  readonly unreadable: number;
}

/** What a person says of a picture's best class; null: nothing, whatever was said before. */
export type ReviewChange =
  | { readonly verdict: 'accepted' | 'rejected' | null }
  /** `right`: the class that it is instead. */
  | { readonly verdict: 'corrected'; readonly right: number };

export interface ReviewOutcome extends Made {
  /** Distinct contents that were said something else of before. */
  readonly changed: number;
}

/** What accepting from a score on did, or would do, with the distinct contents whose best score is that or more. */
export interface AcceptChange {
  /** Accepted now. */
  readonly changed: number;
  /** A person had reviewed these already; they stay as they are. */
  readonly accepted: number;
  readonly rejected: number;
  readonly corrected: number;
}

/** An operation that was taken back. */
export type UndoneOperation =
  UndoneTagChange | { readonly change: 'accept' | 'reject' | 'correct' | 'clear'; readonly contents: number };

export type UndoneTagChange =
  /** The tag's name, and contents that changed back. */
  | { readonly change: 'tag' | 'untag' | 'delete'; readonly name: string; readonly contents: number }
  /** The name that it has again, and the one that it had. */
  | { readonly change: 'rename'; readonly name: string; readonly newName: string }
  /** The tag that is there again, and the one that it was merged into. */
  | { readonly change: 'merge'; readonly name: string; readonly newName: string; readonly contents: number };
