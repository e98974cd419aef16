import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CompiledQuery } from '../../main/catalog/compiled-query.ts';
import { asReadable, connectToRead } from '../../main/catalog/connection.ts';
import type { ReadableDatabase } from '../../main/catalog/connection.ts';
import { exportRows } from '../../main/catalog/export-rows.ts';
import { registerNameFolding } from '../../main/catalog/name-pattern.ts';
import { searchPage } from '../../main/catalog/search-page.ts';
import { countPictures, previewTag } from '../../main/catalog/search-selection.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import type { ClassVocabulary } from '../../shared/query/vocabulary.ts';
import { generateCatalog } from '../bench/generate-catalog.ts';

const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, at) => from + at);
const CLASSES: ReadonlyMap<string, readonly number[]> = new Map([
  ['retriever', [207]],
  ['dog', range(151, 269)],
  ['cat', range(281, 294)],
  ['entity', range(0, 1000)],
]);
const vocabulary: ClassVocabulary = { classesNamed: (name) => CLASSES.get(name) ?? null, longestName: 1 };

let folder: string;
let db: ReadableDatabase;
let statements: { sql: string; parameters: number }[];

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'classifold-plans-'));
  const file = path.join(folder, 'generated.catalog');
  // So many that the common tag is no small set, and predictions are scanned for it.
  generateCatalog(file, 80_000);
  db = asReadable(connectToRead(file));
  registerNameFolding(db);
  const prepare = db.prepare.bind(db);
  const listening: typeof db.prepare = (sql: string) => {
    statements.push({ sql, parameters: [...sql.matchAll(/\?/gu)].length });
    return prepare(sql);
  };
  db.prepare = listening;
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

function compile(text: string): CompiledQuery {
  const parsed = parseQuery(text, vocabulary);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const comparison = { model: 2, sameClasses: null };
  return { query: parsed.query, model: 1, threshold: 0.2, comparison };
}

/** Steps of all statements prepared meanwhile. */
async function stepsOf(work: () => unknown): Promise<readonly string[]> {
  statements = [];
  await work();
  const prepared = statements;
  expect(prepared.length).toBeGreaterThan(0);
  const steps: string[] = [];
  for (const { sql, parameters } of new Map(prepared.map((statement) => [statement.sql, statement])).values()) {
    const named = sql.includes('@pictures') ? [{ pictures: '[]' }] : [];
    const plan = db
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...Array.from({ length: parameters }, () => 1), ...named);
    for (const { detail } of plan) steps.push(detail);
  }
  return steps;
}

/** Those that read a whole table or index, or sort. */
async function wastefulSteps(work: () => unknown): Promise<readonly string[]> {
  const steps = (await stepsOf(work)).filter((step) => /^SCAN|TEMP B-TREE/u.test(step));
  // Few rows by nature, or just those asked for: what a statement is given as JSON, roots, models, failures.
  return [...new Set(steps)].filter(
    (step) => !/^SCAN (json_each|wanted|f VIRTUAL|r|o|roots|below|failures)/u.test(step),
  );
}

const TAGS_OF_A_PAGE = 'USE TEMP B-TREE FOR ORDER BY';
const DISTINCT_SET = 'USE TEMP B-TREE FOR DISTINCT';

describe('a page', () => {
  it.each([
    ...[
      'retriever',
      'dog',
      'entity',
      'dog rank:any',
      'dog score>=0.5',
      'dog cat rank:any',
      'dog OR cat',
      'dog NOT cat',
    ],
    ...['', 'NOT dog', 'score<0.1', 'is:uncertain', 'is:untagged', 'is:unclassified', 'NOT tag:common'],
    ...['tag:common', 'tag:rare', 'dog tag:common', 'dog tag:rare', 'dog OR tag:common', '(dog OR cat) tag:common'],
    ...[
      'folder:photos',
      'folder:"event 7"',
      'dog folder:photos',
      'folder:/photos',
      'folder:"/photos/2010/event 7"',
      'dog folder:/photos',
      'volume:x',
      'is:failed',
      'is:rejected',
      'is:offline',
    ],
    ...[
      'is:unreviewed',
      'is:accepted',
      'is:corrected',
      'dog is:unreviewed',
      'dog is:accepted',
      'folder:photos is:unreviewed',
    ],
    ...['is:outdated', 'dog is:outdated', 'is:changed', 'is:changed tag:common', 'NOT is:changed'],
    ...['taken:2015', 'taken:2015-06', 'name:IMG_0000001.jpg', 'name:IMG_00001*'],
  ])('reads by indexes only: %s', async (text) => {
    const query = compile(text);
    const steps = await wastefulSteps(() => {
      const page = searchPage(db, query, { limit: 50, after: null });
      const last = page[page.length - 1];
      if (last !== undefined) searchPage(db, query, { limit: 50, after: last });
    });
    expect(steps.filter((step) => step !== TAGS_OF_A_PAGE && step !== DISTINCT_SET)).toEqual([]);
  });

  it('scans the index of names where a pattern begins with a star, and the vanished where they are asked for', async () => {
    const page = (text: string) => () => searchPage(db, compile(text), { limit: 50, after: null });
    const known = [TAGS_OF_A_PAGE, DISTINCT_SET];
    const named = await wastefulSteps(page('name:*777*'));
    expect(named.filter((step) => !known.includes(step))).toEqual(['SCAN p USING COVERING INDEX pictures_by_name']);
    const vanished = await wastefulSteps(page('is:vanished'));
    expect(vanished.filter((step) => !known.includes(step))).toEqual([
      'SCAN pictures USING COVERING INDEX pictures_vanished_by_path',
    ]);
  });
});

it.each([
  'retriever',
  'dog',
  'dog OR cat',
  'tag:common',
  'dog tag:common',
  'folder:"event 7"',
  'folder:"/photos/2010/event 7"',
  'is:failed',
])('counts by indexes: %s', async (text) => {
  const steps = await wastefulSteps(() => countPictures(db, compile(text)));
  expect(steps.filter((step) => step !== DISTINCT_SET)).toEqual([]);
});

it('looks chosen rows up by their keys', async () => {
  const steps = await wastefulSteps(() => previewTag(db, 'tag', 'common', { pictures: [1, 2] }));
  // Each row once, and each content once.
  const once = /^SCAN (chosen|selected|\(subquery)|USE TEMP B-TREE FOR (DISTINCT|count\(DISTINCT\))/u;
  expect(steps.filter((step) => !once.test(step))).toEqual([]);
});

it('exports chosen rows by their keys, whatever else the library has', async () => {
  const steps = await stepsOf(() => exportRows(db, 1, { ...compile(''), among: [1, 2] }).next());
  const ofPictures = steps.filter((step) => / p /u.test(step));
  expect(new Set(ofPictures)).toEqual(new Set(['SEARCH p USING INTEGER PRIMARY KEY (rowid=?)']));
});

it('exports in the order of an index', async () => {
  const steps = await wastefulSteps(() => exportRows(db, 1, compile('dog tag:common')).next());
  expect(steps.filter((step) => step !== TAGS_OF_A_PAGE)).toEqual([]);
});
