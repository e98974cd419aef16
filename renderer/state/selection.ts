import type { Selection } from '../../shared/contract/commands.ts';

/** What is selected of a list of pictures: row ids, or all that the search finds. */
export interface GridSelection {
  readonly selected: ReadonlySet<number> | 'all';
  /** Where a range begins that Shift makes; null before any. */
  readonly anchor: number | null;
  /** The picture that the keyboard is at. */
  readonly active: number | null;
}

export const NOTHING_SELECTED: GridSelection = { selected: new Set(), anchor: null, active: null };

/** How a click or a key says what it selects. */
export type SelectMode = 'one' | 'toggle' | 'range' | 'move';

/**
 * The selection after a picture was clicked or reached by keys. `ids` is the list as far as it is loaded, from its
 * beginning; `isComplete` says whether that is all of it.
 * - `one` selects that picture alone; `toggle` adds it or takes it away; `range` selects from the anchor to it;
 *   `move` only makes it the active one.
 * - Of a whole search one picture can be taken away only where the whole list is loaded; else it is selected alone.
 */
export function select(
  before: GridSelection,
  id: number,
  mode: SelectMode,
  ids: readonly number[],
  isComplete: boolean,
): GridSelection {
  if (mode === 'move') return { ...before, active: id };
  if (mode === 'range')
    return { selected: rangeOf(ids, before.anchor ?? id, id), anchor: before.anchor ?? id, active: id };
  if (mode === 'one' || (before.selected === 'all' && !isComplete)) {
    return { selected: new Set([id]), anchor: id, active: id };
  }
  const selected = new Set(before.selected === 'all' ? ids : before.selected);
  if (!selected.delete(id)) selected.add(id);
  return { selected, anchor: id, active: id };
}

/** Both ends belong to it, in either order; an anchor that is no longer in the list leaves the other end alone. */
function rangeOf(ids: readonly number[], from: number, to: number): ReadonlySet<number> {
  const ends = [ids.indexOf(from), ids.indexOf(to)];
  if (ends.includes(-1)) return new Set([to]);
  return new Set(ids.slice(Math.min(...ends), Math.max(...ends) + 1));
}

export function isSelected(selection: GridSelection, id: number): boolean {
  return selection.selected === 'all' || selection.selected.has(id);
}

/** How many of `total` pictures are selected. */
export function countSelected(selection: GridSelection, total: number): number {
  return selection.selected === 'all' ? total : selection.selected.size;
}

/** What a command is told: the pictures selected, or all of the search where all or none are. */
export function selectionOf(selection: GridSelection, query: string): Selection {
  return selection.selected === 'all' || selection.selected.size === 0
    ? { query }
    : { pictures: [...selection.selected] };
}

/** Steps through a grid: the index that a key leads to from `index`, inside the list; null for keys that lead nowhere. */
export function indexAfterKey(
  key: string,
  index: number,
  grid: { readonly total: number; readonly columns: number; readonly rowsPerPage: number },
): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -grid.columns,
    ArrowDown: grid.columns,
    PageUp: -grid.columns * grid.rowsPerPage,
    PageDown: grid.columns * grid.rowsPerPage,
    Home: -index,
    End: grid.total - 1 - index,
  };
  const step = Object.hasOwn(steps, key) ? steps[key] : undefined;
  if (step === undefined || grid.total === 0) return null;
  const next = index + step;
  // A row up from the first or down from the last leads nowhere; a page goes as far as there is.
  if ((key === 'ArrowUp' && next < 0) || (key === 'ArrowDown' && next >= grid.total)) return index;
  return Math.min(grid.total - 1, Math.max(0, next));
}
