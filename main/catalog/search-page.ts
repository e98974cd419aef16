import { joinPath } from '../../shared/file-path.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { IsState, Query } from '../../shared/query/query.ts';
import type { CompiledQuery } from './catalog.ts';
import type { SearchHit, SearchPlace } from './reader-answers.ts';
import type { ReadableDatabase } from './connection.ts';
import { reviewsOf, tagsOf } from './picture-details.ts';
import { scanPredictions } from './prediction-scan.ts';
import type { ScannedPrediction, ScanRange } from './prediction-scan.ts';
import { candidatesOf, correctedSql } from './query-candidates.ts';
import type { PictureState } from './query-candidates.ts';
import { readingOf } from './query-reading.ts';
import { conditionsByState, conjuncts, leadsOf } from './query-shape.ts';
import type { Leads } from './query-shape.ts';
import { correctableClasses } from './query-sql.ts';
import type { QueryReading } from './query-sql.ts';
import { compareRanked, compareRoots, keepFirst } from './search-order.ts';
import type { OrderedRoot, RankedPicture } from './search-order.ts';
import { prepareMatches } from './search-matches.ts';
import type { MatchReader } from './search-matches.ts';
import { unmatchedSql } from './search-unmatched.ts';

export interface Page {
  /** Hits at most; at least 1. */
  readonly limit: number;
  /** Last hit of the page before; null: the first page. */
  readonly after: SearchPlace | null;
}

/** One page of what a query finds, a person's word first, then the best score, ties by root, then path. A consistent view: one transaction. */
export function searchPage(database: ReadableDatabase, query: CompiledQuery, page: Page): readonly SearchHit[] {
  return database.transaction(() => {
    const ranked = rankedPage(database, query, page);
    return withWords(database, query.model, ranked);
  })();
}

/** What finding a page of pictures of one state needs. */
interface Search {
  readonly database: ReadableDatabase;
  readonly reading: QueryReading;
  readonly state: PictureState;
  readonly leads: Leads;
  readonly matches: MatchReader;
  readonly roots: readonly OrderedRoot[];
  readonly limit: number;
  readonly after: RankedPicture | null;
}

/** Pictures looked at in one statement, at most. */
const LARGEST_BATCH = 4096;

function rankedPage(database: ReadableDatabase, compiled: CompiledQuery, page: Page): readonly RankedPicture[] {
  const reading = readingOf(database, compiled);
  const conditions = conditionsByState(compiled.query);
  const roots = database.prepare<[], OrderedRoot>('SELECT id, path FROM roots').all().sort(compareRoots);
  const found: RankedPicture[] = [];
  for (const state of ['present', 'vanished'] as const) {
    const condition = conditions[state];
    if (condition === null) continue;
    const leads = leadsOf(condition);
    const matches = prepareMatches(database, leads, state, reading, roots);
    const after = page.after === null ? null : rankOf(page.after);
    const search: Search = { database, reading, state, leads, matches, roots, limit: page.limit, after };
    const candidates = candidatesOf(database, condition, state, reading);
    found.push(
      ...(candidates.kind === 'all-of'
        ? pageAmong(search, candidates.pictures)
        : scannedPage(search, candidates.among)),
    );
  }
  keepFirst(found, page.limit);
  return found;
}

/** The page, where the pictures to look at are few enough to look at them all. */
function pageAmong(search: Search, pictures: readonly number[]): readonly RankedPicture[] {
  const first: RankedPicture[] = [];
  for (let at = 0; at < pictures.length; at += LARGEST_BATCH) {
    for (const ranked of search.matches(pictures.slice(at, at + LARGEST_BATCH)).values()) {
      if (isAfter(search, ranked)) first.push(ranked);
    }
    if (first.length > search.limit + LARGEST_BATCH) keepFirst(first, search.limit);
  }
  keepFirst(first, search.limit);
  return first;
}

/** The page: what a person said; then by predictions, best score first, until it is full; then pictures without any. */
function scannedPage(search: Search, among: ReadonlySet<number> | null): readonly RankedPicture[] {
  const { after, leads, limit } = search;
  const page: RankedPicture[] = [];
  if (after === null || after.match?.score === null) addCorrected(search, among, page);
  if (page.length < limit && (after === null || after.match !== null)) scanMatched(search, among, page);
  if (page.length < limit && leads.rest !== null && !needsMatch(leads.rest)) addUnmatched(search, leads.rest, page);
  return page;
}

/** Adds pictures that match by what a person said. As many as a person has corrected by hand: they are looked at all. */
function addCorrected(search: Search, among: ReadonlySet<number> | null, page: RankedPicture[]): void {
  const { database, reading, leads, limit } = search;
  const classes = leads.rest === null ? correctableClasses(leads.classes.flatMap(({ terms }) => terms)) : null;
  if (classes?.length === 0) return;
  const { text, parameters } = correctedSql(classes, reading);
  const all = database
    .prepare<unknown[], number>(text)
    .pluck()
    .all(...parameters);
  const wanted = among === null ? all : all.filter((picture) => among.has(picture));
  for (const ranked of pageAmong({ ...search, limit: wanted.length }, wanted)) {
    if (page.length === limit || ranked.match?.score !== null) return;
    page.push(ranked);
  }
}

/**
 * Adds pictures by their predictions. A picture may come several times (at several ranks, by several leads): it counts
 * where the score is that of its match. Pictures with the same score are sorted by path before the next score begins.
 */
