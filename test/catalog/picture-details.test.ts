import { afterAll, beforeAll, expect, it } from 'vitest';
import { createReader } from '../../main/catalog/reader.ts';
import type { CatalogReader } from '../../main/catalog/catalog.ts';
import { buildCatalog, digestOf } from './catalog-builder.ts';
import type { CatalogBuilder } from './catalog-builder.ts';

// A number cannot hold these nanoseconds: their last digits tell one file from another.
const MTIME_NS = 1_764_000_000_123_456_789n;
const bytes = Uint8Array.from([0x66, 0xff, 0x2e, 0x6a, 0x70, 0x67]);
const failure = { kind: 'too-large', detail: 'It has too many pixels.' } as const;
const scores = [
  { index: 0, score: 0.75 },
  { index: 2, score: 0.25 },
];

let catalog: CatalogBuilder;
let reader: CatalogReader;
let ids: Readonly<Record<'classified' | 'failed' | 'gone', number>>;
let model: number;
let other: number;
beforeAll(() => {
  catalog = buildCatalog();
  model = catalog.addModel('m', 6);
  other = catalog.addModel('other', 6);
  const root = catalog.addRoot({ path: '/photos' });
  const facts = { width: 4, height: 3, takenAt: '2025-06-01T12:00:00', size: 17 };
  ids = {
    classified: catalog.addPicture(root, {
      ...{ path: bytes, content: 'dog', mtimeNs: MTIME_NS, tags: ['b', 'A'], scores: { [model]: scores } },
      ...facts,
    }),
    failed: catalog.addPicture(root, { path: 'a/broken.jpg', content: null, failure }),
    gone: catalog.addPicture(root, { path: 'gone.jpg', content: 'gone', state: 'vanished' }),
  };
  catalog.db
    .prepare(`INSERT INTO reviews VALUES (?, ?, ?, 'accepted', NULL, 1)`)
    .run(digestOf('dog'), model, scores[0]!.index);
  reader = createReader(catalog.reader());
});
afterAll(() => {
  catalog.close();
});

it('tells a picture by its row, with the predictions of the model asked for', async () => {
  expect(await reader.picture(ids.classified, model)).toEqual({
    picture: ids.classified,
    state: 'present',
    rootPath: '/photos',
    path: bytes,
    ...{ takenAt: '2025-06-01T12:00:00', width: 4, height: 3, size: 17, digest: digestOf('dog').toString('hex') },
    ...{ status: 'classified', failure: null, scores, older: null, tags: ['A', 'b'] },
    review: { verdict: 'accepted', index: scores[0]!.index, corrected: null },
  });
  expect(await reader.picture(ids.classified, other)).toMatchObject({
    ...{ status: 'unclassified', scores: [], review: null },
    older: { model, ...scores[0] },
  });
});

it('tells one that failed, or is gone, and none for a row that is not there', async () => {
  expect(await reader.picture(ids.failed, model)).toMatchObject({
    ...{ path: 'a/broken.jpg', digest: null, width: null, takenAt: null },
    ...{ status: 'failed', failure, scores: [], tags: [] },
  });
  expect(await reader.picture(ids.gone, model)).toMatchObject({ state: 'vanished' });
  expect(await reader.picture(4711, model)).toBeNull();
});

it('tells where the file is, with its exact modification time', async () => {
  expect(await reader.pictureFile(ids.classified)).toEqual({
    ...{ rootPath: '/photos', path: bytes, state: 'present', isOffline: false },
    ...{ digest: digestOf('dog').toString('hex'), mtimeNs: MTIME_NS },
  });
  expect(await reader.pictureFile(ids.failed)).toMatchObject({ path: 'a/broken.jpg', digest: null });
  expect(await reader.pictureFile(ids.gone)).toMatchObject({ state: 'vanished' });
  expect(await reader.pictureFile(4711)).toBeNull();
});
