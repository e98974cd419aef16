import type { IsState, Query } from '../../shared/query/query.ts';
import type { SearchSort, SortDirection } from '../../shared/query/sort.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { ReadableDatabase } from './connection.ts';
import type { PreparedSearch, SearchPart } from './prepared-search.ts';
import { scanPredictions } from './prediction-scan.ts';
import type { ScannedPrediction, ScanRange } from './prediction-scan.ts';
import { candidatesOf, correctedSql } from './query-candidates.ts';
import { conjuncts } from './query-shape.ts';
import { correctableClasses } from './query-sql.ts';
import type { QueryReading } from './query-sql.ts';
import { walkByKey } from './search-by-key.ts';
import { batches, LARGEST_BATCH } from './search-batches.ts';
import { compareRanked, compareRoots, keepFirst } from './search-order.ts';
import type { OrderedRoot, RankedPicture } from './search-order.ts';
import { unmatchedSql } from './search-unmatched.ts';

export interface WalkRequest {
  readonly sort: SearchSort;
  /** Begins after this one; null: at the first. */
  readonly after: RankedPicture | null;
  /** So many are wanted, about: how much is read ahead. Infinity: all. */
  readonly limit: number;
}

/**
 * What a query finds, in its order, each picture once. No statement stays open between two pictures: a walk may rest
 * as long as it likes, and goes on from the key where it stands.
 */
export function walkSearch(prepared: PreparedSearch, request: WalkRequest): Generator<RankedPicture, void, undefined> {
  const { by, direction } = request.sort;
  if (by !== 'score') return walkByKey(prepared, { ...request, by, direction });
  return merged(
    prepared.parts.map((part) => walkByScore(prepared, part, request)),
    direction,
  );
}

/** The pictures of several walks in one order. */
function* merged(
  walks: readonly Generator<RankedPicture, void, undefined>[],
  direction: SortDirection,
): Generator<RankedPicture, void, undefined> {
  const heads = walks.flatMap((walk) => {
    const next = walk.next();
    return next.done === true ? [] : [{ walk, picture: next.value }];
  });
  while (heads.length > 0) {
    const first = heads.reduce((best, head) =>
      compareRanked(head.picture, best.picture, direction) < 0 ? head : best,
    );
    yield first.picture;
    const next = first.walk.next();
    if (next.done === true) heads.splice(heads.indexOf(first), 1);
    else first.picture = next.value;
  }
}

/** What walking through the pictures of one state by score needs. */
interface ScoreWalk {
  readonly database: ReadableDatabase;
  readonly reading: QueryReading;
  readonly part: SearchPart;
  readonly roots: readonly OrderedRoot[];
  readonly direction: SortDirection;
  readonly limit: number;
  readonly after: RankedPicture | null;
}

function walkByScore(
  { database, reading, roots }: PreparedSearch,
  part: SearchPart,
  { sort, limit, after }: WalkRequest,
): Generator<RankedPicture, void, undefined> {
  const { direction } = sort;
  const walk: ScoreWalk = { database, reading, part, roots, direction, limit, after };
  const candidates = candidatesOf(database, part.condition, part.state, reading);
  return candidates.kind === 'all-of' ? allAmong(walk, candidates.pictures) : alongPredictions(walk, candidates.among);
}

/** Where the pictures to look at are few enough to look at them all before the first is known. */
function* allAmong(walk: ScoreWalk, pictures: readonly number[]): Generator<RankedPicture, void, undefined> {
  const first: RankedPicture[] = [];
  for (let at = 0; at < pictures.length; at += LARGEST_BATCH) {
    for (const ranked of walk.part.matches(pictures.slice(at, at + LARGEST_BATCH)).values()) {
      if (isAfter(walk, ranked)) first.push(ranked);
    }
    if (first.length > walk.limit + LARGEST_BATCH) keepFirst(first, walk.limit, walk.direction);
  }
  keepFirst(first, walk.limit, walk.direction);
  yield* first;
}

