/**
 * Chromium lays nothing out that is taller than 2^25 pixels of the screen (its `LayoutUnit`: 32 bits, in 64ths), which are 3.3 million CSS
 * pixels where one is two of the screen's and the window is zoomed in five times. What is taller is scrolled on a track of this height.
 */
export const TALLEST = 3_000_000;
/**
 * So many CSS pixels at either end, track and content are alike, so that rounding loses none of them. It is farther than the wheel goes
 * without a pause, and what is scrolled farther at once is a leap.
 */
const ALIKE = 20_000;

/** CSS pixels. */
export interface ScrollHeights {
  /** Of all that there is to see. */
  readonly content: number;
  /** Of what is seen of it at once. */
  readonly view: number;
}

/** CSS pixels. What is seen begins `top + shift` below the top of the content. */
export interface ScrollPlace {
  /** Where the scroller is on its track: its `scrollTop`. */
  readonly top: number;
  /** How much more of the content is above, in whole pixels; 0 where the track is as tall as the content. */
  readonly shift: number;
}

export function offsetAt({ top, shift }: ScrollPlace): number {
  return top + shift;
}

/** Where the scroller belongs when the content is seen from `offset` on. */
export function placeAt(offset: number, heights: ScrollHeights): ScrollPlace {
  const inside = within(offset, heights);
  if (heights.content <= TALLEST) return { top: inside, shift: 0 };
  const top = Math.round(along(inside, heights.content - heights.view, TALLEST - heights.view));
  return { top, shift: Math.round(inside - top) };
}

/**
 * The place after the scroller has moved to `top`. By a step the content moves as far: of the wheel, however far that came while the page was
 * busy, or of a view, as by a click beside the bar. By a leap, as the bar makes that is dragged, it moves to where it belongs.
 */
export function placeAfterScroll(
  before: ScrollPlace,
  top: number,
  heights: ScrollHeights,
  isByBar: boolean,
): ScrollPlace {
  const { content, view } = heights;
  if (content <= TALLEST) return { top, shift: 0 };
  const way = Math.abs(top - before.top);
  const isStep = way <= (isByBar ? view : ALIKE);
  const offset = isStep ? top + before.shift : along(top, TALLEST - view, content - view);
  return { top, shift: Math.round(within(offset, heights) - top) };
}

/** From a way of one length to the same place on a way of another: alike near the ends, in proportion between. */
function along(at: number, length: number, other: number): number {
  if (at <= ALIKE) return at;
  if (at >= length - ALIKE) return other - (length - at);
  return ALIKE + ((at - ALIKE) * (other - 2 * ALIKE)) / (length - 2 * ALIKE);
}

function within(offset: number, { content, view }: ScrollHeights): number {
  return Math.min(Math.max(0, offset), Math.max(0, content - view));
}