function scanMatched(search: Search, among: ReadonlySet<number> | null, page: RankedPicture[]): void {
  let level: RankedPicture[] = [];
  let ofLevel = new Set<number>();
  const predictions = scanPredictions(search.database, scanRanges(search), search.limit);
  for (const batch of batches(predictions, among, search.limit)) {
    const matches = search.matches([...new Set(batch.map((prediction) => prediction.picture))]);
    for (const { picture, score } of batch) {
      const ranked = matches.get(picture);
      if (ranked?.match?.score !== score || ofLevel.has(picture) || !isAfter(search, ranked)) continue;
      if (level.length > 0 && level[0]!.match?.score !== score) {
        keepFirst(level, search.limit - page.length);
        page.push(...level);
        if (page.length === search.limit) return;
        level = [];
        ofLevel = new Set();
      }
      level.push(ranked);
      ofLevel.add(picture);
      // Many equal scores (copies of one picture): only the first by path are kept.
      if (level.length > search.limit + LARGEST_BATCH) keepFirst(level, search.limit - page.length);
    }
  }
  keepFirst(level, search.limit - page.length);
  page.push(...level);
}

/** Predictions of the pictures to look at, so many at a time. */
function* batches(
  predictions: Iterable<ScannedPrediction>,
  among: ReadonlySet<number> | null,
  limit: number,
): Generator<readonly ScannedPrediction[], void, undefined> {
  let size = Math.min(LARGEST_BATCH, Math.max(64, limit));
  let batch: ScannedPrediction[] = [];
  for (const prediction of predictions) {
    if (among !== null && !among.has(prediction.picture)) continue;
    batch.push(prediction);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
    size = Math.min(LARGEST_BATCH, size * 2);
  }
  if (batch.length > 0) yield batch;
}

/** What to read of the predictions, from the last hit's score down. */
function scanRanges(search: Search): readonly ScanRange[] {
  const { leads, reading, after } = search;
  const to = after?.match?.score ?? 1;
  const { model, threshold } = reading;
  const ranges: ScanRange[] = leads.classes.flatMap(({ terms, condition }) => {
    const isUnreviewed = asksState(condition, 'unreviewed');
    return terms.flatMap(({ classes, anyRank, score }): ScanRange[] => {
      const from = score === null ? threshold : (score.from?.value ?? 0);
      const which = anyRank ? 'any' : isUnreviewed ? 'unreviewed' : 'best';
      const scored: ScanRange = { model, classes, which, from, to: Math.min(to, score?.to?.value ?? 1) };
      // What a person has accepted counts below the default threshold too.
      const accepted: ScanRange = { model, classes: null, which: 'accepted', from: 0, to: Math.min(to, threshold) };
      return score === null && !isUnreviewed ? [scored, accepted] : [scored];
    });
  });
  return leads.rest === null ? ranges : [...ranges, ...restRanges(search, leads.rest, to)];
}

/** What to read where no class leads: the best predictions, or those of them that the condition narrows it to. */
function restRanges(
  { database, reading: { model, threshold } }: Search,
  rest: Query,
  to: number,
): readonly ScanRange[] {
  let from = 0;
  let below = to;
  for (const term of conjuncts(rest)) {
    if (term.kind === 'is' && term.state === 'unclassified') return [];
    if (term.kind === 'is' && term.state === 'uncertain') below = Math.min(below, threshold);
    if (term.kind !== 'score') continue;
    from = Math.max(from, term.range.from?.value ?? 0);
    below = Math.min(below, term.range.to?.value ?? 1);
  }
  if (asksState(rest, 'accepted')) return [{ model, classes: null, which: 'accepted', from, to: below }];
  if (!asksState(rest, 'unreviewed')) return [{ model, classes: null, which: 'best', from, to: below }];
  const known = database.prepare<[number], number>('SELECT classes FROM models WHERE id = ?').pluck().get(model) ?? 0;
  const classes = Array.from({ length: known }, (_, index) => index);
  return [{ model, classes, which: 'unreviewed', from, to: below }];
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

/** Adds pictures that no prediction leads to, by root, then path. */
function addUnmatched(search: Search, rest: Query, page: RankedPicture[]): void {
  const { database, state, reading, limit, roots } = search;
  const after = search.after?.match === null ? search.after : null;
  const { text, parameters } = unmatchedSql(rest, state, reading);
  const statement = database.prepare<unknown[], { readonly id: number; readonly path: FilePath }>(text);
  for (const root of roots) {
    if (after !== null && compareRoots(root, after.root) < 0) continue;
    let last = after?.root.id === root.id ? { path: after.path, id: after.picture } : { path: '', id: 0 };
    for (;;) {
      const rows = statement.all(root.id, last.path, last.path, last.id, ...parameters, limit);
      const matches = search.matches(rows.map((row) => row.id));
      for (const row of rows) {
        const ranked = matches.get(row.id);
        if (ranked?.match !== null) continue;
        page.push(ranked);
        if (page.length === limit) return;
      }
      const end = rows[rows.length - 1];
      if (end === undefined || rows.length < limit) break;
      last = end;
    }
  }
}

function isAfter(search: Search, ranked: RankedPicture): boolean {
  return search.after === null || compareRanked(ranked, search.after) > 0;
}

function rankOf({ picture, root, rootPath, relativePath, match }: SearchPlace): RankedPicture {
  return { picture, root: { id: root, path: rootPath }, path: relativePath, match };
}

/** The page with what a person said of each picture. */
function withWords(database: ReadableDatabase, model: number, page: readonly RankedPicture[]): readonly SearchHit[] {
  const pictures = page.map((ranked) => ranked.picture);
  const tags = tagsOf(database, pictures);
  const reviews = reviewsOf(database, model, pictures);
  return page.map(({ picture, root, path, match }) => ({
    picture,
    path: joinPath(root.path, path),
    root: root.id,
    rootPath: root.path,
    relativePath: path,
    match,
    tags: tags.get(picture) ?? [],
    review: reviews.get(picture) ?? null,
  }));
}
