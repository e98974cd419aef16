import { useWindowEvent } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import type { PictureProblemView } from '../../shared/contract/views.ts';
import { failsThroughContent } from '../../shared/failure.ts';
import { useRevision } from '../state/revision.tsx';
import { useAnswer } from '../state/use-answer.ts';

/** A picture that is damaged stays so; one whose file was away, or whose process died, is there the next time. */
const MOST_TRIES = 3;

/** Whether a picture that the window asked for is there. */
export interface ShownPicture {
  readonly hasFailed: boolean;
  readonly onFailed: () => void;
  /** Asks for it again. `isAnew`: as if it had never failed. */
  readonly onAgain: (isAnew: boolean) => void;
  /** Whether a change of the catalog is a reason to ask again. */
  readonly isFollowed: boolean;
}

/** Of one picture: whoever shows another in its place takes its number as a key. */
export function useShownPicture(): ShownPicture {
  const [{ failures, hasFailed }, setState] = useState({ failures: 0, hasFailed: false });
  return {
    hasFailed,
    isFollowed: failures < MOST_TRIES,
    onFailed: () => {
      setState({ failures: failures + 1, hasFailed: true });
    },
    onAgain: (isAnew) => {
      setState({ failures: isAnew ? 0 : failures, hasFailed: false });
    },
  };
}

/**
 * Why a picture that has failed cannot be shown; null before that is known, or where nobody knows. It is asked for again
 * when the catalog has changed, when its folder is there again, and, where the reason lies not in the picture itself, when
 * the window comes back.
 */
export function usePictureProblem(
  picture: number,
  rendering: 'thumbnail' | 'view',
  { isFollowed, onAgain }: Pick<ShownPicture, 'isFollowed' | 'onAgain'>,
): PictureProblemView | null {
  const revision = useRevision();
  const [since] = useState(revision);
  useEffect(() => {
    if (revision !== since && isFollowed) onAgain(false);
  }, [revision, since, isFollowed, onAgain]);
  const problem = useAnswer('pictureProblem', { picture, rendering }, revision).value?.problem ?? null;
  const isOffline = problem?.kind === 'offline';
  const wasOffline = useRef(isOffline);
  useEffect(() => {
    if (wasOffline.current && !isOffline) onAgain(true);
    wasOffline.current = isOffline;
  }, [isOffline, onAgain]);
  useWindowEvent('focus', () => {
    if (problem === null || problem.kind === 'offline' || !failsThroughContent(problem.kind)) onAgain(true);
  });
  return problem;
}
