import { useCallback } from 'react';
import type { CommandInput } from '../../shared/contract/commands.ts';
import { useCommand } from '../state/use-command.ts';

export type ReviewChange = CommandInput<'review'>['change'];

/**
 * Says something of one picture: how many distinct contents that changed, 0 where the same was said before; null where it
 * could not be kept, and the person was told why.
 */
export function useReview(): (picture: number, change: ReviewChange) => Promise<number | null> {
  const command = useCommand();
  return useCallback(
    async (picture, change) => {
      const done = await command('review', { change, selection: { pictures: [picture] } });
      return done?.changed ?? null;
    },
    [command],
  );
}
