import { useCallback } from 'react';
import { windowTexts } from '../../shared/texts/window.ts';
import { tellDone, withdrawUndo } from '../notices.tsx';
import { useCommand } from '../state/use-command.ts';

const { actions } = windowTexts;

/** Takes the last change of tags or reviews back, and says what that was. */
export function useUndo(): () => Promise<void> {
  const command = useCommand();
  return useCallback(async () => {
    withdrawUndo();
    const answer = await command('undo', {});
    if (answer === undefined) return;
    const { undone } = answer;
    tellDone(undone === null ? actions.nothingToUndo : actions.undone(undone));
  }, [command]);
}
