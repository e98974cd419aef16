/** More bars than this say less than fewer do: months become years. */
const MOST_MONTHS = 36;
/** Bars of scores: so many hundredths each. */
const BAR_HUNDREDTHS = 5;

export interface Period {
  /** `2025-06`, or `2025`. */
  readonly period: string;
  readonly pictures: number;
}

/** Months as bars, or years where the months are too many. */
export function periodsOf(months: readonly { readonly month: string; readonly pictures: number }[]): readonly Period[] {
  if (months.length <= MOST_MONTHS) return months.map(({ month, pictures }) => ({ period: month, pictures }));
  const years = new Map<string, number>();
  for (const { month, pictures } of months) {
    const year = month.slice(0, 4);
    years.set(year, (years.get(year) ?? 0) + pictures);
  }
  return [...years].map(([period, pictures]) => ({ period, pictures }));
}

export interface ScoreBar {
  /** Scores from here on … */
  readonly from: number;
  /** … to below here; above 1 for the last one, which holds 1 itself. */
  readonly to: number;
  readonly pictures: number;
}

/** Counts of scores in hundredths (0 to below 0.01, …, 1 itself; what follows is not of interest) as twenty bars. */
export function scoreBars(hundredths: readonly number[]): readonly ScoreBar[] {
  return Array.from({ length: 100 / BAR_HUNDREDTHS }, (_, at) => {
    const first = at * BAR_HUNDREDTHS;
    const isLast = first + BAR_HUNDREDTHS === 100;
    const counted = hundredths.slice(first, first + BAR_HUNDREDTHS + (isLast ? 1 : 0));
    const pictures = counted.reduce((sum, one) => sum + one, 0);
    return { from: first / 100, to: isLast ? 1.01 : (first + BAR_HUNDREDTHS) / 100, pictures };
  });
}
