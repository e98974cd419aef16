import { joinPath } from '../../shared/file-path.ts';
import { BEST_FIRST } from '../../shared/query/sort.ts';
import type { SearchSort } from '../../shared/query/sort.ts';
import type { CompiledQuery } from './compiled-query.ts';
import type { ReadableDatabase } from './connection.ts';
import { olderPredictionsOf } from './model-results.ts';
import { reviewsOf, tagsOf } from './picture-details.ts';
import { prepareSearch } from './prepared-search.ts';
import type { SearchHit, SearchPlace } from './reader-answers.ts';
import type { RankedPicture } from './search-order.ts';
import { walkSearch } from './search-walk.ts';

export interface Page {
  /** Hits at most; at least 1. */
  readonly limit: number;
  /** Last hit of the page before; null: the first page. */
  readonly after: SearchPlace | null;
  /** Best score first where it is left out. */
  readonly sort?: SearchSort;
}

/** One page of what a query finds. A consistent view: one transaction. */
export function searchPage(database: ReadableDatabase, query: CompiledQuery, page: Page): readonly SearchHit[] {
  return database.transaction(() => {
    const { limit, sort = BEST_FIRST } = page;
    const after = page.after === null ? null : rankOf(page.after);
    const ranked: RankedPicture[] = [];
    for (const picture of walkSearch(prepareSearch(database, query), { sort, after, limit })) {
      ranked.push(picture);
      if (ranked.length === limit) break;
    }
    return describeHits(database, query.model, ranked);
  })();
}

function rankOf({ picture, root, rootPath, relativePath, takenAt, match }: SearchPlace): RankedPicture {
  return { picture, root: { id: root, path: rootPath }, path: relativePath, takenAt, match };
}

/** Pictures with what a person said of each, and what another model saw where this one has not looked. */
export function describeHits(
  database: ReadableDatabase,
  model: number,
  found: readonly RankedPicture[],
): readonly SearchHit[] {
  const pictures = found.map((ranked) => ranked.picture);
  const tags = tagsOf(database, pictures);
  const reviews = reviewsOf(database, model, pictures);
  const unmatched = found.filter(({ match }) => match === null).map(({ picture }) => picture);
  const older = olderPredictionsOf(database, model, unmatched);
  return found.map(({ picture, root, path, takenAt, match }) => ({
    picture,
    path: joinPath(root.path, path),
    root: root.id,
    rootPath: root.path,
    relativePath: path,
    takenAt,
    match,
    tags: tags.get(picture) ?? [],
    review: reviews.get(picture) ?? null,
    older: older.get(picture) ?? null,
  }));
}
