import { useCallback } from 'react';
import type { CommandInput } from '../../shared/contract/commands.ts';
import { useCommand } from '../state/use-command.ts';

export type ReviewChange = CommandInput<'review'>['change'];

/** Says something of one picture; false where it could not be kept, and the person was told why. */
export function useReview(): (picture: number, change: ReviewChange) => Promise<boolean> {
  const command = useCommand();
  return useCallback(
    async (picture, change) => (await command('review', { change, selection: { pictures: [picture] } })) !== undefined,
    [command],
  );
}
