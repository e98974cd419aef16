// Numbers as a person reads them. English; another language is another set of the same functions.

const whole = new Intl.NumberFormat('en');
const oneDigit = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** `2,000`. */
export function formatNumber(n: number): string {
  return whole.format(n);
}

/** `1 picture`, `2,000 pictures`. */
export function formatCount(n: number, one: string, many = `${one}s`): string {
  return `${whole.format(n)} ${n === 1 ? one : many}`;
}

/** `1 picture`, `2 distinct pictures`: copies of one picture count once. */
export function formatContents(n: number): string {
  return formatCount(n, 'picture', 'distinct pictures');
}

/** `1 s`, `1 min 5 s`, `2 h 3 min`: rounded to whole seconds below an hour, to whole minutes above; never `0 s`. */
export function formatDuration(seconds: number): string {
  const rounded = Math.max(1, Math.round(seconds));
  if (rounded < 60) return `${rounded} s`;
  if (rounded < 3600) return joinUnits(Math.floor(rounded / 60), 'min', rounded % 60, 's');
  const minutes = Math.round(seconds / 60);
  return joinUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

function joinUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `512 B`, `1.5 MB`, `20 GB`: decimal units, a digit after the point below ten. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (unit < BYTE_UNITS.length - 1 && Math.round(value) >= 1000) {
    value /= 1000;
    unit += 1;
  }
  const text = value < 10 && unit > 0 ? oneDigit.format(value) : whole.format(Math.round(value));
  return `${text} ${BYTE_UNITS[unit] ?? ''}`;
}

/** A speed, `114`, or `3.2` below ten. */
export function formatRate(perSecond: number): string {
  return perSecond < 10 ? oneDigit.format(perSecond) : whole.format(Math.round(perSecond));
}

/** A score with three digits after the point, never rounded to the 0 or the 1 that it is not. */
export function formatScore(score: number): string {
  if (score > 0 && score < 0.0005) return '< 0.001';
  if (score < 1 && score >= 0.9995) return '> 0.999';
  return score.toFixed(3);
}

const moment = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** `Nov 24, 2026, 6:30 PM`, in the local time. @param at milliseconds since 1970 */
export function formatMoment(at: number): string {
  return moment.format(at);
}

const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

/** `Nov 24, 2026`, in the local time. @param at milliseconds since 1970 */
export function formatDay(at: number): string {
  return day.format(at);
}
