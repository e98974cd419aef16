import Table from 'cli-table3';

/** One line of the table. */
export interface Figure {
  readonly what: string;
  readonly measured: number;
  /** The bound that the figure must keep to; null where it is told only. */
  readonly goal: { readonly is: 'below' | 'at least'; readonly value: number } | null;
  readonly unit: 'ms' | 'MB' | 'pictures/s' | 'ratio';
}

export const below = (value: number): Figure['goal'] => ({ is: 'below', value });
export const atLeast = (value: number): Figure['goal'] => ({ is: 'at least', value });

/** The figures as a table: what was measured, what the goal is, and whether it is met. */
export function figureTable(figures: readonly Figure[]): string {
  const table = new Table({ head: ['', 'measured', 'goal', ''], style: { head: [], border: [] } });
  for (const { what, measured, goal, unit } of figures) {
    const bound = goal === null ? '' : `${goal.is} ${withUnit(goal.value, unit)}`;
    table.push([what, withUnit(measured, unit), bound, goal === null ? '' : isMet(measured, goal) ? 'met' : 'MISSED']);
  }
  return table.toString();
}

function isMet(measured: number, { is, value }: NonNullable<Figure['goal']>): boolean {
  return is === 'below' ? measured < value : measured >= value;
}

function withUnit(value: number, unit: Figure['unit']): string {
  return unit === 'ratio' ? value.toFixed(2) : `${value >= 100 ? value.toFixed(0) : value.toFixed(1)} ${unit}`;
}
