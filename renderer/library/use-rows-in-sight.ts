import { useDebouncedCallback } from '@mantine/hooks';
import { type PointerEvent, type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
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
/** The scroll bar is so many CSS pixels wide at most, beside the content or over it. */
const BAR_WIDTH = 17;

export interface RowsInSight extends RowSpan {
  /** What `first` and `end` are rows of: for a moment, that of before. */
  readonly of: GridGeometry | null;
  /** Height of the element that is scrolled, in CSS pixels. */
  readonly trackHeight: number;
  /** CSS pixels from that element's top to a row's. */
  readonly topOf: (row: number) => number;
  /** Scrolls as little as it takes to see all of a row. */
  readonly show: (row: number) => void;
  /** For the scroller. */
  readonly onScroll: () => void;
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onWheel: () => void;
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
  const isByBar = useRef(false);
  const [sight, setSight] = useState<RowSpan & Pick<RowsInSight, 'of'> & Pick<ScrollPlace, 'shift'>>({
    ...{ first: 0, end: 0, of: null, shift: 0 },
  });

  const see = useCallback(
    (next: ScrollPlace) => {
      place.current = next;
      const { first, end } = rowsInSight(offsetAt(next), view, geometry);
      const { shift } = next;
      setSight((before) => {
        const isSame = before.first === first && before.end === end && before.shift === shift && before.of === geometry;
        return isSame ? before : { first, end, of: geometry, shift };
      });
    },
    [geometry, view],
  );

  const goTo = useCallback(
    (offset: number) => {
      const scroller = scrollerRef.current;
      if (scroller === null) return;
      const wanted = placeAt(offset, heights);
      if (Math.abs(scroller.scrollTop - wanted.top) >= 1) scroller.scrollTo({ top: wanted.top });
      // A scroller stops at whole pixels of the screen.
      const top = scroller.scrollTop;
      see({ top, shift: wanted.shift === 0 ? 0 : Math.round(offsetAt(wanted) - top) });
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
    const offset = offsetOf(anchor.current, geometry);
    goTo(offset);
    // The list has lost what was there: one that grows again is not followed to its end.
    if (offset > heights.content - view) anchor.current = anchorAt(offsetAt(place.current), geometry);
  }, [list, geometry, view, heights, goTo]);

  // What is seen and where the bar is change in the same frame.
  const rest = useDebouncedCallback(() => {
    if (heights.content <= TALLEST || scrollerRef.current === null) return;
    // It has been scrolled on, and will be told of that.
    if (Math.abs(scrollerRef.current.scrollTop - place.current.top) >= 1) return;
    flushSync(() => {
      goTo(offsetAt(place.current));
    });
  }, AT_REST);

  const onScroll = useCallback(() => {
    const top = scrollerRef.current?.scrollTop ?? 0;
    // What it says of having been scrolled by `goTo`.
    if (Math.abs(top - place.current.top) < 1) return;
    const next = placeAfterScroll(place.current, top, heights, isByBar.current);
    anchor.current = anchorAt(offsetAt(next), geometry);
    // In the frame that is scrolled, not in the next.
    flushSync(() => {
      see(next);
    });
    rest();
  }, [scrollerRef, heights, geometry, see, rest]);

  const show = useCallback(
    (row: number) => {
      goTo(offsetToShow(row, offsetAt(place.current), view, geometry));
      anchor.current = anchorAt(offsetAt(place.current), geometry);
    },
    [geometry, view, goTo],
  );

  const onPointerDown = useCallback(({ clientX, currentTarget }: PointerEvent) => {
    isByBar.current = clientX >= currentTarget.getBoundingClientRect().right - BAR_WIDTH;
  }, []);
  const onWheel = useCallback(() => {
    isByBar.current = false;
  }, []);

  return {
    ...sight,
    trackHeight: Math.min(heights.content, TALLEST),
    topOf: (row) => MARGIN + row * geometry.rowHeight - sight.shift,
    ...{ show, onScroll, onPointerDown, onWheel },
  };
}
