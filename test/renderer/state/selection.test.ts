import { describe, expect, it } from 'vitest';
import {
  countSelected,
  indexAfterKey,
  isSelected,
  NOTHING_SELECTED,
  select,
  selectionOf,
} from '../../../renderer/state/selection.ts';

const list = [10, 20, 30, 40, 50];
const selected = (ids: readonly number[]) => new Set(ids);

describe('the selection', () => {
  it('is one picture after a click, and grows and shrinks by toggling', () => {
    const one = select(NOTHING_SELECTED, 20, 'one', list, true);
    expect(one.selected).toEqual(selected([20]));
    const two = select(one, 40, 'toggle', list, true);
    expect(two.selected).toEqual(selected([20, 40]));
    expect(select(two, 20, 'toggle', list, true).selected).toEqual(selected([40]));
    expect(select(two, 10, 'one', list, true).selected).toEqual(selected([10]));
  });

  it('ranges from the anchor in both directions, and again from the same anchor', () => {
    const anchored = select(NOTHING_SELECTED, 30, 'one', list, true);
    const down = select(anchored, 50, 'range', list, true);
    expect(down.selected).toEqual(selected([30, 40, 50]));
    expect(down.active).toBe(50);
    expect(select(down, 10, 'range', list, true).selected).toEqual(selected([10, 20, 30]));
  });

  it('ranges to the picture alone where the anchor has left the list', () => {
    const anchored = select(NOTHING_SELECTED, 99, 'one', list, true);
    expect(select(anchored, 20, 'range', list, true).selected).toEqual(selected([20]));
  });

  it('takes one away from all only where all are loaded', () => {
    const all = { ...NOTHING_SELECTED, selected: 'all' as const };
    expect(select(all, 30, 'toggle', list, true).selected).toEqual(selected([10, 20, 40, 50]));
    expect(select(all, 30, 'toggle', list, false).selected).toEqual(selected([30]));
  });

  it('stays as it is while the keyboard only moves', () => {
    const one = select(NOTHING_SELECTED, 20, 'one', list, true);
    expect(select(one, 30, 'move', list, true)).toEqual({ ...one, active: 30 });
  });

  it('tells a command its rows, or the query where all or none are selected', () => {
    const one = select(NOTHING_SELECTED, 20, 'one', list, true);
    expect(selectionOf(one, 'dog')).toEqual({ pictures: [20] });
    expect(selectionOf({ ...one, selected: 'all' }, 'dog')).toEqual({ query: 'dog' });
    expect(selectionOf(NOTHING_SELECTED, 'dog')).toEqual({ query: 'dog' });
    expect(countSelected({ ...one, selected: 'all' }, 1_204)).toBe(1_204);
    expect(isSelected({ ...one, selected: 'all' }, 77)).toBe(true);
  });
});

describe('a key in the grid', () => {
  const grid = { total: 11, columns: 4, rowsPerPage: 2 };
  it.each([
    ['ArrowRight', 4, 5],
    ['ArrowLeft', 0, 0],
    ['ArrowDown', 2, 6],
    ['ArrowDown', 8, 8],
    ['ArrowUp', 2, 2],
    ['ArrowUp', 6, 2],
    ['PageDown', 1, 9],
    ['PageDown', 6, 10],
    ['Home', 7, 0],
    ['End', 3, 10],
  ])('%s at %i leads to %i', (key, from, to) => {
    expect(indexAfterKey(key, from, grid)).toBe(to);
  });

  it('leads nowhere where it is no key of the grid, or nothing is there', () => {
    expect(indexAfterKey('x', 3, grid)).toBeNull();
    expect(indexAfterKey('constructor', 3, grid)).toBeNull();
    expect(indexAfterKey('End', 0, { ...grid, total: 0 })).toBeNull();
  });
});
