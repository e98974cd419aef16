import { describe, expect, it } from 'vitest';
import { TILE_SIZES } from '../../../shared/settings.ts';
import {
  anchorAt,
  contentHeight,
  GRID_TOP,
  gridGeometry,
  isAtEnd,
  offsetOf,
  offsetToShow,
  rowsInSight,
} from '../../../renderer/library/grid-geometry.ts';

const TOTAL = 100_000;
const wide = gridGeometry(TOTAL, { width: 1000, height: 600 }, 'small', 16);
const narrow = gridGeometry(TOTAL, { width: 420, height: 600 }, 'small', 16);

it('has fewer columns of larger pictures with each size, down to one', () => {
  const columns = TILE_SIZES.map((size) => gridGeometry(TOTAL, { width: 1000, height: 600 }, size, 16).columns);
  expect(columns).toEqual([8, 5, 4, 3, 2]);
  expect(gridGeometry(TOTAL, { width: 300, height: 600 }, 'huge', 32).columns).toBe(1);
});

describe('rows in sight', () => {
  it('are those that a part of them is seen of, and three to each side', () => {
    const { rowHeight, rows } = wide;
    expect(rowsInSight(0, 600, wide)).toEqual({ first: 0, end: Math.ceil((600 - 8) / rowHeight) + 3 });
    expect(rowsInSight(8 + 50 * rowHeight, rowHeight, wide)).toEqual({ first: 47, end: 54 });
    expect(rowsInSight(8 + rows * rowHeight - 600, 600, wide).end).toBe(rows);
  });
});

describe('the place in a grid', () => {
  it('is the same when its rows are', () => {
    for (const offset of [0, 8, 700, 123_456]) expect(offsetOf(anchorAt(offset, wide), wide)).toBeCloseTo(offset, 6);
  });

  it('stays at its picture when there are fewer columns, and is the old one when they are back', () => {
    const anchor = anchorAt(8 + 100.25 * wide.rowHeight, wide);
    expect(anchor).toEqual({ index: 100 * wide.columns, part: 0.25 });
    const there = anchorAt(offsetOf(anchor, narrow), narrow);
    expect(there.index).toBeLessThanOrEqual(anchor.index);
    expect(there.index + narrow.columns).toBeGreaterThan(anchor.index);
    expect(offsetOf(anchor, wide)).toBeCloseTo(8 + 100.25 * wide.rowHeight, 6);
  });

  it('begins at the top, with its margin', () => {
    expect(offsetOf(anchorAt(5, wide), narrow)).toBe(0);
    expect(offsetOf(GRID_TOP, wide)).toBe(0);
    expect(offsetOf(GRID_TOP, narrow)).toBe(0);
  });
});

describe('a row that is to be seen', () => {
  const { rowHeight } = wide;
  const seen = 10 * rowHeight;

  it('is not scrolled to where all of it is seen', () => {
    expect(offsetToShow(11, seen, 3 * rowHeight + 16, wide)).toBe(seen);
  });

  it('comes to the top from above, and to the bottom from below, with the margin of the grid', () => {
    expect(offsetToShow(4, seen, 600, wide)).toBe(4 * rowHeight);
    expect(offsetToShow(0, seen, 600, wide)).toBe(0);
    const down = offsetToShow(99, seen, 600, wide);
    expect(down + 600).toBe(8 + 100 * rowHeight - 4 + 8);
  });
});

describe('a row that is taller than the view', () => {
  const view = wide.rowHeight - 20;

  it('is seen from its top, and stays so', () => {
    const shown = offsetToShow(7, 3 * wide.rowHeight, view, wide);
    expect(shown).toBe(7 * wide.rowHeight);
    expect(offsetToShow(7, shown, view, wide)).toBe(shown);
    expect(offsetToShow(0, 0, view, wide)).toBe(0);
  });
});

describe('the end of a grid', () => {
  const end = contentHeight(wide) - 600;

  it('is where the last row is shown, by scrolling or by a key', () => {
    expect(isAtEnd(end, 600, wide)).toBe(true);
    expect(isAtEnd(offsetToShow(wide.rows - 1, 0, 600, wide), 600, wide)).toBe(true);
    expect(isAtEnd(end - 20, 600, wide)).toBe(false);
  });

  it('is not the top of one that is seen whole', () => {
    expect(isAtEnd(0, 600, gridGeometry(3, { width: 1000, height: 600 }, 'small', 16))).toBe(false);
  });
});
