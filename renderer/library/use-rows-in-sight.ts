import { useDebouncedCallback } from '@mantine/hooks';
import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import {
  anchorAt,
  contentHeight,
  GRID_TOP,
  type GridAnchor,
  type GridGeometry,
  isAtEnd,
  MARGIN,
  offsetOf,
  offsetToShow,
  rowsInSight,
  type RowSpan,
} from './grid-geometry.ts';
import { offsetAt, placeAfterScroll, placeAt, type ScrollPlace, TALLEST } from './tall-scroll.ts';

/** Milliseconds without a step, after which the scroll bar is put where it belongs. */
const AT_REST = 150;

export interface RowsInSight extends RowSpan {
  /** Height of the element that is scrolled, in CSS pixels. */
  readonly trackHeight: number;
  /** CSS pixels from that element's top to a row's. */
  readonly topOf: (row: number) => number;
  /** Scrolls as little as it takes to see all of a row. */
  readonly show: (row: number) => void;
  readonly onScroll: () => void;
}

/**
 * The rows of a grid that are seen, and some around them, however many there are (see tall-scroll.ts). Another `list` begins at its top; where
 * the rows become other ones, the first picture in sight stays.
 */
export function useRowsInSight(
  scrollerRef: RefObject<HTMLElement | null>,
  geometry: GridGeometry,
  view: number,
  list: string,
): RowsInSight {
  const heights = useMemo(() => ({ content: contentHeight(geometry), view }), [geometry, view]);
  const place = useRef<ScrollPlace>({ top: 0, shift: 0 });
  const anchor = useRef<GridAnchor>(GRID_TOP);
  const [sight, setSight] = useState({ first: 0, end: 0, shift: 0 });

  const see = useCallback(
    (next: ScrollPlace) => {
      place.current = next;
      const { first, end } = rowsInSight(offsetAt(next), view, geometry);
      const { shift } = next;
      setSight((before) =>
        before.first === first && before.end === end && before.shift === shift ? before : { first, end, shift },
      );
    },
    [geometry, view],
  );

  const goTo = useCallback(
    (offset: number) => {
      if (scrollerRef.current === null) return;
      const wanted = placeAt(offset, heights);
      scrollerRef.current.scrollTo({ top: wanted.top });
      // A scroller stops at whole pixels of the screen.
      const top = scrollerRef.current.scrollTop;
      see(wanted.shift === 0 ? { top, shift: 0 } : { top, shift: offsetAt(wanted) - top });
    },
    [scrollerRef, heights, see],
  );

  const last = useRef({ list, geometry, view });
  useLayoutEffect(() => {
    const before = last.current;
    last.current = { list, geometry, view };
    if (before.list !== list) anchor.current = GRID_TOP;
    // A bar that comes below the grid would hide the last row of what was seen to its end.
    else if (before.view !== view && isAtEnd(offsetAt(place.current), before.view, before.geometry)) {
      anchor.current = anchorAt(heights.content - view, geometry);
    }
    goTo(offsetOf(anchor.current, geometry));
  }, [list, geometry, view, heights, goTo]);

  const rest = useDebouncedCallback(() => {
    if (heights.content > TALLEST) goTo(offsetAt(place.current));
  }, AT_REST);

  const onScroll = useCallback(() => {
    const top = scrollerRef.current?.scrollTop ?? 0;
    // What it says of having been scrolled by `goTo`.
    if (Math.abs(top - place.current.top) < 1) return;
    see(placeAfterScroll(place.current, top, heights));
    anchor.current = anchorAt(offsetAt(place.current), geometry);
    rest();
  }, [scrollerRef, heights, geometry, see, rest]);

  const show = useCallback(
    (row: number) => {
      goTo(offsetToShow(row, offsetAt(place.current), view, geometry));
      anchor.current = anchorAt(offsetAt(place.current), geometry);
    },
    [geometry, view, goTo],
  );

  return {
    ...sight,
    trackHeight: Math.min(heights.content, TALLEST),
    topOf: (row) => MARGIN + row * geometry.rowHeight - sight.shift,
    show,
    onScroll,
  };
}
