/** A round mark and the size of the words beside it, in pixels from the chart's upper left corner. */
export interface LabelledMark {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly width: number;
  readonly height: number;
  /** On which side of it there is more room. */
  readonly side: 'upper-right' | 'lower-left';
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Between a mark and its words. */
const GAP = 3;
/** Directions in which words are tried, the best first, where there is more room to the upper right. */
const DIRECTIONS = [
  [1, -1],
  [1, 0],
  [0, -1],
  [-1, 1],
  [-1, 0],
  [0, 1],
  [-1, -1],
  [1, 1],
] as const;
/** Once as far, then further away. */
const DISTANCES = [1, 2.4, 4] as const;

/**
 * Where the words of each mark stand: a box inside `area` that touches no mark and no other words, the nearest that is
 * free; where none is, the one that covers least. The middle of the words, so many pixels from the middle of their mark.
 */
export function placeLabels(marks: readonly LabelledMark[], area: Box): readonly Box[] {
  const markBoxes = marks.map(({ x, y, radius }) => boxAround(x, y, radius, radius));
  const places: (Box | undefined)[] = marks.map(() => undefined);
  // Large marks have the fewest places to choose from.
  const order = marks.map((_, at) => at).sort((a, b) => marks[b]!.radius - marks[a]!.radius);
  for (const at of order) {
    const others = markBoxes.filter((_, other) => other !== at);
    places[at] = bestPlace(marks[at]!, area, [...others, ...places.filter((place) => place !== undefined)]);
  }
  return places.flatMap((place) => place ?? []);
}

function bestPlace(mark: LabelledMark, area: Box, taken: readonly Box[]): Box {
  let best: { readonly place: Box; readonly covered: number } | null = null;
  for (const distance of DISTANCES) {
    for (const [across, down] of DIRECTIONS) {
      const turned = mark.side === 'upper-right' ? 1 : -1;
      const place = placeBeside(mark, turned * across, turned * down, distance);
      const covered =
        taken.reduce((sum, box) => sum + sharedArea(place, box), 0) +
        (mark.width * mark.height - sharedArea(place, area)) * 4;
      if (covered <= 0.001) return place;
      if (best === null || covered < best.covered) best = { place, covered };
    }
  }
  return best!.place;
}

function placeBeside(mark: LabelledMark, across: number, down: number, distance: number): Box {
  // On a slant, words come as near as their corner lets them.
  const slant = across !== 0 && down !== 0 ? Math.SQRT1_2 : 1;
  const away = mark.radius * slant + GAP * distance;
  const x = mark.x + across * (away + mark.width / 2);
  const y = mark.y + down * (away + mark.height / 2);
  return boxAround(x, y, mark.width / 2, mark.height / 2);
}

function boxAround(x: number, y: number, halfWidth: number, halfHeight: number): Box {
  return { left: x - halfWidth, top: y - halfHeight, right: x + halfWidth, bottom: y + halfHeight };
}

/** Square pixels that two boxes have in common. */
export function sharedArea(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return Math.max(0, width) * Math.max(0, height);
}
