/** Space between pictures, in CSS pixels. */
export const GAP = 4;
/** Around the grid. */
export const MARGIN = 8;
/** The line below a picture, in rem: `.caption` of picture-tile.module.css. */
const CAPTION_REM = 1.5;

export interface GridGeometry {
  readonly columns: number;
  readonly rows: number;
  /** CSS pixels, the gap below included. */
  readonly rowHeight: number;
  /** Whole rows that fit. */
  readonly rowsPerPage: number;
}

/** How `total` pictures of about `tileRem` rem stand in a window of this size; `rem` is the root's font size. All in CSS pixels. */
export function gridGeometry(
  total: number,
  view: { readonly width: number; readonly height: number },
  tileRem: number,
  rem: number,
): GridGeometry {
  const room = Math.max(1, view.width - 2 * MARGIN);
  const columns = Math.max(1, Math.floor((room + GAP) / (tileRem * rem + GAP)));
  const width = (room - GAP * (columns - 1)) / columns;
  const rowHeight = Math.round(width + CAPTION_REM * rem + GAP);
  return {
    columns,
    rows: Math.ceil(total / columns),
    rowHeight,
    rowsPerPage: Math.max(1, Math.floor(view.height / rowHeight)),
  };
}
