import { setImmediate } from 'node:timers/promises';
import type { ExportRow } from '../../shared/export-row.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { CompiledQuery } from './compiled-query.ts';
import type { ReadableDatabase } from './connection.ts';
import { FACT_COLUMNS, factsOf, predictionsOf, reviewsOf, tagsOf } from './picture-details.ts';
import type { FactsRow } from './picture-details.ts';
import { readingOf } from './query-reading.ts';
import { conditionsByState } from './query-shape.ts';
import { conditionSql } from './query-sql.ts';
import { sql } from './sql.ts';
import type { Sql } from './sql.ts';
import { compareRoots } from './search-order.ts';
import type { OrderedRoot } from './search-order.ts';

/** Pictures read at a time. */
const PAGE = 500;

/** A page of pictures of one root, as SQL of which rows it is read. */
interface PageSource {
  readonly root: OrderedRoot;
  readonly from: Sql;
  /** The path that it begins after. */
  readonly after: FilePath;
}

/**
 * Present and offline pictures that a query finds (null: all), by root, then path, with one model's predictions.
 * Reads a page at a time, each in a transaction of its own, so no long one holds the write-ahead log back.
 */
export async function* exportRows(
  database: ReadableDatabase,
  model: number,
  query: CompiledQuery | null,
): AsyncGenerator<ExportRow, void, undefined> {
  const compiled = query ?? { query: { kind: 'all' }, model, threshold: 0 };
  const condition = conditionsByState(compiled.query).present;
  if (condition === null) return;
  const reading = readingOf(database, compiled);
  const filter = conditionSql(condition, reading);
  const read = (source: PageSource): readonly ExportRow[] => readPage(database, model, filter, source);
  const roots = database.prepare<[], OrderedRoot>('SELECT id, path FROM roots').all().sort(compareRoots);
  const chosen = reading.among === null ? null : chosenByRoot(database, reading.among);
  for (const root of roots) {
    const pages = chosen === null ? pagesOfRoot(root, read) : pagesOfChosen(root, chosen.get(root.id) ?? [], read);
    for (const page of pages) {
      yield* page;
      await setImmediate();
    }
  }
}

function* pagesOfRoot(
  root: OrderedRoot,
  read: (source: PageSource) => readonly ExportRow[],
): Generator<readonly ExportRow[], void, undefined> {
  let after: FilePath = '';
  for (;;) {
    const page = read({ root, from: sql('pictures p INDEXED BY pictures_by_path'), after });
    yield page;
    const last = page[page.length - 1];
    if (last === undefined || page.length < PAGE) return;
    after = last.path;
  }
}

/** Looks at these rows only: a few are read at once in a library of any size, and of many a page takes no longer. */
function* pagesOfChosen(
  root: OrderedRoot,
  pictures: readonly number[],
  read: (source: PageSource) => readonly ExportRow[],
): Generator<readonly ExportRow[], void, undefined> {
  for (let first = 0; first < pictures.length; first += PAGE) {
    const wanted = JSON.stringify(pictures.slice(first, first + PAGE));
    yield read({
      root,
      from: sql('json_each(?) wanted CROSS JOIN pictures p ON p.id = wanted.value', wanted),
      after: '',
    });
  }
}

/** Those of these rows that are present, each once, by root and then in the order of their paths. */
function chosenByRoot(database: ReadableDatabase, pictures: readonly number[]): ReadonlyMap<number, readonly number[]> {
  const rows = database
    .prepare<[string], { readonly id: number; readonly root: number }>(
      `SELECT p.id, p.root FROM json_each(?) wanted CROSS JOIN pictures p ON p.id = wanted.value
        WHERE p.state = 'present' ORDER BY p.path`,
    )
    .all(JSON.stringify([...new Set(pictures)]));
  const byRoot = new Map<number, number[]>();
  for (const { id, root } of rows) {
    const ids = byRoot.get(root);
    if (ids === undefined) byRoot.set(root, [id]);
    else ids.push(id);
  }
  return byRoot;
}

function readPage(
  database: ReadableDatabase,
  model: number,
  filter: Sql,
  { root, from, after }: PageSource,
): readonly ExportRow[] {
  return database.transaction(() => {
    const rows = database
      .prepare<unknown[], FactsRow>(exportPageSql(from.text, filter.text))
      .all(model, ...from.parameters, root.id, after, ...filter.parameters, PAGE);
    const pictures = rows.map((row) => row.id);
    const predictions = predictionsOf(database, model, pictures);
    const tags = tagsOf(database, pictures);
    const reviews = reviewsOf(database, model, pictures);
    return rows.map((row): ExportRow => {
      const { id } = row;
      const scores = predictions.get(id) ?? [];
      return { ...factsOf(row, root.path), scores, tags: tags.get(id) ?? [], review: reviews.get(id) ?? null };
    });
  })();
}

/** SQL of one page: parameters are model, those of the source, root, the path to begin after, those of the filter, and a limit. */
function exportPageSql(from: string, filter: string): string {
  return `SELECT ${FACT_COLUMNS}
            FROM ${from} LEFT JOIN failures f ON f.picture = p.id
           WHERE p.state = 'present' AND p.root = ? AND p.path > ? AND ${filter}
           ORDER BY p.path LIMIT ?`;
}
