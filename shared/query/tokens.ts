import { queryErrorTexts as texts } from '../texts/query-errors.ts';
import type { Place, QueryError, QueryErrorKind } from './query.ts';

/** Names that may stand before a colon. */
export const FIELDS = ['class', 'tag', 'folder', 'volume', 'name', 'taken', 'model', 'rank', 'is'] as const;

export type Field = (typeof FIELDS)[number];

export type Comparison = '>=' | '>' | '<=' | '<';

export type Token =
  | { readonly kind: 'open' | 'close' | 'AND' | 'OR' | 'NOT'; readonly place: Place }
  | { readonly kind: 'word' | 'phrase'; readonly text: string; readonly place: Place }
  | { readonly kind: 'field'; readonly field: Field; readonly value: string; readonly place: Place }
  | { readonly kind: 'score'; readonly comparison: Comparison; readonly value: string; readonly place: Place };

/** What a reader of text answers: a value with the offset where it stopped, or an error with its place. */
export type Read<T> =
  { readonly ok: true; readonly value: T; readonly end: number } | { readonly ok: false; readonly error: QueryError };

/** An error value. */
export function queryError(kind: QueryErrorKind, place: Place, message: string): { ok: false; error: QueryError } {
  return { ok: false, error: { kind, message, place } };
}

/** Splits a query text into tokens. One pass, every character looked at a bounded number of times. */
export function tokenize(text: string): Read<readonly Token[]> {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && isSpace(text[at]!)) at++;
    if (at >= text.length) return { ok: true, value: tokens, end: at };
    const read = readToken(text, at);
    if (!read.ok) return read;
    tokens.push(read.value);
    at = read.end;
  }
}

function readToken(text: string, start: number): Read<Token> {
  const first = text[start]!;
  if (first === '(' || first === ')') {
    const place = { start, end: start + 1 };
    return { ok: true, value: { kind: first === '(' ? 'open' : 'close', place }, end: place.end };
  }
  if (first === '"') {
    const quoted = readQuoted(text, start);
    if (!quoted.ok) return quoted;
    const place = { start, end: quoted.end };
    if (quoted.value.trim() === '') return queryError('missing-value', place, texts.emptyQuotes);
    return { ok: true, value: { kind: 'phrase', text: words(quoted.value), place }, end: quoted.end };
  }
  return readScore(text, start) ?? readField(text, start) ?? readWord(text, start);
}

function readWord(text: string, start: number): Read<Token> {
  const end = endOfWord(text, start);
  const word = text.slice(start, end);
  const place = { start, end };
  if (word === 'AND' || word === 'OR' || word === 'NOT') return { ok: true, value: { kind: word, place }, end };
  return { ok: true, value: { kind: 'word', text: word, place }, end };
}

/** `"…"`, in which `""` stands for one quote and a backslash for itself. */
function readQuoted(text: string, start: number): Read<string> {
  let content = '';
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) {
      return queryError('unclosed-quote', { start, end: text.length }, texts.unclosedQuote);
    }
    content += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { ok: true, value: content, end: quote + 1 };
    content += '"';
    from = quote + 2;
  }
}

/** `tag:beach`, `folder:"two words"`. Null where no letters stand before a colon. */
function readField(text: string, start: number): Read<Token> | null {
  let colon = start;
  while (colon < text.length && isLetter(text[colon]!)) colon++;
  if (colon === start || text[colon] !== ':') return null;
  const written = text.slice(start, colon);
  const field = FIELDS.find((known) => known === written.toLowerCase());
  const head = { start, end: colon + 1 };
  if (field === undefined) {
    return queryError('unknown-field', head, texts.unknownField(written, FIELDS));
  }
  const quoted = text[colon + 1] === '"' ? readQuoted(text, colon + 1) : null;
  if (quoted?.ok === false) return quoted;
  const end = quoted === null ? endOfWord(text, colon + 1) : quoted.end;
  const whole = quoted === null ? text.slice(colon + 1, end) : quoted.value;
  // The name of a folder may begin or end with a blank.
  const value = field === 'folder' ? whole : whole.trim();
  if (value.trim() === '') {
    return queryError('missing-value', head, texts.missingValue(field));
  }
  return { ok: true, value: { kind: 'field', field, value, place: { start, end } }, end };
}

/** `score>=0.5`, spaces around the sign allowed. Null where the word is not `score` with a sign after it. */
function readScore(text: string, start: number): Read<Token> | null {
  if (text.slice(start, start + 5).toLowerCase() !== 'score') return null;
  const sign = skipSpaces(text, start + 5);
  const first = text[sign] ?? '';
  if (!'<>=≥≤:'.includes(first) || first === '') return null;
  const twoCharacters = (first === '>' || first === '<') && text[sign + 1] === '=';
  const written = twoCharacters ? `${first}=` : first;
  const from = skipSpaces(text, sign + written.length);
  const end = endOfWord(text, from);
  const place = { start, end };
  const comparison = COMPARISONS.get(written);
  if (comparison === undefined) {
    return queryError('bad-score', place, texts.badComparison);
  }
  return { ok: true, value: { kind: 'score', comparison, value: text.slice(from, end), place }, end };
}

const COMPARISONS: ReadonlyMap<string, Comparison> = new Map([
  ['>=', '>='],
  ['≥', '>='],
  ['>', '>'],
  ['<=', '<='],
  ['≤', '<='],
  ['<', '<'],
]);

/** A name's words with one space between them. */
function words(text: string): string {
  return text.trim().split(/\s+/u).join(' ');
}

/** Where the word at `start` ends: at a space, parenthesis or quote. */
export function endOfWord(text: string, start: number): number {
  let end = start;
  while (end < text.length && !isSpace(text[end]!) && !'()"'.includes(text[end]!)) end++;
  return end;
}

function skipSpaces(text: string, start: number): number {
  let at = start;
  while (at < text.length && isSpace(text[at]!)) at++;
  return at;
}

/** Whether a character parts words. */
export function isSpace(character: string): boolean {
  return /\s/u.test(character);
}

function isLetter(character: string): boolean {
  return /[a-z]/iu.test(character);
}
