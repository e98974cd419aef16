import type { ClassTerm, Query, ScoreRange } from '../../shared/query/query.ts';
import { BEST_FIRST, type SearchSort } from '../../shared/query/sort.ts';
import { bytesOfPath } from '../../shared/file-path.ts';
import type { ClassMatch, ClassScore } from '../../shared/prediction.ts';

// What docs/search.md says, written down a second time in the plainest way: every picture is looked at, in memory.

/** A picture as the oracle sees it. */
export interface OraclePicture {
  readonly id: number;
  readonly rootPath: string;
  /** Of the root's file system. */
  readonly volume: string;
  readonly path: string;
  /** Names of its folder and of those above it, the root's own among them. */
  readonly folders: readonly string[];
  readonly name: string;
  readonly takenAt: string | null;
  readonly state: 'present' | 'vanished';
  readonly isOffline: boolean;
  readonly isFailed: boolean;
  /** Best first; null: the model has not run. */
  readonly scores: readonly ClassScore[] | null;
  /** What the other model saw best; null: it has not run. */
  readonly otherTop: number | null;
  /** By the other model's class, the class that means the same; -1: none. */
  readonly sameClasses: readonly number[];
  readonly rejected: readonly number[];
  /** Whether a person has accepted the best class. */
  readonly isAccepted: boolean;
  /** The class that a person gave it in place of the best; null: none did. */
  readonly corrected: number | null;
  readonly tags: readonly string[];
}

export interface OracleHit {
  readonly id: number;
  readonly match: ClassMatch | null;
}

/** All hits in order. */
export function oracleSearch(
  pictures: readonly OraclePicture[],
  query: Query,
  threshold: number,
  sort: SearchSort = BEST_FIRST,
): readonly OracleHit[] {
  const found: { readonly picture: OraclePicture; readonly match: ClassMatch | null }[] = [];
  for (const picture of pictures) {
    const admitted = picture.state === 'present' ? holds(picture, query, threshold) : admits(picture, query, threshold);
    if (admitted) found.push({ picture, match: best(matchesOf(picture, query, threshold)) });
  }
  const turn = sort.direction === 'ascending' ? 1 : -1;
  found.sort((a, b) => {
    const [key, other] = [keyOf(a, sort), keyOf(b, sort)];
    if (key === null || other === null) {
      if (key !== other) return key === null ? 1 : -1;
    } else if (key !== other) {
      return turn * (typeof key === 'string' ? compareText(key, String(other)) : key - Number(other));
    }
    if (sort.by !== 'score') return turn * (a.picture.id - b.picture.id);
    return (
      compareText(a.picture.rootPath, b.picture.rootPath) ||
      compareText(a.picture.path, b.picture.path) ||
      a.picture.id - b.picture.id
    );
  });
  return found.map(({ picture, match }) => ({ id: picture.id, match }));
}

/** A person's word, scores, nothing. */
function standing(match: ClassMatch | null): number {
  return match === null ? -1 : (match.score ?? 2);
}

function keyOf({ picture, match }: { picture: OraclePicture; match: ClassMatch | null }, { by }: SearchSort) {
  switch (by) {
    case 'score':
      return match === null ? null : standing(match);
    case 'name':
      // As SQLite's NOCASE: only a…z have two cases.
      return picture.name.replace(/[A-Z]/gu, (letter) => letter.toLowerCase());
    case 'taken':
      return picture.takenAt;
    case 'added':
      return picture.id;
  }
}

/** Whether a vanished picture satisfies a query that asks for vanished ones where it does. */
function admits(picture: OraclePicture, query: Query, threshold: number): boolean {
  switch (query.kind) {
    case 'and':
      return holds(picture, query, threshold) && query.terms.some((term) => admits(picture, term, threshold));
    case 'or':
      return query.terms.some((term) => admits(picture, term, threshold));
    default:
      return query.kind === 'is' && query.state === 'vanished';
  }
}

function holds(picture: OraclePicture, query: Query, threshold: number): boolean {
  const inner = (term: Query): boolean => holds(picture, term, threshold);
  switch (query.kind) {
    case 'all':
      return true;
    case 'and':
      return query.terms.every(inner);
    case 'or':
      return query.terms.some(inner);
    case 'not':
      return !inner(query.term);
    case 'classes':
      return found(picture, query, threshold).length > 0;
    case 'score': {
      const top = topOf(picture);
      if (top?.score === null) return query.range.to === null;
      return top !== null && isWithin(top.score, query.range);
    }
    case 'tag':
      return picture.tags.some((tag) => fold(tag) === fold(query.name));
    case 'folder':
      return picture.folders.some((name) => fits(name, query.pattern));
    case 'folder-at':
      return `${picture.rootPath}/${picture.path}`.startsWith(query.path === '/' ? '/' : `${query.path}/`);
    case 'volume':
      return fold(picture.volume) === fold(query.volume);
    case 'name':
      return fits(picture.name, query.pattern);
    case 'taken': {
      const taken = picture.takenAt;
      if (taken === null) return false;
      const isFrom = query.from === null || taken >= query.from;
      return isFrom && (query.to === null || taken.slice(0, query.to.length) <= query.to);
    }
    case 'is':
      return hasState(picture, query.state, threshold);
  }
}

