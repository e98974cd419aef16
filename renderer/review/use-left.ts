import { useState } from 'react';
import { useRevision } from '../state/revision.tsx';
import { useAnswer } from '../state/use-answer.ts';

/** What the catalog counted, and when. */
interface Counted {
  /** Of the catalog; null before the first. */
  readonly revision: number | null;
  readonly pictures: number;
  /** Pictures that a person had decided in this walk by then. */
  readonly decided: number;
}

/**
 * How many pictures wait for a review; null while that is not known. The catalog counts them, since a word about one is a
 * word about all its copies; until it has counted again, what was decided in between is taken off.
 * @param decided how many pictures were decided in this walk
 */
export function useLeft(query: string, among: readonly number[] | null, decided: number): number | null {
  const revision = useRevision();
  const { value, isPending } = useAnswer(
    'count',
    { query, ...(among === null ? {} : { among: [...among] }) },
    revision,
  );
  const [counted, setCounted] = useState<Counted>({ revision: null, pictures: 0, decided: 0 });
  if (value !== null && !isPending && counted.revision !== revision) {
    setCounted({ revision, pictures: value.pictures, decided });
  }
  return counted.revision === null ? null : Math.max(0, counted.pictures - (decided - counted.decided));
}
