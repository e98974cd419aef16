import { useCallbackRef } from '@mantine/hooks';
import { useCallback, useEffect, useState } from 'react';
import { MAX_SELECTED } from '../../shared/contract/commands.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { tellProblem } from '../notices.tsx';
import type { PictureAt } from './list-place.ts';
import type { PictureList } from './picture-list.ts';
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

const texts = windowTexts.selection;

export interface UsedSelection {
  readonly selection: GridSelection;
  readonly onSelect: (at: PictureAt, mode: SelectMode) => void;
  readonly selectAll: () => void;
  readonly selectNone: () => void;
}

/**
 * What is selected of what a query finds; another query or order begins with nothing, and what the query finds no longer
 * is not selected any more: nothing is done to pictures that nobody sees. `total`: how many the query finds; null while
 * that is not known.
 */
export function useSelection(list: string, search: PictureSearch, total: number | null): UsedSelection {
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
      const span = spanToSelect(selection, at, mode, end);
      const shown = span === null ? [] : shownIds(tiles, span);
      if (shown !== null) finish(shown);
      // What a person has never seen is asked for.
      else if (span !== null) {
        void askedIds(pages, span, end ?? total).then((ids) => {
          if (ids !== null) finish(ids);
        });
      }
    },
    [change, pages, selection, tiles, end, total],
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

/**
 * Row ids of a part that is not loaded; null where they cannot be had, which the person is told: what is selected stays as
 * it is then, since any other selection is of pictures that nobody chose. `total`: how many the whole list has.
 */
async function askedIds(
  pages: PictureList,
  { from, to }: ListSpan,
  total: number | null,
): Promise<readonly number[] | null> {
  const end = Number.isFinite(to) ? to : total;
  if (end !== null && end - from > MAX_SELECTED) return refused();
  const ids = await pages.picturesBetween(from, Math.min(to, from + MAX_SELECTED));
  if (ids === null) {
    tellProblem(texts.listLost);
    pages.refresh();
    return null;
  }
  // Where nobody knows how long the list is, there may be more of it.
  return end === null && ids.length === MAX_SELECTED ? refused() : ids;
}

function refused(): null {
  tellProblem(texts.tooMany(MAX_SELECTED));
  return null;
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