function hasState(picture: OraclePicture, state: Extract<Query, { kind: 'is' }>['state'], threshold: number): boolean {
  switch (state) {
    case 'failed':
      return picture.isFailed;
    case 'unclassified':
      return picture.scores === null && !picture.isFailed;
    case 'untagged':
      return picture.tags.length === 0;
    case 'uncertain': {
      const top = topOf(picture);
      return top !== null && top.score !== null && top.score < threshold && !picture.isAccepted;
    }
    case 'unreviewed': {
      const top = picture.scores?.[0];
      const isRejected = top !== undefined && picture.rejected.includes(top.index);
      return top !== undefined && !picture.isAccepted && picture.corrected === null && !isRejected;
    }
    case 'accepted':
      return picture.isAccepted;
    case 'corrected':
      return picture.corrected !== null;
    case 'rejected':
      return picture.rejected.length > 0;
    case 'offline':
      return picture.isOffline;
    case 'vanished':
      return picture.state === 'vanished';
    case 'outdated':
      return picture.scores === null && picture.otherTop !== null;
    case 'changed':
      return isChanged(picture);
  }
}

function isChanged({ scores, otherTop, sameClasses }: OraclePicture): boolean {
  const top = scores?.[0];
  return top !== undefined && otherTop !== null && sameClasses[otherTop] !== top.index;
}

/** What a query shows of a picture it finds: predictions of the class terms, or the best one where none found it. */
function matchesOf(picture: OraclePicture, query: Query, threshold: number): readonly (ClassMatch | null)[] {
  const asked = picture.state === 'vanished' ? admits : holds;
  return alternatives(query).flatMap((terms) => {
    const whole: Query = { kind: 'and', terms };
    if (!asked(picture, whole, threshold)) return [];
    const shown = terms.flatMap((term) => (term.kind === 'classes' ? found(picture, term, threshold) : []));
    return shown.length > 0 ? shown : [topOf(picture)];
  });
}

/** The query as alternatives, each a list of terms that must all hold (disjunctive normal form; NOT stays a term). */
function alternatives(query: Query): readonly (readonly Query[])[] {
  switch (query.kind) {
    case 'or':
      return query.terms.flatMap(alternatives);
    case 'and':
      return query.terms.reduce<readonly (readonly Query[])[]>(
        (lists, term) => lists.flatMap((list) => alternatives(term).map((more) => [...list, ...more])),
        [[]],
      );
    default:
      return [[query]];
  }
}

function found(picture: OraclePicture, term: ClassTerm, threshold: number): readonly ClassMatch[] {
  const range: ScoreRange = term.score ?? { from: { value: threshold, inclusive: true }, to: null };
  const ranks = (picture.scores ?? []).slice(0, term.anyRank ? undefined : 1);
  const predicted: ClassMatch[] = ranks.filter(({ index, score }, rank) => {
    const isEnough = isWithin(score, range) || (term.score === null && rank === 0 && picture.isAccepted);
    return term.classes.includes(index) && isEnough && !isDenied(picture, index);
  });
  const { corrected } = picture;
  const isSaid = corrected !== null && term.classes.includes(corrected) && range.to === null;
  return isSaid ? [{ index: corrected, score: null }, ...predicted] : predicted;
}

function isDenied({ scores, rejected, corrected }: OraclePicture, index: number): boolean {
  return rejected.includes(index) || (corrected !== null && index === scores?.[0]?.index);
}

function topOf(picture: OraclePicture): ClassMatch | null {
  if (picture.corrected !== null) return { index: picture.corrected, score: null };
  const top = picture.scores?.[0];
  return top === undefined || isDenied(picture, top.index) ? null : top;
}

function best(matches: readonly (ClassMatch | null)[]): ClassMatch | null {
  const shown = matches.filter((match) => match !== null);
  shown.sort((a, b) => standing(b) - standing(a) || a.index - b.index);
  return shown[0] ?? null;
}

function isWithin(score: number, { from, to }: ScoreRange): boolean {
  if (from !== null && (from.inclusive ? score < from.value : score <= from.value)) return false;
  return to === null || (to.inclusive ? score <= to.value : score < to.value);
}

function fits(name: string, pattern: string): boolean {
  const parts = fold(pattern)
    .split('*')
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/gu, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 'su').test(fold(name));
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

function compareText(a: string, b: string): number {
  return Buffer.compare(bytesOfPath(a), bytesOfPath(b));
}
