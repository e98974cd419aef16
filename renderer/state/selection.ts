import type { Selection } from '../../shared/contract/commands.ts';
import { followPlace, type PictureAt, type Tiles } from './list-place.ts';

/** What is selected of a list of pictures: row ids, or all that the search finds. */
export interface GridSelection {
  readonly selected: ReadonlySet<number> | 'all';
  /** Where a range begins that Shift makes; null before any. */
  readonly anchor: PictureAt | null;
  /** The picture that the keyboard is at. */
  readonly active: PictureAt | null;
}

export const NOTHING_SELECTED: GridSelection = { selected: new Set(), anchor: null, active: null };

/** How a click or a key says what it selects. */
export type SelectMode = 'one' | 'toggle' | 'range' | 'move';

/** From one position of a list up to, not including, another; `Infinity`: up to its end, wherever that is. */
export interface ListSpan {
  readonly from: number;
  readonly to: number;
}

/** The part of the list whose row ids `select` needs; null: none of it. `end`: of the list, null while not known. */
export function spanToSelect(
  before: GridSelection,
  at: PictureAt,
  mode: SelectMode,
  end: number | null,
): ListSpan | null {
  if (mode === 'toggle' && before.selected === 'all') return { from: 0, to: end ?? Infinity };
  if (mode !== 'range') return null;
  const ends = [before.anchor?.index ?? at.index, at.index];
  return { from: Math.min(...ends), to: Math.max(...ends) + 1 };
}

/**
 * The selection after a picture was clicked or reached by keys; `ids` are those of `spanToSelect`.
 * - `one` selects that picture alone; `toggle` adds it or takes it away; `range` selects from the anchor to it;
 *   `move` only makes it the active one.
 */
export function select(before: GridSelection, at: PictureAt, mode: SelectMode, ids: readonly number[]): GridSelection {
  if (mode === 'move') return { ...before, active: at };
  if (mode === 'range') return { selected: new Set(ids), anchor: before.anchor ?? at, active: at };
  if (mode === 'one') return { selected: new Set([at.picture]), anchor: at, active: at };
  const selected = new Set(before.selected === 'all' ? ids : before.selected);
  // Of all, it can only be taken away: it may have left the list before its rows were asked for.
  if (!selected.delete(at.picture) && before.selected !== 'all') selected.add(at.picture);
  return { selected, anchor: at, active: at };
}

/**
 * How one goes on from the picture that is open to another: what is selected goes along where it is that picture alone,
 * or nothing; where it is more, a look at others does not change it.
 */
export function modeOfPaging({ selected }: GridSelection, opened: number): SelectMode {
  if (selected === 'all') return 'move';
  return selected.size === 0 || (selected.size === 1 && selected.has(opened)) ? 'one' : 'move';
}

/** The same after the list was read again: anchor and keyboard stay with their pictures, or with what took their places. */
export function follow(before: GridSelection, seen: Tiles, now: Tiles, end: number | null): GridSelection {
  const moved = (at: PictureAt | null) => (at === null ? null : followPlace(at, seen, now, end));
  const [anchor, active] = [moved(before.anchor), moved(before.active)];
  return anchor === before.anchor && active === before.active ? before : { ...before, anchor, active };
}

/** Without pictures that are not in the list any more. */
export function deselect(before: GridSelection, gone: ReadonlySet<number>): GridSelection {
  if (before.selected === 'all' || gone.size === 0) return before;
  return { ...before, selected: new Set([...before.selected].filter((picture) => !gone.has(picture))) };
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
