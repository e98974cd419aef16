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

/** Top k kept of each picture unless the person asks for another k. */
export const DEFAULT_TOP_K = 5;
export const MAX_TOP_K = 20;
