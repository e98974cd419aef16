import type { PictureTile } from '../../shared/contract/views.ts';

// Positions shift while a list is shown: a run adds pictures above, and what is tagged or reviewed leaves the search.

/** A picture, and where it stands in the list, from 0. */
export interface PictureAt {
  readonly picture: number;
  readonly index: number;
}

/** The loaded part of a list, by position. */
export type Tiles = ReadonlyMap<number, PictureTile>;

/** Where a picture is after its list was read again. */
export interface ListPlace {
  /** Its position; of one that is gone, that of the picture which came after it. */
  readonly index: number;
  /** `unseen`: it is not in the part that is loaded, and nothing that stood beside it is either. */
  readonly is: 'there' | 'gone' | 'unseen';
}

/**
 * Finds a picture again. One that the list no longer has is found by those that stood beside it: the list may have grown
 * above them meanwhile.
 * @param before the list in which `at` was right
 * @param end how long the list is now; null while that is not known
 */
export function findPlace({ picture, index }: PictureAt, before: Tiles, now: Tiles, end: number | null): ListPlace {
  if (now.get(index)?.picture === picture) return { index, is: 'there' };
  const places = new Map([...now].map(([place, tile]) => [tile.picture, place]));
  const itself = places.get(picture);
  if (itself !== undefined) return { index: itself, is: 'there' };
  const placeBeside = (first: number, step: 1 | -1): number | null => {
    for (let at = first; ; at += step) {
      const beside = before.get(at)?.picture;
      if (beside === undefined) return null;
      const place = places.get(beside);
      if (place !== undefined) return place;
    }
  };
  // Where it was gone before, what came after it stood at its position itself. What stands beside the end of the loaded
  // part says nothing of what is behind that.
  const after = placeBeside(index, 1);
  if (after !== null && (after === 0 || now.has(after - 1))) return { index: after, is: 'gone' };
  const previous = placeBeside(index - 1, -1);
  const behind = previous === null ? null : previous + 1;
  if (behind !== null && (behind === end || now.has(behind))) return { index: behind, is: 'gone' };
  const last = end === null ? index : Math.min(index, end);
  return { index: last, is: now.size === end ? 'gone' : 'unseen' };
}

/** The same, with the picture that has taken its place where it is gone; where it was where nothing is known. */
export function followPlace(at: PictureAt, before: Tiles, now: Tiles, end: number | null): PictureAt {
  const { index, is } = findPlace(at, before, now, end);
  if (is !== 'gone') return index === at.index ? at : { picture: at.picture, index };
  for (const place of [index, index - 1]) {
    const tile = now.get(place);
    if (tile !== undefined) return { picture: tile.picture, index: place };
  }
  return { picture: at.picture, index };
}
