import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hexDigestOf, openTestCatalog } from './opened-catalog.ts';
import type { OpenedCatalog } from './opened-catalog.ts';

let catalog: OpenedCatalog;
beforeEach(async () => {
  catalog = await openTestCatalog();
});
afterEach(() => catalog.close());

it('counts the pictures of each root', async () => {
  const scope = await catalog.place('/photos');
  const fails = { kind: 'too-large', detail: 'Too large.' } as const;
  await catalog.run([
    {
      scope,
      files: [
        { path: '1', content: 'a' },
        { path: '2', content: 'b', fails },
        { path: '3', content: 'c' },
        { path: '4', content: 'dd' },
      ],
    },
  ]);
  await catalog.run([{ scope, files: ['1', '2', '3'].map((path, at) => ({ path, content: 'abc'[at]! })) }]);
  await catalog.writer.enterFiles(scope.root, [{ path: '5', size: 1, mtimeNs: 1n }], catalog.request());
  // What was found before does not count where the last try failed.
  const entered = await catalog.writer.enterFiles(scope.root, [{ path: '3', size: 9, mtimeNs: 9n }], catalog.request());
  await catalog.writer.recordResults(
    [{ kind: 'failed', picture: entered[0]!.picture, failure: fails }],
    catalog.request(),
  );
  await catalog.place('/empty');
  await catalog.writer.setRootState(2, 'offline');
  const counts = { present: 4, vanished: 1, failed: 2 };
  expect(await catalog.reader.roots(catalog.request().model)).toMatchObject([
    { root: 2, path: '/empty', kind: 'folder', state: 'offline', present: 0, vanished: 0, classified: 0, failed: 0 },
    { root: 1, path: '/photos', kind: 'folder', state: 'online', ...counts, classified: 1, hasFolders: false },
  ]);
  expect((await catalog.reader.roots(null))[1]).toMatchObject({ ...counts, classified: 0 });
  expect(await catalog.reader.models()).toEqual([
    {
      ...{ model: 1, digest: hexDigestOf('model'), name: 'm', variant: 'b0', classes: 1000, labelSet: 'imagenet-1k' },
      ...{ lastRun: null, hasResults: true },
    },
  ]);
  expect(await catalog.reader.mostPredictions(1)).toBe(catalog.request().k);
  expect(await catalog.reader.mostPredictions(2)).toBeNull();
});

describe('a model', () => {
  it('is one row by its digest, with the name it was given last', async () => {
    const described = { digest: hexDigestOf('model'), name: 'renamed', variant: 'b0', classes: 1000, labelSet: 'l' };
    expect(await catalog.writer.registerModel(described)).toBe(1);
    expect(await catalog.writer.registerModel({ ...described, digest: 'ff', name: 'other' })).toBe(2);
    expect((await catalog.reader.models()).map(({ model, name }) => [model, name])).toEqual([
      [1, 'renamed'],
      [2, 'other'],
    ]);
  });
});

describe('a setting', () => {
  it('is what was set last, null before', async () => {
    expect(await catalog.reader.settings()).toEqual(new Map());
    await catalog.writer.setSetting('model', 'one');
    await catalog.writer.setSetting('model', 'two');
    expect((await catalog.reader.settings()).get('model')).toBe('two');
  });
});

it('keeps a record of each run', async () => {
  const run = await catalog.writer.beginRun(catalog.request(), '{"k":5}');
  expect(catalog.rows('SELECT id, model, request, ended_at, summary FROM runs')).toEqual([
    { id: run, model: 1, request: '{"k":5}', ended_at: null, summary: null },
  ]);
  await catalog.writer.endRun(run, '{"classified":3}');
  expect(catalog.rows('SELECT summary, ended_at >= started_at AS ended FROM runs')).toEqual([
    { summary: '{"classified":3}', ended: 1 },
  ]);
});
