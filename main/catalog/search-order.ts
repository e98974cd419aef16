import type { FilePath } from '../../shared/file-path.ts';
import { bytesOfPath } from '../../shared/file-path.ts';
import type { ClassMatch } from '../../shared/prediction.ts';
import type { SortDirection } from '../../shared/query/sort.ts';

/** A root as an order needs it. Two volumes may take turns at one path. */
export interface OrderedRoot {
  readonly id: number;
  readonly path: FilePath;
}

/** Where a picture stands in a search. */
export interface RankedPicture {
  readonly picture: number;
  readonly root: OrderedRoot;
  /** Relative to the root. */
  readonly path: FilePath;
  /** The camera's local time; null where the file has none. */
  readonly takenAt: string | null;
  readonly match: ClassMatch | null;
}

/**
 * By score, a person's word above any, pictures without a match last in either direction; ties by root, then path, as
 * SQLite sorts them.
 */
export function compareRanked(a: RankedPicture, b: RankedPicture, direction: SortDirection): number {
  const scores = compareScores(a, b, direction);
  if (scores !== 0) return scores;
  return compareRoots(a.root, b.root) || comparePaths(a.path, b.path) || a.picture - b.picture;
}

function compareScores({ match: a }: RankedPicture, { match: b }: RankedPicture, direction: SortDirection): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return direction === 'descending' ? standingOf(b) - standingOf(a) : standingOf(a) - standingOf(b);
}

/** A person's word stands above any score, and none at all below: scores are from 0 to 1. */
export function standingOf(match: ClassMatch | null): number {
  if (match === null) return -1;
  return match.score ?? 2;
}

export function compareRoots(a: OrderedRoot, b: OrderedRoot): number {
  return a.id === b.id ? 0 : comparePaths(a.path, b.path) || a.id - b.id;
}

/** As SQLite's BINARY: text before blobs, then by bytes. */
function comparePaths(a: FilePath, b: FilePath): number {
  if (a === b) return 0;
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  if (typeof a !== typeof b) return typeof a === 'string' ? -1 : 1;
  return Buffer.compare(bytesOfPath(a), bytesOfPath(b));
}

/** By their UTF-8 bytes, without making them: thousands of paths are sorted for one page. */
function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left === right) continue;
    // From here on UTF-16 is in another order: its surrogates stand for what comes after U+FFFF.
    if (left >= FIRST_SURROGATE && right >= FIRST_SURROGATE) return Buffer.compare(bytesOfPath(a), bytesOfPath(b));
    return left - right;
  }
  return a.length - b.length;
}

const FIRST_SURROGATE = 0xd800;

/** Sorts a list and cuts it to its first `limit`. */
export function keepFirst(list: RankedPicture[], limit: number, direction: SortDirection): void {
  list.sort((a, b) => compareRanked(a, b, direction));
  if (list.length > limit) list.length = limit;
}
