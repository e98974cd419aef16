import { useCallback } from 'react';
import type { PictureTile } from '../../shared/contract/views.ts';
import { useBridge } from '../bridge-context.ts';

/** Asks which pictures at the beginning of a list somebody has reviewed since it was read, up to the first that waits. */
export function useReviewed(): (tiles: readonly PictureTile[]) => Promise<readonly number[]> {
  const bridge = useBridge();
  return useCallback(
    async (tiles) => {
      const reviewed: number[] = [];
      for (const { picture } of tiles) {
        const reply = await bridge.request('picture', { picture });
        if (!reply.ok || reply.value.review === null) break;
        reviewed.push(picture);
      }
      return reviewed;
    },
    [bridge],
  );
}
