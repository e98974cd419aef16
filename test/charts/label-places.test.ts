import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparisonChart } from '../../shared/charts/comparison-chart.ts';
import { placeOn } from '../../shared/charts/axis.ts';
import { placeLabels, sharedArea, type Box } from '../../shared/charts/label-places.ts';
import { CHART_PALETTES } from '../../shared/charts/palette.ts';
import { wholeComparison } from './compared.ts';

const mark = (x: number, y: number, radius = 6) => ({
  ...{ x, y, radius, width: 40, height: 15 },
  side: 'upper-right' as const,
});
const AREA = { left: 0, top: 0, right: 800, bottom: 500 };

describe('labels', () => {
  it('stand beside their mark, where they touch no mark and no other label', () => {
    const marks = [mark(100, 100), mark(112, 96), mark(108, 112)];
    const places = placeLabels(marks, AREA);
    for (const [at, place] of places.entries()) {
      const { x, y } = marks[at]!;
      expect(Math.abs((place.left + place.right) / 2 - x)).toBeLessThan(60);
      expect(Math.abs((place.top + place.bottom) / 2 - y)).toBeLessThan(60);
    }
    expect(overlapping(places, marks)).toEqual([]);
  });

  it('stay inside the drawing, also in its corners', () => {
    for (const [x, y] of [
      [3, 3],
      [797, 3],
      [3, 497],
      [797, 497],
    ] as const) {
      const [place] = placeLabels([mark(x, y)], AREA);
      expect(sharedArea(place!, AREA)).toBeCloseTo(40 * 15);
    }
  });

  it('touch nothing as long as there is room for all', () => {
    const column = fc.integer({ min: 0, max: 5 });
    const row = fc.integer({ min: 0, max: 7 });
    const places = fc.uniqueArray(fc.tuple(column, row), { selector: String, minLength: 1, maxLength: 13 });
    fc.assert(
      fc.property(places, (cells) => {
        const marks = cells.map(([x, y]) => mark(60 + 130 * x, 40 + 60 * y));
        expect(overlapping(placeLabels(marks, AREA), marks)).toEqual([]);
      }),
    );
  });

  it.each([
    ['an SVG file', { width: 820, height: 560, fontSize: 13 }],
    ['a narrow window', { width: 460, height: 420, fontSize: 13 }],
    ['text twice as large', { width: 640, height: 640, fontSize: 22 }],
  ])('of all networks do not overlap in %s', (_name, size) => {
    const { grid, xAxis, yAxis, series } = comparisonChart(wholeComparison().variants, size, CHART_PALETTES.light, [
      'a title',
    ]);
    const [across, down] = [size.width - grid.left - grid.right, size.height - grid.top - grid.bottom];
    const points = series.flatMap(({ data }) => data);
    const marks = points.map(({ value, symbolSize }) => ({
      x: grid.left + across * placeOn({ ...xAxis, isLogarithmic: true }, value[0]!),
      y: size.height - grid.bottom - down * placeOn({ ...yAxis, isLogarithmic: false }, value[1]!),
      radius: symbolSize / 2,
    }));
    const boxes = points.map(({ name, label }, at): Box => {
      const { x, y, radius } = marks[at]!;
      const [middle, level] = [x - radius + label.position[0]!, y - radius + label.position[1]!];
      const half = 0.32 * size.fontSize * name.length;
      return {
        ...{ left: middle - half, right: middle + half },
        ...{ top: level - 0.55 * size.fontSize, bottom: level + 0.55 * size.fontSize },
      };
    });
    expect(points).toHaveLength(13);
    expect(overlapping(boxes, marks)).toEqual([]);
    for (const { left, right } of boxes) {
      expect(left).toBeGreaterThan(0);
      expect(right).toBeLessThan(size.width);
    }
  });
});

/** Pairs of labels, and of labels and marks of others, that share more than a pixel. */
function overlapping(places: readonly Box[], marks: readonly { x: number; y: number; radius: number }[]): string[] {
  const boxes = marks.map(({ x, y, radius }) => ({
    ...{ left: x - radius, right: x + radius },
    ...{ top: y - radius, bottom: y + radius },
  }));
  return places.flatMap((place, at) => [
    ...places.slice(at + 1).flatMap((other, next) => (sharedArea(place, other) > 1 ? [`${at}, ${at + 1 + next}`] : [])),
    ...boxes.flatMap((box, other) => (other !== at && sharedArea(place, box) > 1 ? [`${at}, mark ${other}`] : [])),
  ]);
}
