/** One class that a model sees in a picture. */
export interface ClassScore {
  /** Class index of the model, from 0. */
  readonly index: number;
  /** Softmax over all of the model's classes, 0…1, never renormalised over the top k. */
  readonly score: number;
}

/** The same with the label a person reads. */
export interface Prediction extends ClassScore {
  readonly label: string;
}

/** What a picture is found by: a class that a model sees in it, or the one that a person gave it, which has no score. */
export interface ClassMatch {
  readonly index: number;
  /** Null: a person's word, above any score. */
  readonly score: number | null;
}

/** The same with the label a person reads. */
export interface NamedMatch extends ClassMatch {
  readonly label: string;
}

/** What a person said of a picture's best class. */
export type Verdict = 'accepted' | 'rejected' | 'corrected';

/** A person's word on a picture, under one model. */
export interface Review {
  readonly verdict: Verdict;
  /** The class that it is about: the model's best when it was said. */
  readonly index: number;
  /** The right class, where the verdict is `corrected`. */
  readonly corrected: number | null;
}

/** The same in the labels a person reads. */
export interface NamedReview {
  readonly verdict: Verdict;
  readonly label: string;
  readonly corrected: string | null;
}

/** Top k kept of each picture unless the person asks for another k. */
export const DEFAULT_TOP_K = 5;
export const MAX_TOP_K = 20;
