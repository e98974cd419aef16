import { useState } from 'react';
import type { Answer } from './use-answer.ts';

/**
 * The last revision of the catalog of which `answer` has come; -1 before the first. What was done at a revision is in the
 * answers of those after it: an answer of that very revision may have been asked for before.
 */
export function useAnsweredRevision({ isPending }: Answer<unknown>, revision: number): number {
  const [answered, setAnswered] = useState(-1);
  if (isPending || answered === revision) return answered;
  setAnswered(revision);
  return revision;
}
