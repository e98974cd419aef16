import { useCallbackRef } from '@mantine/hooks';
import { useCallback, useEffect, useRef, useState } from 'react';
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

/** A place of the list that a person points at. */
export interface PlaceToSelect {
  /** Null: it is not loaded yet; it is selected when it is, unless something else is selected before. */
  readonly picture: number | null;
  readonly index: number;
}

export interface UsedSelection {
  readonly selection: GridSelection;
  readonly onSelect: (place: PlaceToSelect, mode: SelectMode) => void;
  readonly selectAll: () => void;
  readonly selectNone: () => void;
  /**
   * Does something with what is selected: at once, or when the rows of what was selected last are there; not at all where
   * they cannot be had, which the person is told, or where something else is selected, or to be done, meanwhile.
   */
  readonly whenKnown: (act: (selection: GridSelection) => void) => void;
}

/**
 * What is selected of what a query finds; another query or order begins with nothing, also one that was shown before, and
 * what the query finds no longer is not selected any more: nothing is done to pictures that nobody sees. `total`: how many
 * the query finds; null while that is not known.
 */
export function useSelection(list: string, search: PictureSearch, total: number | null): UsedSelection {
  const [kept, setKept] = useState({ list, selection: NOTHING_SELECTED });
  const { tiles, end, pages, readings } = search;
  const isOfBefore = kept.list !== list;
  // Kept, it would be there again with its list, perhaps out of sight, and what is done to all would be done to it alone.
  if (isOfBefore) setKept({ list, selection: NOTHING_SELECTED });
  const selection = isOfBefore ? NOTHING_SELECTED : kept.selection;
  /** Of what is selected in this list; whoever has gone on to another meanwhile keeps what is selected there. */
  const change = useCallback(
    (next: (before: GridSelection) => GridSelection) => {
      setKept((before) => (before.list === list ? { list, selection: next(before.selection) } : before));
    },
    [list],
  );
  const [seen, setSeen] = useState(tiles);
  if (seen !== tiles) {
    setSeen(tiles);
    change((before) => follow(before, seen, tiles, end));
  }
  const deselectGone = useCallbackRef(() => {
    if (selection.selected === 'all' || selection.selected.size === 0) return;
    void pages.goneOf([...selection.selected]).then((gone) => {
      change((before) => deselect(before, gone));
    });
  });
  useEffect(() => {
    deselectGone();
  }, [deselectGone, readings]);
  /** What was said last, while its rows are asked for, and which pictures were toggled since; null: nothing is. */
  const asked = useRef<{ readonly toggled: PictureAt[] } | null>(null);
  /** Where a key has led to that is not loaded yet; null: nowhere. */
  const awaited = useRef<{ readonly index: number; readonly mode: SelectMode } | null>(null);
  /** What is to be done when it is there; null: nothing is. */
  const waiting = useRef<((selection: GridSelection) => void) | null>(null);
  const isAsking = useCallback(
    () => asked.current !== null || (awaited.current !== null && awaited.current.mode !== 'move'),
    [],
  );
  const whenKnown = useCallbackRef((act: (selection: GridSelection) => void) => {
    if (isAsking()) waiting.current = act;
    else act(selection);
  });
  useEffect(() => {
    if (isAsking()) return;
    const act = waiting.current;
    waiting.current = null;
    act?.(selection);
  }, [isAsking, selection]);
  const forgetAsked = useCallback(() => {
    asked.current = null;
    awaited.current = null;
    waiting.current = null;
  }, []);
  useEffect(forgetAsked, [forgetAsked, list]);
  const selectAt = useCallback(
    (at: PictureAt, mode: SelectMode) => {
      // The keyboard, and where a range begins, are there at once: the next key goes on from there.
      const point = (before: GridSelection) => ({ ...select(before, at, mode, []), selected: before.selected });
      if (mode === 'move') {
        change(point);
        return;
      }
      if (mode === 'toggle' && asked.current !== null) {
        asked.current.toggled.push(at);
        change(point);
        return;
      }
      asked.current = null;
      const span = spanToSelect(selection, at, mode, end);
      const shown = span === null ? [] : shownIds(tiles, span);
      if (span === null || shown !== null) {
        change((before) => select(before, at, mode, shown ?? []));
        return;
      }
      // What a person has never seen is asked for.
      change(point);
      const asking: { readonly toggled: PictureAt[] } = { toggled: [] };
      asked.current = asking;
      void askedIds(pages, span, end ?? total).then((ids) => {
        // Something else was selected meanwhile: what was said last counts.
        if (asked.current !== asking) return;
        asked.current = null;
        if (typeof ids === 'string') {
          waiting.current = null;
          tellProblem(ids === 'lost' ? texts.listLost : texts.tooMany(MAX_SELECTED));
          if (ids === 'lost') pages.refresh();
          return;
        }
        change((before) => {
          const chosen = select(before, at, mode, ids);
          const { selected } = asking.toggled.reduce((now, toggled) => select(now, toggled, 'toggle', []), chosen);
          return { ...before, selected };
        });
      });
    },
    [change, pages, selection, tiles, end, total],
  );
  const onSelect = useCallback(
    ({ picture, index }: PlaceToSelect, mode: SelectMode) => {
      awaited.current = picture === null ? { index, mode } : null;
      // A move of the keyboard alone says nothing else of what is selected.
      if (mode !== 'move') waiting.current = null;
      if (picture !== null) selectAt({ picture, index }, mode);
    },
    [selectAt],
  );
  useEffect(() => {
    if (awaited.current === null) return;
    const { index, mode } = awaited.current;
    const tile = tiles.get(index);
    if (tile !== undefined) {
      awaited.current = null;
      selectAt({ picture: tile.picture, index }, mode);
    } else if (end !== null && index >= end) {
      // The list has become shorter.
      awaited.current = null;
      waiting.current = null;
    }
  }, [tiles, end, selectAt]);
  return {
    selection,
    onSelect,
    whenKnown,
    selectAll: useCallback(() => {
      forgetAsked();
      change((before) => ({ ...before, selected: 'all' }));
    }, [change, forgetAsked]),
    selectNone: useCallback(() => {
      forgetAsked();
      change((before) => ({ ...before, selected: new Set() }));
    }, [change, forgetAsked]),
  };
}

/**
 * Row ids of a part that is not loaded, or why they cannot be had: the list is not kept any more, or they are more than can
 * be selected by their rows. What is selected stays as it is then, since any other selection is of pictures that nobody
 * chose. `total`: how many the whole list has.
 */
async function askedIds(
  pages: PictureList,
  { from, to }: ListSpan,
  total: number | null,
): Promise<readonly number[] | 'lost' | 'too many'> {
  const end = Number.isFinite(to) ? to : total;
  if (end !== null && end - from > MAX_SELECTED) return 'too many';
  const ids = await pages.picturesBetween(from, Math.min(to, from + MAX_SELECTED));
  if (ids === null) return 'lost';
  // Where nobody knows how long the list is, there may be more of it.
  return end === null && ids.length === MAX_SELECTED ? 'too many' : ids;
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
