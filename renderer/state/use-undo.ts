import { useCallback } from 'react';
import { windowTexts } from '../../shared/texts/window.ts';
import { tellDone, tellUndoable, withdrawUndo } from '../notices.tsx';
import { useCommand } from './use-command.ts';

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

/** Says what was done to tags or reviews, and offers to take it back. */
export function useTellUndoable(): (message: string) => void {
  const undo = useUndo();
  return useCallback(
    (message) => {
      tellUndoable(message, () => void undo());
    },
    [undo],
  );
}
