import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Scope } from '../../main/catalog/catalog.ts';
import type { Failure } from '../../shared/failure.ts';
import { classificationOf, openTestCatalog } from './opened-catalog.ts';
import type { OpenedCatalog } from './opened-catalog.ts';

let catalog: OpenedCatalog;
let scope: Scope;
beforeEach(async () => {
  catalog = await openTestCatalog();
  scope = await catalog.place('/photos');
  const files = ['a', 'b'].map((path) => ({ path, size: 1, mtimeNs: 1n }));
  await catalog.writer.enterFiles(scope.root, files, catalog.request());
  await catalog.writer.markInFlight([1, 2], false);
});
afterEach(() => catalog.close());

const failure: Failure = { kind: 'timed-out', detail: 'Took too long.' };

describe('classified', () => {
  it('stores facts, predictions and the k asked for, and clears mark and failure', async () => {
    await catalog.writer.recordResults([{ kind: 'failed', picture: 1, failure }], catalog.request());
    await catalog.writer.markInFlight([1], false);
    const classification = {
      facts: { width: 40, height: 30, takenAt: '2025-06-01T12:00:00' },
      format: 'tiff',
      warning: { kind: 'truncated' },
      scores: [
        { index: 7, score: 0.75 },
        { index: 3, score: 0.125 },
      ],
    } as const;
    await catalog.writer.recordResults([{ kind: 'classified', picture: 1, classification }], catalog.request(5));
    expect(catalog.rows('SELECT width, height, taken_at, format, warning FROM pictures WHERE id = 1')).toEqual([
      { width: 40, height: 30, taken_at: '2025-06-01T12:00:00', format: 'tiff', warning: 'truncated' },
    ]);
    expect(catalog.rows('SELECT asked_k FROM classifications')).toEqual([{ asked_k: 5 }]);
    expect(catalog.rows('SELECT rank, class, score FROM predictions ORDER BY rank')).toEqual([
      { rank: 1, class: 7, score: 0.75 },
      { rank: 2, class: 3, score: 0.125 },
    ]);
    expect(catalog.rows('SELECT * FROM failures')).toEqual([]);
    expect(catalog.rows('SELECT picture FROM marks')).toEqual([{ picture: 2 }]);
  });

  it("replaces what this model said before and keeps the other model's", async () => {
    const other = await catalog.writer.registerModel({
      digest: 'ff',
      name: 'other',
      variant: 'b1',
      classes: 1000,
      labelSet: 'imagenet-1k',
    });
    const record = (text: string, model: number, k: number): Promise<void> =>
      catalog.writer.recordResults([{ kind: 'classified', picture: 1, classification: classificationOf(text, k) }], {
        model,
        k,
      });
    await record('abc', 1, 5);
    await record('abcdef', other, 2);
    await record('abcd', 1, 3);
    expect(catalog.rows('SELECT model, rank, class FROM predictions ORDER BY model, rank')).toEqual([
      { model: 1, rank: 1, class: 4 },
      { model: 1, rank: 2, class: 5 },
      { model: 1, rank: 3, class: 6 },
      { model: other, rank: 1, class: 6 },
      { model: other, rank: 2, class: 7 },
    ]);
    expect(await catalog.reader.predictions(other, [2, 1])).toEqual([[], classificationOf('abcdef', 2).scores]);
  });
});

describe('reused', () => {
  it('copies facts, warning, predictions and their k', async () => {
    const classification = { ...classificationOf('abc', 8), warning: { kind: 'truncated' } } as const;
    await catalog.writer.recordResults([{ kind: 'classified', picture: 1, classification }], catalog.request(8));
    await catalog.writer.recordResults([{ kind: 'reused', picture: 2, source: 1 }], catalog.request(5));
    expect(catalog.rows('SELECT width, height, format, warning FROM pictures WHERE id = 2')).toEqual([
      { width: 3, height: 10, format: 'jpeg', warning: 'truncated' },
    ]);
    expect(catalog.rows('SELECT asked_k FROM classifications WHERE picture = 2')).toEqual([{ asked_k: 8 }]);
    expect((await catalog.reader.predictions(1, [2]))[0]).toEqual(classification.scores);
    expect(catalog.rows('SELECT * FROM marks')).toEqual([]);
  });

  it('finds its source in the same transaction', async () => {
    await catalog.writer.recordResults(
      [
        { kind: 'classified', picture: 1, classification: classificationOf('abc') },
        { kind: 'reused', picture: 2, source: 1 },
      ],
      catalog.request(),
    );
    expect(catalog.rows('SELECT picture FROM classifications')).toEqual([{ picture: 1 }, { picture: 2 }]);
  });

  it('of a source without a result is a bug, and nothing of the transaction is kept', async () => {
    const results = [
      { kind: 'classified', picture: 1, classification: classificationOf('abc') },
      { kind: 'reused', picture: 1, source: 2 },
    ] as const;
    await expect(catalog.writer.recordResults(results, catalog.request())).rejects.toThrow(
      'picture 2 has no result of model 1 to copy',
    );
    expect(catalog.rows('SELECT * FROM classifications')).toEqual([]);
    expect(catalog.rows('SELECT picture FROM marks')).toEqual([{ picture: 1 }, { picture: 2 }]);
  });
});

describe('failed', () => {
  it('is recorded, in place of what failed before, and keeps earlier predictions', async () => {
    await catalog.writer.recordResults(
      [
        { kind: 'classified', picture: 1, classification: classificationOf('abc') },
        { kind: 'failed', picture: 1, failure: { kind: 'worker-crashed', detail: 'Crashed.' } },
        { kind: 'failed', picture: 1, failure },
      ],
      catalog.request(),
    );
    expect(catalog.rows('SELECT picture, kind, detail FROM failures')).toEqual([{ picture: 1, ...failure }]);
    expect(catalog.rows('SELECT count(*) AS n FROM predictions')).toEqual([{ n: 5 }]);
    expect(catalog.rows('SELECT picture FROM marks')).toEqual([{ picture: 2 }]);
  });

  it('because it vanished is vanished, and no failure', async () => {
    const gone: Failure = { kind: 'vanished', detail: 'Gone.' };
    await catalog.writer.recordResults([{ kind: 'failed', picture: 1, failure: gone }], catalog.request());
    expect(catalog.rows('SELECT state, vanished_at > 0 AS dated FROM pictures WHERE id = 1')).toEqual([
      { state: 'vanished', dated: 1 },
    ]);
    expect(catalog.rows('SELECT * FROM failures')).toEqual([]);
  });
});

it('returned only clears the mark', async () => {
  await catalog.writer.recordResults([{ kind: 'returned', picture: 1 }], catalog.request());
  expect(catalog.rows('SELECT picture FROM marks')).toEqual([{ picture: 2 }]);
  expect(catalog.rows('SELECT * FROM failures UNION ALL SELECT *, 0, 0, 0 FROM classifications')).toEqual([]);
  const again = await catalog.writer.enterFiles(scope.root, [{ path: 'a', size: 1, mtimeNs: 1n }], catalog.request());
  expect(again).toMatchObject([{ kind: 'pending', picture: 1 }]);
});
