import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { asReadable, connectToRead } from '../../main/catalog/connection.ts';
import { createReader } from '../../main/catalog/reader.ts';
import { readTaxonomy } from '../../main/taxonomy/taxonomy.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { generateCatalog } from './generate-catalog.ts';

/** How long the first page (50 hits) of a query takes, of 100 times, in milliseconds. */
export interface SearchFigure {
  readonly query: string;
  readonly median: number;
  readonly p99: number;
  readonly count: number;
  /** Once. */
  readonly countMilliseconds: number;
}

const QUERIES = [
  ...['dog', 'cat', 'animal', 'entity', 'golden retriever', 'NOT dog', '', 'dog rank:any', 'dog OR cat OR bird'],
  ...['tag:common', 'tag:holiday', 'tag:rare', 'dog tag:common', 'folder:2015', 'folder:"event 77"', 'dog folder:2015'],
  ...['taken:2015-06', 'name:IMG_00001*', 'name:*777*', 'score<0.1', 'is:uncertain', 'is:untagged', 'is:failed'],
];
const TIMES = 100;

/** Measures searches on a generated catalog of so many pictures, five predictions each. */
export async function measureSearch(pictures: number): Promise<readonly SearchFigure[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'classifold-search-bench-'));
  try {
    const file = path.join(folder, 'generated.catalog');
    const { model } = generateCatalog(file, pictures);
    const labels = await readTaxonomy(path.join(import.meta.dirname, '..', '..', 'assets', 'taxonomy'), 'imagenet-1k');
    if (!labels.ok) throw new Error(labels.reason);
    const reader = createReader(asReadable(connectToRead(file)));
    const figures: SearchFigure[] = [];
    for (const query of QUERIES) {
      const parsed = parseQuery(query, labels.taxonomy);
      if (!parsed.ok) throw new Error(parsed.error.message);
      const compiled = { query: parsed.query, model, threshold: 0.2 };
      const times: number[] = [];
      for (let time = 0; time < TIMES; time++) {
        const start = performance.now();
        await reader.search(compiled, { limit: 50, after: null });
        times.push(performance.now() - start);
      }
      times.sort((a, b) => a - b);
      const start = performance.now();
      const count = await reader.count(compiled);
      const countMilliseconds = performance.now() - start;
      figures.push({ query, median: times[TIMES / 2]!, p99: times[TIMES - 2]!, count, countMilliseconds });
    }
    await reader.close();
    return figures;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
