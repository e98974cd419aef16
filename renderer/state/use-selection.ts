import { useCallback, useState } from 'react';
import type { PictureSearch } from './use-picture-search.ts';
import {
  type GridSelection,
  type ListSpan,
  NOTHING_SELECTED,
  type PictureAt,
  select,
  type SelectMode,
  spanToSelect,
} from './selection.ts';

export interface UsedSelection {
  readonly selection: GridSelection;
  readonly onSelect: (at: PictureAt, mode: SelectMode) => void;
  readonly selectAll: () => void;
  readonly selectNone: () => void;
}

/** What is selected of what a query finds; another query or order begins with nothing. `total`: how many that is. */
export function useSelection(list: string, search: PictureSearch, total: number): UsedSelection {
  const [kept, setKept] = useState({ list, selection: NOTHING_SELECTED });
  const { tiles, pages } = search;
  const selection = kept.list === list ? kept.selection : NOTHING_SELECTED;
  const change = useCallback(
    (next: (before: GridSelection) => GridSelection) => {
      setKept((before) => ({
        list,
        selection: next(before.list === list ? before.selection : NOTHING_SELECTED),
      }));
    },
    [list],
  );
  const onSelect = useCallback(
    (at: PictureAt, mode: SelectMode) => {
      const finish = (ids: readonly number[]) => {
        change((before) => select(before, at, mode, ids));
      };
      const span = spanToSelect(selection, at, mode, total);
      const shown = span === null ? [] : shownIds(tiles, span);
      if (shown !== null) finish(shown);
      // What a person has never seen is asked for; where it cannot be had, the one picture is selected.
      else if (span !== null)
        void pages.picturesBetween(span.from, span.to).then((ids) => {
          finish(ids ?? [at.picture]);
        });
    },
    [change, pages, selection, tiles, total],
  );
  return {
    selection,
    onSelect,
    selectAll: useCallback(() => {
      change((before) => ({ ...before, selected: 'all' }));
    }, [change]),
    selectNone: useCallback(() => {
      change((before) => ({ ...before, selected: new Set() }));
    }, [change]),
  };
}

/** Row ids of a part that is loaded whole; null where it is not. */
function shownIds(tiles: PictureSearch['tiles'], { from, to }: ListSpan): readonly number[] | null {
  if (to - from > tiles.size) return null;
  const ids: number[] = [];
  for (let index = from; index < to; index++) {
    const tile = tiles.get(index);
    if (tile === undefined) return null;
    ids.push(tile.picture);
  }
  return ids;
}
