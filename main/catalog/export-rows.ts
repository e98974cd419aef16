import { setImmediate } from 'node:timers/promises';
import type { ExportRow } from '../../shared/export-row.ts';
import type { FailureKind } from '../../shared/failure.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { CompiledQuery } from './catalog.ts';
import type { ReadableDatabase } from './connection.ts';
import { predictionsOf, tagsOf } from './picture-details.ts';
import { readingOf } from './query-reading.ts';
import { conditionsByState } from './query-shape.ts';
import { conditionSql } from './query-sql.ts';
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
  const filter = conditionSql(condition, readingOf(database, compiled));
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

interface PictureRow {
  readonly id: number;
  readonly path: FilePath;
  readonly takenAt: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly size: number;
  readonly digest: string | null;
  readonly kind: FailureKind | null;
  readonly detail: string | null;
  readonly classified: 0 | 1;
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
      .prepare<unknown[], PictureRow>(exportPageSql(filter.text))
      .all(model, root.id, after, ...filter.parameters, PAGE);
    const pictures = rows.map((row) => row.id);
    const predictions = predictionsOf(database, model, pictures);
    const tags = tagsOf(database, pictures);
    return rows.map(({ id, path, takenAt, width, height, size, digest, kind, detail, classified }): ExportRow => {
      const failure = kind === null || detail === null ? null : { kind, detail };
      const status = failure !== null ? 'failed' : classified === 1 ? 'classified' : 'unclassified';
      const facts = { rootPath: root.path, path, takenAt, width, height, size, digest };
      return { ...facts, status, failure, scores: predictions.get(id) ?? [], tags: tags.get(id) ?? [] };
    });
  })();
}

/** SQL of one page: parameters are model, root, the path to begin after, those of the filter, and a limit. */
function exportPageSql(filter: string): string {
  return `SELECT p.id, p.path, p.taken_at AS takenAt, p.width, p.height, p.size, nullif(lower(hex(p.digest)), '') AS digest,
                 f.kind, f.detail,
                 EXISTS (SELECT 1 FROM classifications c WHERE c.picture = p.id AND c.model = ?) AS classified
            FROM pictures p INDEXED BY pictures_by_path LEFT JOIN failures f ON f.picture = p.id
           WHERE p.state = 'present' AND p.root = ? AND p.path > ? AND ${filter}
           ORDER BY p.path LIMIT ?`;
}
