import type { ScoreRange } from './query.ts';
import { intersectRanges, readScoreRange } from './terms.ts';
import { tokenize, type Token } from './tokens.ts';

// Changes of a query's text, which stays the one truth about it: what a person wrote is left as it is around them.

/** The query narrowed by a term beside all that it says. `term` stands by itself: a word in quotes, a field, a group. */
export function withTerm(text: string, term: string): string {
  const around = text.trim();
  if (around === '') return term;
  const joined = isAlternatives(tokensOf(text)) ? `(${around})` : around;
  // A word and another could be read as one name.
  return `${joined} AND ${term}`;
}

/** The query with the least score of its words set, in place of one that it says for all of them; null: none is said. */
export function withLeastScore(text: string, least: string | null): string {
  const tokens = tokensOf(text);
  if (isAlternatives(tokens)) return least === null ? text : `(${text.trim()}) score${least}`;
  let kept = text;
  for (const token of [...modifiers(tokens)].reverse()) {
    if (token.comparison.startsWith('<')) continue;
    kept = `${kept.slice(0, token.place.start).trimEnd()} ${kept.slice(token.place.end).trimStart()}`;
  }
  return (least === null ? kept : `${kept.trim()} score${least}`).trim();
}

/** Which scores the query says for all its words; null where it says none: words need the default threshold. */
export function scoreOfAll(text: string): ScoreRange | null {
  const tokens = tokensOf(text);
  if (isAlternatives(tokens)) return null;
  let all: ScoreRange | null = null;
  for (const { comparison, value, place } of modifiers(tokens)) {
    const range = readScoreRange(comparison, value, place);
    if (range.ok) all = all === null ? range.value : intersectRanges(all, range.value);
  }
  return all;
}

/** None where the text cannot be read. */
function tokensOf(text: string): readonly Token[] {
  const tokens = tokenize(text);
  return tokens.ok ? tokens.value : [];
}

function isAlternatives(tokens: readonly Token[]): boolean {
  return outermost(tokens).some(({ kind }) => kind === 'OR');
}

/** Scores that govern the whole query. */
function modifiers(tokens: readonly Token[]): readonly Extract<Token, { kind: 'score' }>[] {
  const outer = outermost(tokens);
  return outer.flatMap((token, at) => (token.kind === 'score' && outer[at - 1]?.kind !== 'NOT' ? [token] : []));
}

/** Tokens in no parentheses. */
function outermost(tokens: readonly Token[]): readonly Token[] {
  let depth = 0;
  return tokens.filter(({ kind }) => {
    if (kind === 'close') depth -= 1;
    const isOuter = depth === 0;
    if (kind === 'open') depth += 1;
    return isOuter;
  });
}
