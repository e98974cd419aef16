import { describe, expect, it } from 'vitest';
import {
  offsetAt,
  placeAfterScroll,
  placeAt,
  type ScrollPlace,
  TALLEST,
} from '../../../renderer/library/tall-scroll.ts';

const VIEW = 800;
const TALL = { content: 46_000_000, view: VIEW };
const LOW = { content: 40_000, view: VIEW };

/** A scroller, which stops at whole pixels and within its track. */
const stopped = (top: number, track = TALLEST) => Math.min(Math.max(0, Math.round(top)), track - VIEW);

/** What the grid does when a scroller has come to rest. */
function atRest(place: ScrollPlace): ScrollPlace {
  const wanted = placeAt(offsetAt(place), TALL);
  const top = stopped(wanted.top);
  return { top, shift: offsetAt(wanted) - top };
}

describe('what is not taller than the window can lay out', () => {
  it('is where its scroller is, by steps and by leaps', () => {
    for (const top of [0, 120, 30_000, 39_200]) {
      expect(placeAfterScroll({ top: 0, shift: 0 }, top, LOW, false)).toEqual({ top, shift: 0 });
      expect(placeAt(top, LOW)).toEqual({ top, shift: 0 });
    }
  });

  it('is not scrolled beyond its ends', () => {
    expect(placeAt(-5, LOW)).toEqual({ top: 0, shift: 0 });
    expect(placeAt(50_000, LOW)).toEqual({ top: 39_200, shift: 0 });
    expect(placeAt(10, { content: 300, view: VIEW })).toEqual({ top: 0, shift: 0 });
  });
});

describe('what is taller', () => {
  it('is seen from its top to its very end by leaps of the scroll bar', () => {
    const end = TALLEST - VIEW;
    expect(offsetAt(placeAfterScroll({ top: 0, shift: 0 }, end, TALL, true))).toBeCloseTo(TALL.content - VIEW, 3);
    expect(offsetAt(placeAfterScroll({ top: end, shift: 41_000_000 }, 0, TALL, true))).toBe(0);
    expect(offsetAt(placeAfterScroll({ top: 0, shift: 0 }, end / 2, TALL, true))).toBe((TALL.content - VIEW) / 2);
    // By a program, such as a screen reader, too.
    expect(offsetAt(placeAfterScroll({ top: 0, shift: 0 }, end / 2, TALL, false))).toBe((TALL.content - VIEW) / 2);
  });

  it.each([0, 0.3, 0.999])('moves by a step of the wheel as far as the wheel says, from %d of it on', (part) => {
    let place = atRest(placeAt(part * (TALL.content - VIEW), TALL));
    for (let step = 0; step < 100; step++) {
      const before = offsetAt(place);
      place = placeAfterScroll(place, stopped(place.top + 120), TALL, false);
      expect(offsetAt(place) - before).toBeCloseTo(120, 6);
    }
  });

  it('moves as far as the wheel though the page was busy, and by the bar from as far as that can show', () => {
    const place = atRest(placeAt(20_000_000, TALL));
    const moved = (way: number, isByBar: boolean) =>
      offsetAt(placeAfterScroll(place, place.top + way, TALL, isByBar)) - offsetAt(place);
    expect(moved(9_600, false)).toBe(9_600);
    // A click beside the bar, and the bar moved by a pixel.
    expect(moved(VIEW, true)).toBe(VIEW);
    expect(moved(TALLEST / VIEW, true)).toBeGreaterThan((10 * TALLEST) / VIEW);
  });

  it.each([
    ['down', 120, TALL.content - VIEW],
    ['up', -120, 0],
  ])('is scrolled %s to its end by the wheel, however often one rests', (_way, step, end) => {
    let place = atRest(placeAt(end - 200_000 * Math.sign(step), TALL));
    for (let turn = 0; turn < 2000; turn++) {
      place = placeAfterScroll(place, stopped(place.top + step), TALL, false);
      if (turn % 7 === 0) place = atRest(place);
    }
    expect(offsetAt(place)).toBeCloseTo(end, 3);
  });

  it('stays where it is when the scroll bar is put where it belongs, and the bar with it the second time', () => {
    const moved = placeAfterScroll(
      atRest(placeAt(12_345_678, TALL)),
      stopped(placeAt(12_345_678, TALL).top + 700),
      TALL,
      false,
    );
    const rested = atRest(moved);
    expect(offsetAt(rested)).toBeCloseTo(offsetAt(moved), 6);
    expect(rested.top).not.toBe(moved.top);
    expect(atRest(rested).top).toBe(rested.top);
  });
});
