import { describe, expect, it } from 'vitest';
import { findPlace, followPlace, type Tiles } from '../../../renderer/state/list-place.ts';
import { tile } from '../tiles.ts';

/** A part of a list, from a position on. */
const part = (pictures: readonly number[], from = 0): Tiles =>
  new Map(pictures.map((picture, at) => [from + at, tile(picture)]));

const list = [10, 20, 30, 40, 50];
const at = (picture: number) => ({ picture, index: list.indexOf(picture) });

describe('the place of a picture', () => {
  it('is where it was while the list is the same', () => {
    expect(findPlace(at(30), part(list), part(list), 5)).toEqual({ index: 2, is: 'there' });
  });

  it('moves down with the picture when the list grows at its top', () => {
    expect(findPlace(at(30), part(list), part([1, 2, 3, ...list]), 8)).toEqual({ index: 5, is: 'there' });
  });

  it('of one that is gone is that of what came after it, though the list has grown above both', () => {
    expect(findPlace(at(30), part(list), part([10, 20, 40, 50]), 4)).toEqual({ index: 2, is: 'gone' });
    expect(findPlace(at(30), part(list), part([1, 2, 10, 20, 40, 50]), 6)).toEqual({ index: 4, is: 'gone' });
    // What came after it has gone with it.
    expect(findPlace(at(20), part(list), part([10, 50]), 2)).toEqual({ index: 1, is: 'gone' });
  });

  it('of the last one, when it is gone, is the end of the list', () => {
    expect(findPlace(at(50), part(list), part([1, 10, 20, 30, 40]), 5)).toEqual({ index: 5, is: 'gone' });
    expect(findPlace({ picture: 10, index: 0 }, part([10]), part([]), 0)).toEqual({ index: 0, is: 'gone' });
  });

  it('stays with the gap, and is the picture’s own again when it comes back', () => {
    const without = part([10, 20, 40, 50]);
    const gap = findPlace(at(30), part(list), without, 4);
    expect(findPlace({ picture: 30, index: gap.index }, without, part([1, 10, 20, 40, 50]), 5)).toEqual({
      index: 3,
      is: 'gone',
    });
    expect(findPlace({ picture: 30, index: gap.index }, without, part(list), 5)).toEqual({ index: 2, is: 'there' });
  });

  it('is not known where another part of the list is loaded', () => {
    const far = part([700, 701], 700);
    expect(findPlace(at(30), part(list), far, null)).toEqual({ index: 2, is: 'unseen' });
    expect(followPlace(at(30), part(list), far, null)).toEqual(at(30));
  });

  it('is not known where the loaded part begins or ends beside it', () => {
    expect(findPlace(at(30), part(list), part([40, 50], 3), 5)).toEqual({ index: 2, is: 'unseen' });
    expect(findPlace(at(30), part(list), part([10, 20]), 5)).toEqual({ index: 2, is: 'unseen' });
  });

  it('is taken by the picture after one that is gone, at the end by the one before', () => {
    expect(followPlace(at(30), part(list), part([1, 10, 20, 40, 50]), 5)).toEqual({ picture: 40, index: 3 });
    expect(followPlace(at(50), part(list), part([10, 20]), 2)).toEqual({ picture: 20, index: 1 });
  });
});
