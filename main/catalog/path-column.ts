import { bytesOfPath, pathFromBytes } from '../../shared/file-path.ts';
import type { FilePath } from '../../shared/file-path.ts';

// Paths are TEXT where they are valid UTF-8, else BLOB. SQLite orders all TEXT before all BLOBs, both by their bytes.

/** A path as the SQLite binding returns it. */
export type PathColumn = string | Buffer;

/** A path read from a column: bytes are no longer a Buffer, so that equal paths look equal everywhere. */
export function pathFromColumn(value: PathColumn): FilePath {
  return typeof value === 'string' ? value : Uint8Array.from(value);
}

/** A relative path's folder ('' for the root itself) and name. Either may be text where the whole is not. */
export function splitPath(path: FilePath): { readonly folder: FilePath; readonly name: FilePath } {
  if (typeof path === 'string') {
    const slash = path.lastIndexOf('/');
    return { folder: path.slice(0, Math.max(slash, 0)), name: path.slice(slash + 1) };
  }
  const slash = path.lastIndexOf(SLASH);
  return {
    folder: pathFromBytes(path.subarray(0, Math.max(slash, 0))),
    name: pathFromBytes(path.subarray(slash + 1)),
  };
}

/** Paths from `low` up to, not including, `high`, in SQLite's order. */
export interface PathRange {
  readonly low: FilePath;
  readonly high: FilePath;
}

/** The ranges that hold exactly the paths below a folder; '' is the root. What is below a text folder may be bytes. */
export function rangesBelow(folder: FilePath): readonly PathRange[] {
  if (folder.length === 0) return [{ low: '', high: ABOVE_ALL }];
  const bytes = bytesOfPath(folder);
  const blobs = { low: withByte(bytes, SLASH), high: withByte(bytes, SLASH + 1) };
  return typeof folder === 'string' ? [{ low: `${folder}/`, high: `${folder}0` }, blobs] : [blobs];
}

/** The range that holds exactly this path. */
export function rangeOf(path: FilePath): PathRange {
  return { low: path, high: typeof path === 'string' ? `${path}\0` : withByte(path, 0) };
}

/** The ranges that hold exactly this path and the paths below it. */
export function rangesAtOrBelow(path: FilePath): readonly PathRange[] {
  return path.length === 0 ? rangesBelow(path) : [rangeOf(path), ...rangesBelow(path)];
}

const SLASH = 0x2f;
// Longer than any path that a system opens (4,096 bytes), and all of the highest byte.
const ABOVE_ALL: FilePath = new Uint8Array(4097).fill(0xff);

function withByte(bytes: Uint8Array, last: number): Uint8Array {
  const longer = new Uint8Array(bytes.length + 1);
  longer.set(bytes);
  longer[bytes.length] = last;
  return longer;
}
