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
import { joinSql, sql } from './sql.ts';
import type { Sql } from './sql.ts';
import { compareRoots } from './search-order.ts';
import type { OrderedRoot } from './search-order.ts';

/** Pictures read at a time. */
const PAGE = 500;

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
  const asked = conditionSql(condition, reading);
  const among = sql('p.id IN (SELECT value FROM json_each(?))', JSON.stringify(reading.among));
  const filter = reading.among === null ? asked : joinSql([asked, among], ' AND ');
  const roots = database.prepare<[], OrderedRoot>('SELECT id, path FROM roots').all().sort(compareRoots);
  for (const root of roots) {
    let after: FilePath = '';
    for (;;) {
      const page = readPage(database, model, filter, root, after);
      yield* page;
      const last = page[page.length - 1];
      if (last === undefined || page.length < PAGE) break;
      after = last.path;
      await setImmediate();
    }
  }
}

function readPage(
  database: ReadableDatabase,
  model: number,
  filter: Sql,
  root: OrderedRoot,
  after: FilePath,
): readonly ExportRow[] {
  return database.transaction(() => {
    const rows = database
      .prepare<unknown[], FactsRow>(exportPageSql(filter.text))
      .all(model, root.id, after, ...filter.parameters, PAGE);
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

/** SQL of one page: parameters are model, root, the path to begin after, those of the filter, and a limit. */
function exportPageSql(filter: string): string {
  return `SELECT ${FACT_COLUMNS}
            FROM pictures p INDEXED BY pictures_by_path LEFT JOIN failures f ON f.picture = p.id
           WHERE p.state = 'present' AND p.root = ? AND p.path > ? AND ${filter}
           ORDER BY p.path LIMIT ?`;
}
