import { formatQuery } from '../../shared/query/format.ts';

/** Finds what the chosen model can look at and has not: what failed is not among it, nor what is not there. */
export const LEFT_TO_CLASSIFY = 'is:unclassified NOT is:offline';

const place = { start: 0, end: 0 };

/** The query that finds what carries a tag. */
export function queryOfTag(name: string): string {
  return formatQuery({ kind: 'tag', name, place }, null);
}

/** The query that finds what lies in or below the folder at this absolute path. */
export function queryOfFolder(path: string): string {
  return formatQuery({ kind: 'folder-at', path, place }, null);
}

/** The query that finds what lies on a volume. */
export function queryOfVolume(volume: string): string {
  return formatQuery({ kind: 'volume', volume, place }, null);
}

/** The query that finds what another finds and nobody has reviewed. */
export function queryOfUnreviewed(query: string): string {
  return query.trim() === '' ? 'is:unreviewed' : `(${query}) is:unreviewed`;
}

/** The query that finds a class, or all classes below a group. */
export function queryOfClass(name: string): string {
  return formatQuery({ kind: 'classes', name, classes: [], score: null, anyRank: false, place }, null);
}

/** Whether a query asks for classes, and not only for tags, folders, dates and states. */
export function asksForClasses(query: string): boolean {
  const words = query
    .replaceAll(/(?<![\p{L}\p{N}])(?!class:)[a-z]+(?::|[<>]=?|=)(?:"[^"]*"|[^\s()]*)/giu, ' ')
    .replaceAll(/\b(?:AND|OR|NOT)\b/gu, ' ');
  return /[\p{L}\p{N}]/u.test(words);
}

/** The query with a name that the model has no class for replaced by one that it has. */
export function replaceName(query: string, unknown: string, known: string): string {
  const words = unknown
    .trim()
    .split(/\s+/u)
    .map(escapeForPattern)
    .join(String.raw`\s+`);
  const written = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:"\s*${words}\s*"|${words})(?![\p{L}\p{N}])`, 'iu');
  const name = queryOfClass(known);
  return written.test(query) ? query.replace(written, () => name) : name;
}

function escapeForPattern(word: string): string {
  return word.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}
