/** Values along one side of a chart. */
export interface ChartAxis {
  readonly min: number;
  readonly max: number;
  readonly isLogarithmic: boolean;
}

/** Where a value lies on an axis: 0 at its beginning, 1 at its end. */
export function placeOn({ min, max, isLogarithmic }: ChartAxis, value: number): number {
  if (!isLogarithmic) return (value - min) / (max - min);
  return Math.log(value / min) / Math.log(max / min);
}

/** An axis from one power of two to another, around positive values, with room at both ends: each line doubles. */
export function doublingAxis(values: readonly number[]): ChartAxis {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const min = 2 ** Math.floor(Math.log2(least * 0.9));
  return { min, max: Math.max(2 * min, 2 ** Math.ceil(Math.log2(most * 1.1))), isLogarithmic: true };
}

/** An axis around values whose ends are multiples of `step`, with a step of room or more. */
export function linearAxis(values: readonly number[], step: number): ChartAxis {
  const min = step * Math.floor(Math.min(...values) / step - 1);
  return { min, max: step * Math.ceil(Math.max(...values) / step + 1), isLogarithmic: false };
}
