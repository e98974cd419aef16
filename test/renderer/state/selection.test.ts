import { describe, expect, it } from 'vitest';
import {
  countSelected,
  type GridSelection,
  indexAfterKey,
  isSelected,
  modeOfPaging,
  NOTHING_SELECTED,
  select,
  type SelectMode,
  selectionOf,
  spanToSelect,
} from '../../../renderer/state/selection.ts';
import type { PictureAt } from '../../../renderer/state/list-place.ts';

const list = [10, 20, 30, 40, 50];
const selected = (ids: readonly number[]) => new Set(ids);
const at = (picture: number): PictureAt => ({ picture, index: list.indexOf(picture) });

/** As a window does it that knows the whole list. */
function choose(before: GridSelection, picture: number, mode: SelectMode): GridSelection {
  const span = spanToSelect(before, at(picture), mode, list.length);
  return select(before, at(picture), mode, span === null ? [] : list.slice(span.from, span.to));
}

describe('the selection', () => {
  it('is one picture after a click, and grows and shrinks by toggling', () => {
    const one = choose(NOTHING_SELECTED, 20, 'one');
    expect(one.selected).toEqual(selected([20]));
    const two = choose(one, 40, 'toggle');
    expect(two.selected).toEqual(selected([20, 40]));
    expect(choose(two, 20, 'toggle').selected).toEqual(selected([40]));
    expect(choose(two, 10, 'one').selected).toEqual(selected([10]));
  });

  it('ranges from the anchor in both directions, and again from the same anchor', () => {
    const anchored = choose(NOTHING_SELECTED, 30, 'one');
    const down = choose(anchored, 50, 'range');
    expect(down.selected).toEqual(selected([30, 40, 50]));
    expect(down.active).toEqual(at(50));
    expect(choose(down, 10, 'range').selected).toEqual(selected([10, 20, 30]));
  });

  it('ranges from where it is where nothing was chosen before', () => {
    expect(choose(NOTHING_SELECTED, 20, 'range').selected).toEqual(selected([20]));
  });

  it('takes one away from all', () => {
    const all = { ...NOTHING_SELECTED, selected: 'all' as const };
    expect(choose(all, 30, 'toggle').selected).toEqual(selected([10, 20, 40, 50]));
  });

  it('takes one away from all that has left the list, and selects nothing else for it', () => {
    const all = { ...NOTHING_SELECTED, selected: 'all' as const };
    expect(select(all, at(30), 'toggle', [10, 20]).selected).toEqual(selected([10, 20]));
  });

  it('asks for no more of the list than it needs', () => {
    const anchored = choose(NOTHING_SELECTED, 20, 'one');
    expect(spanToSelect(anchored, at(40), 'one', 5)).toBeNull();
    expect(spanToSelect(anchored, at(40), 'toggle', 5)).toBeNull();
    expect(spanToSelect(anchored, at(40), 'range', 5)).toEqual({ from: 1, to: 4 });
    const all = { ...NOTHING_SELECTED, selected: 'all' as const };
    expect(spanToSelect(all, at(40), 'toggle', 5)).toEqual({ from: 0, to: 5 });
    expect(spanToSelect(all, at(40), 'toggle', null)).toEqual({ from: 0, to: Infinity });
  });

  it('stays as it is while the keyboard only moves', () => {
    const one = choose(NOTHING_SELECTED, 20, 'one');
    expect(choose(one, 30, 'move')).toEqual({ ...one, active: at(30) });
  });

  it('goes along to the next picture only where it is the one that is open', () => {
    const one = choose(NOTHING_SELECTED, 20, 'one');
    expect(modeOfPaging(one, 20)).toBe('one');
    expect(modeOfPaging(NOTHING_SELECTED, 20)).toBe('one');
    expect(modeOfPaging(one, 30)).toBe('move');
    expect(modeOfPaging(choose(one, 40, 'range'), 40)).toBe('move');
    expect(modeOfPaging({ ...one, selected: 'all' }, 20)).toBe('move');
  });

  it('tells a command its rows, or the query where all or none are selected', () => {
    const one = choose(NOTHING_SELECTED, 20, 'one');
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
