import type { Rectangle, Size } from './resize-and-crop.ts';

/** How the pixel that is displayed at a place is found among the stored ones. */
export interface Orientation {
  /** Displayed rows are stored columns; this comes first, then the mirroring of stored columns and rows. */
  readonly swapsAxes: boolean;
  readonly mirrorsColumns: boolean;
  readonly mirrorsRows: boolean;
}

/** By EXIF's number, 1 to 8 (EXIF 2.3, tag 0x0112). */
const ORIENTATIONS: readonly Orientation[] = [
  { swapsAxes: false, mirrorsColumns: false, mirrorsRows: false },
  { swapsAxes: false, mirrorsColumns: true, mirrorsRows: false },
  { swapsAxes: false, mirrorsColumns: true, mirrorsRows: true },
  { swapsAxes: false, mirrorsColumns: false, mirrorsRows: true },
  { swapsAxes: true, mirrorsColumns: false, mirrorsRows: false },
  { swapsAxes: true, mirrorsColumns: false, mirrorsRows: true },
  { swapsAxes: true, mirrorsColumns: true, mirrorsRows: true },
  { swapsAxes: true, mirrorsColumns: true, mirrorsRows: false },
];

/** Stored as displayed. */
export const UPRIGHT: Orientation = ORIENTATIONS[0]!;

/** @param exifNumber what EXIF says; anything but 2 to 8 is upright */
export function orientationOf(exifNumber: number | undefined): Orientation {
  return ORIENTATIONS[(exifNumber ?? 1) - 1] ?? UPRIGHT;
}

/** The size of what is stored from the size of what is displayed, and the other way round. */
export function turnSize({ width, height }: Size, { swapsAxes }: Orientation): Size {
  return swapsAxes ? { width: height, height: width } : { width, height };
}

/**
 * Where a part of the displayed picture is stored.
 *
 * @param displayed inside of `size`
 * @param size of the whole displayed picture
 */
export function storedRectangle(displayed: Rectangle, size: Size, orientation: Orientation): Rectangle {
  const { width, height } = turnSize(displayed, orientation);
  const stored = turnSize(size, orientation);
  const [left, top] = orientation.swapsAxes ? [displayed.top, displayed.left] : [displayed.left, displayed.top];
  return {
    left: orientation.mirrorsColumns ? stored.width - left - width : left,
    top: orientation.mirrorsRows ? stored.height - top - height : top,
    width,
    height,
  };
}

/**
 * Turns a stored square into the displayed one.
 *
 * @param stored RGB, `[side, side, 3]`
 */
export function orientSquare(stored: Uint8Array, side: number, orientation: Orientation): Uint8Array {
  if (orientation === UPRIGHT) return stored;
  const { swapsAxes, mirrorsColumns, mirrorsRows } = orientation;
  const displayed = new Uint8Array(stored.length);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [column, row] = swapsAxes ? [y, x] : [x, y];
      const from = 3 * ((mirrorsRows ? side - 1 - row : row) * side + (mirrorsColumns ? side - 1 - column : column));
      const to = 3 * (y * side + x);
      displayed[to] = stored[from]!;
      displayed[to + 1] = stored[from + 1]!;
      displayed[to + 2] = stored[from + 2]!;
    }
  }
  return displayed;
}