/** By reading predictions in the order of their scores, a person's word above them; then pictures without any. */
function* alongPredictions(
  walk: ScoreWalk,
  among: ReadonlySet<number> | null,
): Generator<RankedPicture, void, undefined> {
  const { after, direction, part } = walk;
  const isBehindScores =
    after !== null && (after.match === null || (direction === 'ascending' && after.match.score === null));
  const isBehindWords =
    after !== null && (after.match === null || (direction === 'descending' && after.match.score !== null));
  if (direction === 'descending' && !isBehindWords) yield* corrected(walk, among);
  if (!isBehindScores) yield* matched(walk, among);
  if (direction === 'ascending' && !isBehindWords) yield* corrected(walk, among);
  const { rest } = part.leads;
  if (rest !== null && !needsMatch(rest)) yield* unmatched(walk, rest);
}

/** Pictures that match by what a person said. As many as a person has corrected by hand: they are looked at all. */
function* corrected(walk: ScoreWalk, among: ReadonlySet<number> | null): Generator<RankedPicture, void, undefined> {
  const { database, reading, part } = walk;
  const { leads } = part;
  const classes = leads.rest === null ? correctableClasses(leads.classes.flatMap(({ terms }) => terms)) : null;
  if (classes?.length === 0) return;
  const { text, parameters } = correctedSql(classes, reading);
  const all = database
    .prepare<unknown[], number>(text)
    .pluck()
    .all(...parameters);
  const wanted = among === null ? all : all.filter((picture) => among.has(picture));
  for (const ranked of allAmong({ ...walk, limit: wanted.length }, wanted)) {
    if (ranked.match?.score === null) yield ranked;
  }
}

/**
 * Pictures by their predictions. A picture may come several times (at several ranks, by several leads): it counts
 * where the score is that of its match. Pictures with the same score are sorted by path before the next score begins.
 */
function* matched(walk: ScoreWalk, among: ReadonlySet<number> | null): Generator<RankedPicture, void, undefined> {
  const { database, direction, limit, part } = walk;
  let level: RankedPicture[] = [];
  let ofLevel = new Set<number>();
  const predictions = scanPredictions(database, scanRanges(walk), direction, Math.min(limit, LARGEST_BATCH));
  for (const batch of batches(among === null ? predictions : ofPictures(predictions, among), limit)) {
    const matches = part.matches([...new Set(batch.map((prediction) => prediction.picture))]);
    for (const { picture, score } of batch) {
      const ranked = matches.get(picture);
      if (ranked?.match?.score !== score || ofLevel.has(picture) || !isAfter(walk, ranked)) continue;
      if (level.length > 0 && level[0]!.match?.score !== score) {
        keepFirst(level, limit, direction);
        yield* level;
        level = [];
        ofLevel = new Set();
      }
      level.push(ranked);
      ofLevel.add(picture);
      // Many equal scores (copies of one picture): only the first by path are kept.
      if (level.length > limit + LARGEST_BATCH) keepFirst(level, limit, direction);
    }
  }
  keepFirst(level, limit, direction);
  yield* level;
}

function* ofPictures(
  predictions: Iterable<ScannedPrediction>,
  among: ReadonlySet<number>,
): Generator<ScannedPrediction, void, undefined> {
  for (const prediction of predictions) if (among.has(prediction.picture)) yield prediction;
}

