import { queryErrorTexts as texts } from '../texts/query-errors.ts';
import type { Place, QueryError, ScoreRange } from './query.ts';
import { intersectRanges, readScoreRange } from './terms.ts';
import type { Token } from './tokens.ts';
import { queryError } from './tokens.ts';

/** What stands in a group of terms and says how its words are read. */
export interface Modifiers {
  score: { readonly range: ScoreRange; readonly place: Place } | null;
  rank: Place | null;
  model: Place | null;
}

export const noModifiers = (): Modifiers => ({ score: null, rank: null, model: null });

/**
 * Takes `score`, `rank:` and `model:` into their group; null for any other token. What `model:` names goes to the
 * `parser`, since it is the whole query's.
 */
export function readModifier(
  parser: { model: string | null },
  token: Token,
  group: Modifiers,
): { readonly ok: true } | { readonly ok: false; readonly error: QueryError } | null {
  if (token.kind === 'score') {
    const range = readScoreRange(token.comparison, token.value, token.place);
    if (!range.ok) return range;
    group.score =
      group.score === null
        ? { range: range.value, place: token.place }
        : { range: intersectRanges(group.score.range, range.value), place: group.score.place };
    return { ok: true };
  }
  if (token.kind !== 'field') return null;
  if (token.field === 'rank') {
    if (token.value.toLowerCase() !== 'any') {
      return queryError('bad-rank', token.place, texts.badRank);
    }
    group.rank = token.place;
    return { ok: true };
  }
  if (token.field === 'model') {
    if (parser.model !== null) {
      return queryError('misplaced-model', token.place, texts.secondModel);
    }
    parser.model = token.value;
    group.model = token.place;
    return { ok: true };
  }
  return null;
}
