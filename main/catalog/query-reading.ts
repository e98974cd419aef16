import { foldName } from '../../shared/fold-name.ts';
import type { ReadableDatabase } from './connection.ts';
import type { CompiledQuery } from './compiled-query.ts';
import { foldersAtOrBelow, startsAt } from './folders-at.ts';
import { namePattern } from './name-pattern.ts';
import type { QueryReading } from './query-sql.ts';

/** Beyond this, going through all pictures is quicker than gathering some. */
const MOST_GATHERED = 100_000;

/** What the SQL of this query needs from the catalog: folders and tags by name, each looked up once. */
export function readingOf(
  database: ReadableDatabase,
  { model, threshold, comparison, among }: CompiledQuery,
): QueryReading {
  return {
    model,
    threshold,
    comparison: comparison ?? null,
    among: among ?? null,
    foldersNamed: once((pattern) => foldersAtOrBelow(database, namePattern('f.name', pattern))),
    foldersAt: once((path) => foldersAtOrBelow(database, startsAt(database, path))),
    areManyUnreviewed: () =>
      database
        .prepare<[number, number], number>(
          `SELECT 1 FROM predictions INDEXED BY predictions_unreviewed
           WHERE model = ? AND rank = 1 AND verdict IS NULL LIMIT 1 OFFSET ?`,
        )
        .get(model, MOST_GATHERED) !== undefined,
    tagNamed: (name) =>
      database.prepare<[string], number>('SELECT id FROM tags WHERE key = ?').pluck().get(foldName(name)) ?? null,
  };
}

/** The same answer to the same question, looked up at the first. */
function once(lookUp: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text) ?? lookUp(text);
    known.set(text, found);
    return found;
  };
}
