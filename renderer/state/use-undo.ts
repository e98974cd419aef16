import { useCallback } from 'react';
import type { UndoView } from '../../shared/contract/views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { tellDone, tellUndoable } from '../notices.tsx';
import { lastChangeMade, useCommand } from './use-command.ts';

const { actions } = windowTexts;

/**
 * Takes the last change of tags or reviews back, says what that was, and answers it; null: nothing was taken back.
 * `operation`: that change only; the person is told where it is not the last one any more.
 */
export function useUndo(): (operation?: number) => Promise<UndoView | null> {
  const command = useCommand();
  return useCallback(
    async (operation) => {
      const answer = await command('undo', { operation: operation ?? null });
      if (answer === undefined) return null;
      const { undone } = answer;
      tellDone(undone === null ? actions.nothingToUndo : actions.undone(undone));
      return undone;
    },
    [command],
  );
}

/** Says what was just done to tags or reviews, right after it was answered, and offers to take that back, and nothing else. */
export function useTellUndoable(): (message: string) => void {
  const undo = useUndo();
  return useCallback(
    (message) => {
      const operation = lastChangeMade();
      if (operation === null) tellDone(message);
      else tellUndoable(message, () => void undo(operation));
    },
    [undo],
  );
}
