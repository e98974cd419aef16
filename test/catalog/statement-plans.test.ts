import { expect, it } from 'vitest';
import { createReader } from '../../main/catalog/reader.ts';
import { createWriter } from '../../main/catalog/writer.ts';
import { buildCatalog } from './catalog-builder.ts';

/** Goes through every picture, by the table or by an index of it; those that are new, or vanished, are few. */
const SCANS_PICTURES =
  /^SCAN (pictures|classifications|predictions|tagged|p|n|v|c)\b(?! USING INDEX pictures_new| USING (COVERING )?INDEX pictures_vanished)/;
// What removes or adopts a whole root may look at all pictures once, and what counts all that is tagged at all tags.
const WHOLE = [
  /^DELETE FROM roots/,
  /^UPDATE pictures SET root/,
  /^SELECT count\(\*\) FROM \(SELECT DISTINCT digest FROM tagged/,
];

it('finds what it needs by an index, in every statement that writer and reader prepare', async () => {
  const built = buildCatalog();
  const { db } = built;
  const statements = new Set<string>();
  const prepare = db.prepare.bind(db);
  const listening: typeof db.prepare = (sql: string) => {
    statements.add(sql);
    return prepare(sql);
  };
  db.prepare = listening;
  createWriter(db, { release: () => undefined });
  await createReader(db).failures()[Symbol.asyncIterator]().next();
  expect(statements.size).toBeGreaterThan(60);

  const scans: string[] = [];
  for (const sql of statements) {
    if (WHOLE.some((pattern) => pattern.test(sql))) continue;
    const names = [...sql.matchAll(/:(\w+)/g)].map((match) => [match[1]!, 1]);
    const values = names.length > 0 ? [Object.fromEntries(names) as object] : Array.from(sql.matchAll(/\?/g), () => 1);
    const plan = prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
    const found = plan.filter(({ detail }) => SCANS_PICTURES.test(detail));
    if (found.length > 0) scans.push(`${sql}\n${found.map(({ detail }) => detail).join('\n')}`);
  }
  expect(scans).toEqual([]);
  built.close();
});
