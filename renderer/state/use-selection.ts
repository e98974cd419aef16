import { useCallbackRef } from '@mantine/hooks';
import { useCallback, useEffect, useState } from 'react';
import type { PictureAt } from './list-place.ts';
import type { PictureSearch } from './use-picture-search.ts';
import {
  deselect,
  follow,
  type GridSelection,
  type ListSpan,
  NOTHING_SELECTED,
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

/**
 * What is selected of what a query finds; another query or order begins with nothing, and what the query finds no longer
 * is not selected any more: nothing is done to pictures that nobody sees. `total`: how many the query finds.
 */
export function useSelection(list: string, search: PictureSearch, total: number): UsedSelection {
  const [kept, setKept] = useState({ list, selection: NOTHING_SELECTED });
  const { tiles, end, pages, readings } = search;
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
  /** Of what is selected in this list; whoever has gone on to another meanwhile keeps what is selected there. */
  const adapt = (next: (before: GridSelection) => GridSelection) => {
    setKept((before) => (before.list === list ? { list, selection: next(before.selection) } : before));
  };
  const [seen, setSeen] = useState(tiles);
  if (seen !== tiles) {
    setSeen(tiles);
    adapt((before) => follow(before, seen, tiles, end));
  }
  const deselectGone = useCallbackRef(() => {
    if (selection.selected === 'all' || selection.selected.size === 0) return;
    void pages.goneOf([...selection.selected]).then((gone) => {
      adapt((before) => deselect(before, gone));
    });
  });
  useEffect(() => {
    deselectGone();
  }, [deselectGone, readings]);
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
