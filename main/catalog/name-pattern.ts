import { foldName } from '../../shared/fold-name.ts';
import type { ReadableDatabase } from './connection.ts';
import { joinSql, sql } from './sql.ts';
import type { Sql } from './sql.ts';

// Names of files and folders, compared in any case. SQLite's own comparison knows only the case of a…z, which is
// all a pattern of ASCII characters needs, and that much an index can answer. For others the name's NFC in lower
// case is compared, one by one, so that `été` finds `Été` and a Mac's decomposed `Été` alike.

/**
 * On a column of `folders` or `pictures`, indexed with NOCASE: it is a name that the pattern (`*` for any run of
 * characters) describes. A name that is no valid UTF-8 fits no pattern.
 */
export function namePattern(column: string, pattern: string): Sql {
  if (!isAscii(pattern)) return sql(`fold_name(${column}) LIKE ? ESCAPE '\\'`, likePattern(foldName(pattern)));
  const star = pattern.indexOf('*');
  if (star === -1) return sql(`${column} = ? COLLATE NOCASE`, pattern);
  const like = sql(`${column} LIKE ? ESCAPE '\\'`, likePattern(pattern));
  if (star === 0) return like;
  const prefix = pattern.slice(0, star);
  const range = sql(
    `${column} >= ? COLLATE NOCASE AND ${column} < ? COLLATE NOCASE`,
    prefix,
    `${prefix}${LAST_CHARACTER}`,
  );
  return joinSql([range, like], ' AND ');
}

/** Gives a connection the function that `namePattern` writes; any connection that answers queries needs it. */
export function registerNameFolding(database: ReadableDatabase): void {
  database.function('fold_name', { deterministic: true }, (name: unknown) =>
    typeof name === 'string' ? foldName(name) : '',
  );
}

function likePattern(pattern: string): string {
  return pattern.replace(/[\\%_]/gu, (special) => `\\${special}`).replaceAll('*', '%');
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/u.test(text);
}

const LAST_CHARACTER = '\u{10ffff}';
