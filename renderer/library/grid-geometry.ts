import type { TileSize } from '../../shared/settings.ts';

/** Space between pictures, in CSS pixels. */
export const GAP = 4;
/** Around the grid. */
export const MARGIN = 8;
/** The line below a picture, in rem: `.caption` of picture-tile.module.css. */
const CAPTION_REM = 1.5;
/** Widths of a picture, about, in rem: larger text needs larger pictures for the same words. */
const TILE_REMS: Readonly<Record<TileSize, number>> = { tiny: 7, small: 10.5, medium: 14, large: 19, huge: 26 };
/** Rows that are drawn above and below those in sight. */
const ROWS_AHEAD = 3;

export interface GridGeometry {
  readonly columns: number;
  readonly rows: number;
  /** CSS pixels, the gap below included. */
  readonly rowHeight: number;
  /** Whole rows that fit. */
  readonly rowsPerPage: number;
}

/** How `total` pictures of this size stand in a window; `rem` is the root's font size. All in CSS pixels. */
export function gridGeometry(
  total: number,
  view: { readonly width: number; readonly height: number },
  tileSize: TileSize,
  rem: number,
): GridGeometry {
  const room = Math.max(1, view.width - 2 * MARGIN);
  const columns = Math.max(1, Math.floor((room + GAP) / (TILE_REMS[tileSize] * rem + GAP)));
  const width = (room - GAP * (columns - 1)) / columns;
  const rowHeight = Math.round(width + CAPTION_REM * rem + GAP);
  return {
    columns,
    rows: Math.ceil(total / columns),
    rowHeight,
    rowsPerPage: Math.max(1, Math.floor(view.height / rowHeight)),
  };
}

/** Of all rows with the margins around them: CSS pixels. */
export function contentHeight({ rows, rowHeight }: GridGeometry): number {
  return rows * rowHeight + 2 * MARGIN;
}

/** Whether one has scrolled down to where the last row is seen to its end. */
export function isAtEnd(offset: number, view: number, geometry: GridGeometry): boolean {
  return offset > 0 && offset + view >= contentHeight(geometry) - GAP;
}

/** Rows from the first up to, not including, the end. */
export interface RowSpan {
  readonly first: number;
  readonly end: number;
}

/** The rows to draw where `view` CSS pixels of the grid are seen from `offset` on. */
export function rowsInSight(offset: number, view: number, { rows, rowHeight }: GridGeometry): RowSpan {
  return {
    first: Math.max(0, Math.floor((offset - MARGIN) / rowHeight) - ROWS_AHEAD),
    end: Math.min(rows, Math.ceil((offset + view - MARGIN) / rowHeight) + ROWS_AHEAD),
  };
}

/** What is at the top of what is seen of a grid. */
export interface GridAnchor {
  /** The first picture of its row. */
  readonly index: number;
  /** How much of that row is above, in heights of a row; less than 0 in the margin above the first. */
  readonly part: number;
}

export const GRID_TOP: GridAnchor = { index: 0, part: -1 };

export function anchorAt(offset: number, { columns, rowHeight }: GridGeometry): GridAnchor {
  if (offset < MARGIN) return GRID_TOP;
  const above = (offset - MARGIN) / rowHeight;
  const row = Math.floor(above);
  return { index: row * columns, part: above - row };
}

/** Where an anchor is in a grid that may have other columns: CSS pixels from its top. */
export function offsetOf({ index, part }: GridAnchor, { columns, rowHeight }: GridGeometry): number {
  return Math.max(0, MARGIN + (Math.floor(index / columns) + part) * rowHeight);
}

/** Where to scroll to, from `offset`, to see all of a row: as little as that takes. Of one that is taller than the view its top is seen. */
export function offsetToShow(row: number, offset: number, view: number, { rowHeight }: GridGeometry): number {
  const top = row * rowHeight;
  const bottom = top + rowHeight - GAP + 2 * MARGIN - view;
  return top < offset || bottom > top ? top : Math.max(offset, bottom);
}
