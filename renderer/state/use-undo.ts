import { useCallback } from 'react';
import type { MadeView, UndoView } from '../../shared/contract/views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import type { Bridge } from '../bridge.ts';
import { useBridge } from '../bridge-context.ts';
import { tellDone, tellUndoable } from '../notices.tsx';
import { useCommand } from './use-command.ts';

const { actions } = windowTexts;

/** Those that are taking a change back, whichever part of the window asked for it. */
const takingBack = new WeakSet<Bridge>();

/**
 * Takes the last change of tags or reviews back, says what that was, and answers it; null: nothing was taken back.
 * `operation`: that change only; the person is told where it is not the last one any more.
 *
 * One change at a time: of many pictures that takes a while, and whoever asks again because nothing happens yet means
 * the same change, not the one before it.
 */
export function useUndo(): (operation?: number) => Promise<UndoView | null> {
  const bridge = useBridge();
  const command = useCommand();
  return useCallback(
    async (operation) => {
      if (takingBack.has(bridge)) return null;
      takingBack.add(bridge);
      try {
        const answer = await command('undo', { operation: operation ?? null });
        if (answer === undefined) return null;
        const { undone } = answer;
        tellDone(undone === null ? actions.nothingToUndo : actions.undone(undone));
        return undone;
      } finally {
        takingBack.delete(bridge);
      }
    },
    [bridge, command],
  );
}

/** Says what a change of tags or reviews has done, and offers to take back what it made, and nothing else. */
export function useTellUndoable(): (made: MadeView, message: string) => void {
  const undo = useUndo();
  return useCallback(
    ({ operation }, message) => {
      if (operation === null) tellDone(message);
      else tellUndoable(message, () => void undo(operation));
    },
    [undo],
  );
}
