import { useCallback, useState } from 'react';
import type { PictureTile } from '../../shared/contract/views.ts';
import { type GridSelection, NOTHING_SELECTED, select, type SelectMode } from './selection.ts';

export interface UsedSelection {
  readonly selection: GridSelection;
  readonly onSelect: (picture: number, mode: SelectMode) => void;
  readonly selectAll: () => void;
  readonly selectNone: () => void;
}

/** What is selected of what a query finds; another query begins with nothing. */
export function useSelection(query: string, tiles: readonly PictureTile[], isComplete: boolean): UsedSelection {
  const [kept, setKept] = useState({ query, selection: NOTHING_SELECTED });
  const change = useCallback(
    (next: (before: GridSelection) => GridSelection) => {
      setKept((before) => ({
        query,
        selection: next(before.query === query ? before.selection : NOTHING_SELECTED),
      }));
    },
    [query],
  );
  return {
    selection: kept.query === query ? kept.selection : NOTHING_SELECTED,
    onSelect: useCallback(
      (picture, mode) => {
        change((before) =>
          select(
            before,
            picture,
            mode,
            tiles.map((tile) => tile.picture),
            isComplete,
          ),
        );
      },
      [change, tiles, isComplete],
    ),
    selectAll: useCallback(() => {
      change((before) => ({ ...before, selected: 'all' }));
    }, [change]),
    selectNone: useCallback(() => {
      change((before) => ({ ...before, selected: new Set() }));
    }, [change]),
  };
}
