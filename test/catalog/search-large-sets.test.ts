import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CompiledQuery } from '../../main/catalog/compiled-query.ts';
import type { SearchHit } from '../../main/catalog/reader-answers.ts';
import { asReadable, connectToRead } from '../../main/catalog/connection.ts';
import type { ReadableDatabase } from '../../main/catalog/connection.ts';
import { registerNameFolding } from '../../main/catalog/name-pattern.ts';
import { searchPage } from '../../main/catalog/search-page.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { generateCatalog } from '../bench/generate-catalog.ts';

// The ways in that a small catalog never takes: predictions scanned with a set of pictures beside them, and without.

let folder: string;
let db: ReadableDatabase;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'classifold-large-'));
  const file = path.join(folder, 'generated.catalog');
  generateCatalog(file, 80_000);
  db = asReadable(connectToRead(file));
  registerNameFolding(db);
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const FIRST_HALF = Array.from({ length: 500 }, (_, index) => index);

/** Ids in order, by one plain statement over everything. */
function plainly(where: string): readonly number[] {
  return db
    .prepare<[], number>(
      `SELECT p.id FROM pictures p CROSS JOIN roots r ON r.id = p.root
         LEFT JOIN predictions m ON m.picture = p.id AND m.rank = 1 AND NOT EXISTS (
           SELECT 1 FROM reviews v WHERE v.digest = p.digest AND v.class = m.class AND v.verdict = 'rejected')
        WHERE p.state = 'present' AND ${where}
        ORDER BY m.score IS NULL, m.score DESC, r.path, p.path`,
    )
    .pluck()
    .all();
}

function paged(text: string): readonly number[] {
  const parsed = parseQuery(text, { classesNamed: (name) => (name === 'half' ? FIRST_HALF : null), longestName: 1 });
  if (!parsed.ok) throw new Error(parsed.error.message);
  const query: CompiledQuery = { query: parsed.query, model: 1, threshold: 0.2 };
  const hits: SearchHit[] = [];
  for (;;) {
    const page = searchPage(db, query, { limit: 700, after: hits[hits.length - 1] ?? null });
    hits.push(...page);
    if (page.length < 700) return hits.map((hit) => hit.picture);
  }
}

const IN_2015 = `p.path LIKE '2015/%'`;
const HALF = 'm.class < 500 AND m.score >= 0.2';
const COMMON = `p.digest IN (SELECT digest FROM tagged WHERE tag = (SELECT id FROM tags WHERE key = 'common'))`;

it.each([
  // A set of a few thousand, picked out of the scan.
  ['folder:2015', IN_2015, [3000, 12_000]],
  ['half folder:2015', `${IN_2015} AND ${HALF}`, [1000, 12_000]],
  // Larger than any set that is fetched.
  ['tag:common', COMMON, [12_000, 80_000]],
  ['half tag:common', `${COMMON} AND ${HALF}`, [1000, 80_000]],
  ['half OR folder:2015', `(${HALF} OR ${IN_2015})`, [12_000, 80_000]],
] as const)('finds all, in order: %s', (text, where, [atLeast, atMost]) => {
  const expected = plainly(where);
  expect(expected.length).toBeGreaterThan(atLeast);
  expect(expected.length).toBeLessThan(atMost);
  expect(paged(text)).toEqual(expected);
});
