import type { ReadableDatabase } from './connection.ts';
import type { CompiledQuery } from './catalog.ts';
import { foldName, namePattern } from './name-pattern.ts';
import type { QueryReading } from './query-sql.ts';

/** What the SQL of this query needs from the catalog: folders and tags by name, each looked up once. */
export function readingOf(database: ReadableDatabase, { model, threshold }: CompiledQuery): QueryReading {
  const folders = new Map<string, string>();
  return {
    model,
    threshold,
    foldersNamed: (pattern) => {
      const ids = folders.get(pattern) ?? foldersNamed(database, pattern);
      folders.set(pattern, ids);
      return ids;
    },
    tagNamed: (name) =>
      database.prepare<[string], number>('SELECT id FROM tags WHERE key = ?').pluck().get(foldName(name)) ?? null,
  };
}

function foldersNamed(database: ReadableDatabase, pattern: string): string {
  const named = namePattern('f.name', pattern);
  const ids = database
    .prepare<(string | number)[], string>(
      `WITH RECURSIVE below (id) AS (
         SELECT f.id FROM folders f WHERE ${named.text}
         UNION SELECT child.id FROM below CROSS JOIN folders child ON child.parent = below.id
       )
       SELECT json_group_array(id) FROM below`,
    )
    .pluck()
    .get(...named.parameters);
  return ids ?? '[]';
}
