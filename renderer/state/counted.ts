import type { Answer } from './use-answer.ts';

/** How many pictures something would change. */
export interface Counted<Value> {
  /** Null: it is not known, or could not be counted. */
  readonly counted: Value | null;
  readonly isCounting: boolean;
}

/**
 * What was counted of what is written now. It stands while it is counted anew: in a run that is every few seconds, and the
 * button would go for it.
 *
 * @param isAsked the question is about what is written now, not about what was written a moment ago
 */
export function countedOf<Value>({ value, isOfInput, isPending }: Answer<Value>, isAsked: boolean): Counted<Value> {
  const isOfThis = isOfInput && isAsked;
  const counted = isOfThis ? value : null;
  return { counted, isCounting: counted === null && (!isOfThis || isPending) };
}
