import { queryErrorTexts as texts } from '../texts/query-errors.ts';
import type { Place, Query, ScoreRange } from './query.ts';
import { IS_STATES } from './query.ts';
import type { Comparison, Read } from './tokens.ts';
import { queryError } from './tokens.ts';

// The values that stand after a field's colon or a score's sign.

/** `0.5` with its sign → a range open on one side. */
export function readScoreRange(comparison: Comparison, value: string, place: Place): Read<ScoreRange> {
  const score = /^(?:\d+(?:\.\d*)?|\.\d+)$/u.test(value) ? Number(value) : Number.NaN;
  if (!(score >= 0 && score <= 1)) {
    return queryError('bad-score', place, texts.badScore(comparison));
  }
  const bound = { value: score, inclusive: comparison === '>=' || comparison === '<=' };
  const range = comparison.startsWith('>') ? { from: bound, to: null } : { from: null, to: bound };
  return { ok: true, value: range, end: place.end };
}

/** What two ranges have in common. */
export function intersectRanges(a: ScoreRange, b: ScoreRange): ScoreRange {
  return { from: tighter(a.from, b.from, 1), to: tighter(a.to, b.to, -1) };
}

function tighter(a: ScoreRange['from'], b: ScoreRange['from'], direction: 1 | -1): ScoreRange['from'] {
  if (a === null || b === null) return a ?? b;
  if (a.value === b.value) return a.inclusive ? b : a;
  return (a.value - b.value) * direction > 0 ? a : b;
}

/** `2025`, `2025-06..2025-08`, `2025-06..`, `..2025-08-31T12:30`; both ends inclusive. */
export function readTaken(value: string, place: Place): Read<Query> {
  const dots = value.indexOf('..');
  const from = dots === -1 ? value : value.slice(0, dots);
  const to = dots === -1 ? value : value.slice(dots + 2);
  const bothOpen = from === '' && to === '';
  if (bothOpen || !(from === '' || isDate(from)) || !(to === '' || isDate(to))) {
    return queryError('bad-date', place, texts.badDate);
  }
  // An end stands for its whole year, month, day …, so an end that begins the start's text is not before it.
  if (from !== '' && to !== '' && to < from && !from.startsWith(to)) {
    return queryError('bad-date', place, texts.endsBeforeItBegins(from, to));
  }
  const taken = { kind: 'taken', from: from === '' ? null : from, to: to === '' ? null : to, place } as const;
  return { ok: true, value: taken, end: place.end };
}

/** A prefix of `YYYY-MM-DDTHH:MM:SS` that ends with a whole number, of a day that exists. */
function isDate(text: string): boolean {
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d))?)?)?)?)?$/u.exec(text);
  if (parts === null) return false;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((part: string | undefined) => (part === undefined ? undefined : Number(part)));
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return false;
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** `is:` with one of its states. */
export function readState(value: string, place: Place): Read<Query> {
  const state = IS_STATES.find((known) => known === value.toLowerCase());
  if (state === undefined) {
    return queryError('unknown-state', place, texts.unknownState(value, IS_STATES));
  }
  return { ok: true, value: { kind: 'is', state, place }, end: place.end };
}

/** `/photos/2025`, `C:\Photos`, `C:/Photos`, `\\server\share`. */
const ABSOLUTE = /^(?:\/|[A-Za-z]:[\\/]|\\\\[^\\])/u;

/** `folder:` with the name of one folder, or with the whole path of one. */
export function readFolder(value: string, place: Place): Read<Query> {
  if (ABSOLUTE.test(value)) {
    const path = value.replace(/(?<=[^:\\/])[\\/]+$/u, '');
    return { ok: true, value: { kind: 'folder-at', path: /^\/+$/u.test(path) ? '/' : path, place }, end: place.end };
  }
  if (value.includes('/')) {
    const names = value.split('/').filter((name) => name !== '');
    const terms = names.map((name) => `folder:${/[\s()"]/u.test(name) ? `"${name.replaceAll('"', '""')}"` : name}`);
    return queryError('bad-folder', place, texts.partOfPath(terms));
  }
  return { ok: true, value: { kind: 'folder', pattern: value, place }, end: place.end };
}