/** What to read of the predictions, from the last hit's score on. */
function scanRanges(walk: ScoreWalk): readonly ScanRange[] {
  const { part, reading, after, direction } = walk;
  const { leads } = part;
  const passed = after?.match?.score ?? null;
  const unread: ScoreBounds = {
    from: direction === 'ascending' ? (passed ?? 0) : 0,
    to: direction === 'descending' ? (passed ?? 1) : 1,
  };
  const { model, threshold } = reading;
  const ranges: ScanRange[] = leads.classes.flatMap(({ terms, condition }) => {
    const isUnreviewed = asksState(condition, 'unreviewed');
    const isAccepted = asksState(condition, 'accepted');
    return terms.flatMap(({ classes, anyRank, score }): ScanRange[] => {
      if (isAccepted && !anyRank && score === null) return [{ model, classes, which: 'accepted', ...unread }];
      const from = Math.max(unread.from, score === null ? threshold : (score.from?.value ?? 0));
      const which = anyRank ? 'any' : isUnreviewed ? 'unreviewed' : isAccepted ? 'accepted' : 'best';
      const scored: ScanRange = { model, classes, which, from, to: Math.min(unread.to, score?.to?.value ?? 1) };
      // What a person has accepted counts below the default threshold too.
      const to = Math.min(unread.to, threshold);
      const accepted: ScanRange = { model, classes: null, which: 'accepted', from: unread.from, to };
      return score === null && !isUnreviewed ? [scored, accepted] : [scored];
    });
  });
  return leads.rest === null ? ranges : [...ranges, ...restRanges(walk, leads.rest, unread)];
}

/** Both ends belong to it. */
type ScoreBounds = Pick<ScanRange, 'from' | 'to'>;

/** What to read where no class leads: the best predictions, or those of them that the condition narrows it to. */
function restRanges(
  { reading: { model, threshold } }: ScoreWalk,
  rest: Query,
  unread: ScoreBounds,
): readonly ScanRange[] {
  let { from, to } = unread;
  for (const term of conjuncts(rest)) {
    // None of them has a prediction of this model.
    if (term.kind === 'is' && (term.state === 'unclassified' || term.state === 'outdated')) return [];
    if (term.kind === 'is' && term.state === 'uncertain') to = Math.min(to, threshold);
    if (term.kind !== 'score') continue;
    from = Math.max(from, term.range.from?.value ?? 0);
    to = Math.min(to, term.range.to?.value ?? 1);
  }
  const which = asksState(rest, 'unreviewed') ? 'unreviewed' : asksState(rest, 'accepted') ? 'accepted' : 'best';
  return [{ model, classes: null, which, from, to }];
}

function asksState(condition: Query, state: IsState): boolean {
  return conjuncts(condition).some((term) => term.kind === 'is' && term.state === state);
}

/** Whether only a picture with a match can satisfy the condition: then the others need not be gone through. */
function needsMatch(condition: Query): boolean {
  return conjuncts(condition).some(
    (term) => term.kind === 'score' || (term.kind === 'is' && ONLY_MATCHED.has(term.state)),
  );
}

const ONLY_MATCHED: ReadonlySet<IsState> = new Set(['uncertain', 'unreviewed', 'accepted', 'corrected']);

/** Pictures that no prediction leads to, by root, then path. */
function* unmatched(walk: ScoreWalk, rest: Query): Generator<RankedPicture, void, undefined> {
  const { database, part, reading, roots } = walk;
  const limit = Math.min(walk.limit, LARGEST_BATCH);
  const after = walk.after?.match === null ? walk.after : null;
  const { text, parameters } = unmatchedSql(rest, part.state, reading);
  const statement = database.prepare<unknown[], { readonly id: number; readonly path: FilePath }>(text);
  for (const root of roots) {
    if (after !== null && compareRoots(root, after.root) < 0) continue;
    let last = after?.root.id === root.id ? { path: after.path, id: after.picture } : { path: '', id: 0 };
    for (;;) {
      const rows = statement.all(root.id, last.path, last.path, last.id, ...parameters, limit);
      const matches = part.matches(rows.map((row) => row.id));
      for (const row of rows) {
        const ranked = matches.get(row.id);
        if (ranked?.match === null) yield ranked;
      }
      const end = rows[rows.length - 1];
      if (end === undefined || rows.length < limit) break;
      last = end;
    }
  }
}

function isAfter(walk: ScoreWalk, ranked: RankedPicture): boolean {
  return walk.after === null || compareRanked(ranked, walk.after, walk.direction) > 0;
}
