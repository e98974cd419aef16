import { useCallback } from 'react';
import type { CommandOutputs } from '../../shared/contract/answers.ts';
import type { CommandInput } from '../../shared/contract/commands.ts';
import { useCommand } from '../state/use-command.ts';

export type ReviewChange = CommandInput<'review'>['change'];

/**
 * Says something of one picture: what that made, and how many distinct contents it changed, 0 where the same was said before.
 * `undefined`: it could not be kept, and the person was told why.
 */
export function useReview(): (picture: number, change: ReviewChange) => Promise<CommandOutputs['review'] | undefined> {
  const command = useCommand();
  return useCallback((picture, change) => command('review', { change, selection: { pictures: [picture] } }), [command]);
}
