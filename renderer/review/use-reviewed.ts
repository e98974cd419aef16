import { useCallback } from 'react';
import type { PictureTile } from '../../shared/contract/views.ts';
import { useBridge } from '../bridge-context.ts';

/** A person waits for the next picture: one that was reviewed already is not so bad as none. */
const MOST_MS = 3_000;

/**
 * Asks which pictures at the beginning of a list somebody has reviewed since it was read, up to the first that waits; those
 * of which that is known in time.
 */
export function useReviewed(): (tiles: readonly PictureTile[]) => Promise<readonly number[]> {
  const bridge = useBridge();
  return useCallback(
    async (tiles) => {
      const reviewed: number[] = [];
      let isOver = false;
      const ask = async () => {
        for (const { picture } of tiles) {
          const reply = await bridge.request('picture', { picture });
          if (isOver || !reply.ok || reply.value.review === null) return;
          reviewed.push(picture);
        }
      };
      const late = new Promise<void>((resolve) => {
        setTimeout(resolve, MOST_MS);
      });
      await Promise.race([ask(), late]);
      isOver = true;
      return reviewed;
    },
    [bridge],
  );
}
