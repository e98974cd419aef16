import { useCallback } from 'react';
import type { UndoView } from '../../shared/contract/views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { tellDone, tellUndoable } from '../notices.tsx';
import { useCommand } from './use-command.ts';

const { actions } = windowTexts;

/** Takes the last change of tags or reviews back, says what that was, and answers it; null: nothing was taken back. */
export function useUndo(): () => Promise<UndoView | null> {
  const command = useCommand();
  return useCallback(async () => {
    const answer = await command('undo', {});
    if (answer === undefined) return null;
    const { undone } = answer;
    tellDone(undone === null ? actions.nothingToUndo : actions.undone(undone));
    return undone;
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
