import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CompiledQuery } from '../../main/catalog/compiled-query.ts';
import type { ExportRow } from '../../shared/export-row.ts';
import type { ReadableDatabase } from '../../main/catalog/connection.ts';
import { exportRows } from '../../main/catalog/export-rows.ts';
import { registerNameFolding } from '../../main/catalog/name-pattern.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { sixClasses } from '../query/vocabulary.ts';
import { buildCatalog, digestOf } from './catalog-builder.ts';
import type { CatalogBuilder } from './catalog-builder.ts';

const MANY = 1203;
let catalog: CatalogBuilder;
let reader: ReadableDatabase;
let model: number;

beforeAll(() => {
  catalog = buildCatalog();
  model = catalog.addModel('m', 6);
  const late = catalog.addRoot({ path: '/z' });
  const early = catalog.addRoot({ path: '/a', state: 'offline' });
  catalog.addPicture(late, { path: 'never-read.jpg', content: null });
  catalog.addPicture(late, { path: 'gone.jpg', state: 'vanished' });
  const failure = { kind: 'too-large', detail: 'It has too many pixels.' } as const;
  catalog.addPicture(late, { path: 'broken.jpg', failure, content: 'broken' });
  const facts = { width: 4, height: 3, takenAt: '2025-06-01T12:00:00', tags: ['b', 'A'] };
  const scores = [
    { index: 0, score: 0.75 },
    { index: 2, score: 0.25 },
  ];
  catalog.addPicture(early, { path: 'dog.jpg', content: 'dog', ...facts, scores: { [model]: scores } });
  catalog.db.prepare(`INSERT INTO reviews VALUES (?, ?, 0, 'corrected', 5, 1)`).run(digestOf('dog'), model);
  const many = catalog.addRoot({ path: '/m' });
  catalog.db.transaction(() => {
    for (let at = 0; at < MANY; at++) catalog.addPicture(many, { path: `${String((at * 7919) % MANY)}.jpg` });
  })();
  reader = catalog.reader();
  registerNameFolding(reader);
});
afterAll(() => {
  catalog.close();
});

async function exported(text: string | null, among?: readonly number[]): Promise<readonly ExportRow[]> {
  const parsed = parseQuery(text ?? '', sixClasses);
  const rows = among === undefined ? {} : { among };
  const query: CompiledQuery | null =
    text === null || !parsed.ok ? null : { query: parsed.query, model, threshold: 0.2, ...rows };
  const found: ExportRow[] = [];
  for await (const row of exportRows(reader, model, query)) found.push(row);
  return found;
}

it('gives present and offline pictures by root, then path, each once, over many pages', async () => {
  const rows = await exported(null);
  expect(rows).toHaveLength(MANY + 3);
  const keys = rows.map((row) => `${String(row.rootPath)} ${String(row.path)}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toEqual([...keys].sort());
});

it('gives facts, status, failure, predictions, tags and what a person said', async () => {
  const nothing = { takenAt: null, width: null, height: null, scores: [], tags: [], review: null };
  expect(await exported('"hot dog" OR is:failed OR name:never*')).toEqual([
    {
      ...{ rootPath: '/a', path: 'dog.jpg', takenAt: '2025-06-01T12:00:00', width: 4, height: 3, size: 1000 },
      ...{ digest: digestOf('dog').toString('hex'), status: 'classified', failure: null, tags: ['A', 'b'] },
      scores: [
        { index: 0, score: 0.75 },
        { index: 2, score: 0.25 },
      ],
      review: { verdict: 'corrected', index: 0, corrected: 5 },
    },
    {
      ...{ ...nothing, rootPath: '/z', path: 'broken.jpg', size: 1000, digest: digestOf('broken').toString('hex') },
      ...{ status: 'failed', failure: { kind: 'too-large', detail: 'It has too many pixels.' } },
    },
    {
      ...{ ...nothing, rootPath: '/z', path: 'never-read.jpg', size: 1000, digest: null },
      ...{ status: 'unclassified', failure: null },
    },
  ]);
});

it('gives chosen rows as among all: each once, in the same order, over many pages', async () => {
  const all = await exported('');
  const ids = reader.prepare<[], number>('SELECT id FROM pictures').pluck().all();
  const chosen = ids.filter((id) => id % 2 === 0).reverse();
  const isChosen = new Set(
    reader
      .prepare<[string], string>(
        `SELECT r.path || ' ' || p.path FROM json_each(?) c JOIN pictures p ON p.id = c.value JOIN roots r ON r.id = p.root`,
      )
      .pluck()
      .all(JSON.stringify(chosen)),
  );
  const expected = all.filter((row) => isChosen.has(`${String(row.rootPath)} ${String(row.path)}`));
  expect(expected.length).toBeGreaterThan(500);
  expect(await exported('', [...chosen, ...chosen, 1_000_000])).toEqual(expected);
  const some = await exported('is:failed', ids);
  expect(some).toHaveLength(1);
  expect(await exported('is:failed')).toEqual(some);
});

it('gives nothing where a query finds nothing, or vanished pictures only', async () => {
  expect(await exported('giraffe')).toEqual([]);
  expect(await exported('is:vanished')).toEqual([]);
});
