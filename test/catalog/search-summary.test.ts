import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CatalogReader } from '../../main/catalog/catalog.ts';
import type { CompiledQuery } from '../../main/catalog/compiled-query.ts';
import { asReadable, connectToRead } from '../../main/catalog/connection.ts';
import { createReader } from '../../main/catalog/reader.ts';
import { scoreOfAll, withTerm } from '../../shared/query/edit.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { generateCatalog } from '../bench/generate-catalog.ts';

// Every number of a summary is how many pictures a query would find: each is asked for, and counted the ordinary way.

const half = Array.from({ length: 500 }, (_, index) => index);
const vocabulary = {
  classesNamed: (name: string) => (name === 'half' ? half : /^c\d+$/u.test(name) ? [Number(name.slice(1))] : null),
  longestName: 1,
};

let folder: string;
let reader: CatalogReader;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'classifold-summary-'));
  const file = path.join(folder, 'generated.catalog');
  generateCatalog(file, 4_000);
  reader = createReader(asReadable(connectToRead(file)));
});
afterAll(async () => {
  await reader.close();
  rmSync(folder, { recursive: true });
});

function compile(text: string): CompiledQuery {
  const parsed = parseQuery(text, vocabulary);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  return { query: parsed.query, model: 1, threshold: 0.2 };
}
const count = (text: string) => reader.count(compile(text));

const QUERIES = ['', 'half', 'half score>=0.6', 'half OR tag:common', 'tag:common NOT half', 'half score<0.9'];

describe('what is in a search', () => {
  it.each(QUERIES)('is what each of its parts finds: %s', async (text) => {
    const query = compile(text);
    const classes = [...(await reader.classesOf(query, scoreOfAll(text)))].sort((a, b) => b.pictures - a.pictures);
    expect(classes.length).toBeGreaterThan(20);
    for (const { index, pictures } of [...classes.slice(0, 5), ...classes.slice(-5)]) {
      expect(await count(withTerm(text, `c${index}`)), `c${index}`).toBe(pictures);
    }
    const months = await reader.monthsOf(query);
    for (const { month, pictures } of months.slice(0, 5)) {
      expect(await count(withTerm(text, `taken:${month}`)), month).toBe(pictures);
    }
    for (const { name, pictures } of await reader.tagsOfAll(query, 3)) {
      expect(await count(withTerm(text, `tag:${name}`)), name).toBe(pictures);
    }
    const scores = await reader.scoresOf(query);
    expect(scores.reduce((sum, pictures) => sum + pictures, 0)).toBe(await count(text));
  });
});

it('counts every class of the library as a word finds it', async () => {
  const counts = new Map((await reader.classCounts(1, 0.2)).map(({ index, pictures }) => [index, pictures]));
  expect(counts.size).toBeGreaterThan(300);
  for (let index = 0; index < 1000; index += 37) expect(await count(`c${index}`)).toBe(counts.get(index) ?? 0);
  expect(await count('half')).toBe(half.reduce((sum, index) => sum + (counts.get(index) ?? 0), 0));
});

it('counts every folder of the library, with those below it, and each alone within a query', async () => {
  const all = await reader.allFolders();
  expect(all.length).toBeGreaterThan(25);
  for (const { path, pictures } of all) {
    expect(await count(`folder:"${path as string}"`), path as string).toBe(pictures);
  }
  const parents = new Set(all.map(({ parent }) => parent));
  const withinHalf = await reader.foldersOf(compile('half'));
  expect(withinHalf.reduce((sum, { pictures }) => sum + pictures, 0)).toBe(await count('half'));
  const lowest = all.filter(({ folder }) => !parents.has(folder));
  for (const { folder, path } of lowest) {
    const found = withinHalf.find((one) => one.folder === folder)?.pictures ?? 0;
    expect(await count(`half folder:"${path as string}"`), path as string).toBe(found);
  }
});
