import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type FocusEvent,
  type SyntheticEvent,
  useCallback,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { flushSync } from 'react-dom';
import { useRootFontSize } from '../root-font-size.ts';

/** A line of a list. */
export interface Line {
  /** No other line's. */
  readonly value: string;
  /** In rem. */
  readonly height: number;
}

export interface LineInSight {
  readonly index: number;
  readonly value: string;
  readonly style: CSSProperties;
}

export interface LinesInSight {
  /** To be told of the element that has the lines for its children, each with its value as `data-value`. */
  readonly onList: (element: HTMLElement | null) => void;
  readonly inSight: readonly LineInSight[];
  /** Where the keyboard is, or was last; where that line is gone, the one in its place; the first line at first. */
  readonly active: number;
  /** Of the line that an event happened in; -1: in none. */
  readonly indexAt: (event: SyntheticEvent) => number;
  /** Gives a line the keyboard and brings it in sight, wherever it is. */
  readonly walkTo: (index: number) => void;
  /** For the list. */
  readonly onFocus: (event: FocusEvent) => void;
}

/** Lines beyond what is seen, on either side. */
const OVERSCAN = 10;

/**
 * The lines of a list that are seen, and some around them. Several lists can be in one scroller, with other things above
 * them. Drawn wherever the person has scrolled to are the line that has the keyboard, the only one to which the tabulator
 * goes, and `open`, which something hangs on.
 *
 * They stand in their order, one below another, with room for those that are left out: what is seen stays where it is
 * when something above it grows, as the browser sees to it for everything that it has laid out itself.
 *
 * @param scroller what scrolls: the list's `offsetParent`
 */
export function useLinesInSight(
  scroller: HTMLElement | null,
  lines: readonly Line[],
  open: string | null = null,
): LinesInSight {
  const rem = useRootFontSize();
  const measured = useMemo(() => lines.map(({ value, height }) => ({ value, height: height * rem })), [lines, rem]);
  const indices = useMemo(() => new Map(lines.map(({ value }, index) => [value, index])), [lines]);
  const [list, setList] = useState<HTMLElement | null>(null);
  const top = useTop(list);
  const [focused, setFocused] = useState({ value: '', index: 0 });
  const active = indices.get(focused.value) ?? Math.max(0, Math.min(focused.index, lines.length - 1));
  const opened = indices.get(open ?? '') ?? active;
  const rangeExtractor = useCallback(
    (range: Range) => {
      const kept = [active, opened].filter((index) => index < range.count);
      return [...new Set([...defaultRangeExtractor(range), ...kept])].sort((one, other) => one - other);
    },
    [active, opened],
  );
  const virtualizer = useVirtualizer({
    count: measured.length,
    getScrollElement: () => scroller,
    initialOffset: () => scroller?.scrollTop ?? 0,
    scrollMargin: top,
    estimateSize: (index) => measured[index]?.height ?? 0,
    // Another function where a line is another one, or of another height: only then all are counted again.
    getItemKey: useCallback((index: number) => measured[index]?.value ?? index, [measured]),
    overscan: OVERSCAN,
    rangeExtractor,
  });
  const items = virtualizer.getVirtualItems();
  const end = top + virtualizer.getTotalSize();
  const inSight = items.map(({ index, size, start, end: bottom }, at) => ({
    index,
    value: lines[index]?.value ?? '',
    style: {
      height: size,
      marginTop: start - (items[at - 1]?.end ?? top),
      marginBottom: at === items.length - 1 ? end - bottom : 0,
    },
  }));

  const indexAt = ({ target }: SyntheticEvent) => {
    // What hangs on a line, as its menu, is told of here too.
    if (!(target instanceof Element) || list?.contains(target) !== true) return -1;
    return indices.get(target.closest('[data-value]')?.getAttribute('data-value') ?? '') ?? -1;
  };
  const walkTo = (index: number) => {
    const value = lines[index]?.value;
    if (list === null || value === undefined) return;
    // It may have to be drawn first.
    flushSync(() => {
      setFocused({ value, index });
    });
    const line = [...list.children].find((child) => child.getAttribute('data-value') === value);
    const target = line?.hasAttribute('tabindex') === true ? line : line?.querySelector('button');
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    line?.scrollIntoView({ block: 'nearest' });
  };
  const onFocus = (event: FocusEvent) => {
    const index = indexAt(event);
    if (index !== -1) setFocused({ value: lines[index]?.value ?? '', index });
  };
  return { onList: setList, inSight, active, indexAt, walkTo, onFocus };
}

/** How far an element lies below the top of what its scroller scrolls, as it is now: parts of that above it come and grow. */
function useTop(element: HTMLElement | null): number {
  const follow = useCallback(
    (onChange: () => void) => {
      const observer = new ResizeObserver(onChange);
      for (const part of element?.offsetParent?.children ?? []) observer.observe(part);
      return () => {
        observer.disconnect();
      };
    },
    [element],
  );
  return useSyncExternalStore(follow, () => element?.offsetTop ?? 0);
}
