import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Scope } from '../../main/catalog/catalog.ts';
import { classificationOf, contentOf, openTestCatalog } from './opened-catalog.ts';
import type { MadeFile, OpenedCatalog } from './opened-catalog.ts';

let catalog: OpenedCatalog;
let scope: Scope;
beforeEach(async () => {
  catalog = await openTestCatalog();
  scope = await catalog.place('/photos');
});
afterEach(() => catalog.close());

const cat: MadeFile = { path: 'cat.jpg', content: 'cat' };
const settle = (
  picture: number,
  content: string,
  mtime = 1,
  k = 5,
): Promise<{ picture: number; reuse: number | null }> =>
  catalog.writer.settleContent(picture, contentOf(content, mtime), catalog.request(k));
const states = (): readonly unknown[] =>
  catalog.rows('SELECT id, path, size, state, lower(hex(digest)) = ? AS is_cat FROM pictures', contentOf('cat').digest);

it('gives a new row its digest, size and mtime', async () => {
  await catalog.writer.enterFiles(scope.root, [{ path: 'cat.jpg', size: 999, mtimeNs: 7n }], catalog.request());
  expect(await settle(1, 'cat')).toEqual({ picture: 1, reuse: null });
  expect(catalog.rows('SELECT lower(hex(digest)) AS digest, size, mtime_ns FROM pictures')).toEqual([
    { digest: contentOf('cat').digest, size: 3, mtime_ns: 1_000_000_000 },
  ]);
});

describe('the same content with another mtime', () => {
  it('is the same picture, and its own result is enough', async () => {
    await catalog.run([{ scope, files: [cat] }]);
    expect(await settle(1, 'cat', 5)).toEqual({ picture: 1, reuse: 1 });
    expect(catalog.rows('SELECT id, mtime_ns FROM pictures')).toEqual([{ id: 1, mtime_ns: 5_000_000_000 }]);
    await catalog.writer.recordResults([{ kind: 'reused', picture: 1, source: 1 }], catalog.request());
    expect(catalog.rows('SELECT count(*) AS n FROM predictions')).toEqual([{ n: 5 }]);
  });

  it('is not enough for a larger k', async () => {
    await catalog.run([{ scope, files: [cat] }]);
    expect(await settle(1, 'cat', 5, 6)).toEqual({ picture: 1, reuse: null });
  });
});

it('prefers its own result to that of a copy: more predictions may be its own', async () => {
  await catalog.run([{ scope, files: [cat] }], catalog.request(5));
  await catalog.run([{ scope, files: [cat, { ...cat, path: 'copy.jpg' }] }], catalog.request(5));
  const classification = classificationOf('cat', 10);
  await catalog.writer.recordResults([{ kind: 'classified', picture: 2, classification }], catalog.request(10));
  expect(await settle(2, 'cat', 9)).toEqual({ picture: 2, reuse: 2 });
});

describe('another content at the same path', () => {
  it('makes the old row vanished and a new one, with the mark and without the failure', async () => {
    await catalog.run([{ scope, files: [{ ...cat, fails: { kind: 'too-large', detail: 'Too large.' } }] }]);
    await catalog.writer.markInFlight([1], true);
    await catalog.writer.markHanded(1);
    expect(await settle(1, 'other', 2)).toEqual({ picture: 2, reuse: null });
    expect(states()).toEqual([
      { id: 1, path: 'cat.jpg', size: 3, state: 'vanished', is_cat: 1 },
      { id: 2, path: 'cat.jpg', size: 5, state: 'present', is_cat: 0 },
    ]);
    expect(catalog.rows('SELECT picture, size, alone, handed, lone_deaths FROM marks')).toEqual([
      { picture: 2, size: 5, alone: 1, handed: 1, lone_deaths: 0 },
    ]);
    expect(catalog.rows('SELECT picture FROM failures')).toEqual([{ picture: 1 }]);
  });

  it('was seen: the new row does not vanish in the sweep of the same scan', async () => {
    await catalog.run([{ scope, files: [cat] }]);
    const report = await catalog.run([{ scope, files: [{ ...cat, content: 'other' }] }]);
    expect(report).toEqual({ vanished: 0, moved: 0, statuses: ['classified'] });
    expect(states()).toMatchObject([
      { id: 1, state: 'vanished' },
      { id: 2, state: 'present' },
    ]);
  });

  it('that comes back takes its old row again', async () => {
    await catalog.run([{ scope, files: [cat] }]);
    await catalog.run([{ scope, files: [{ ...cat, content: 'other', mtime: 2 }] }]);
    const report = await catalog.run([{ scope, files: [{ ...cat, mtime: 3 }] }]);
    expect(report).toEqual({ vanished: 0, moved: 0, statuses: ['reused'] });
    expect(states()).toMatchObject([
      { id: 1, state: 'present', is_cat: 1 },
      { id: 2, state: 'vanished' },
    ]);
    expect(catalog.rows('SELECT picture, count(*) AS n FROM predictions GROUP BY picture')).toEqual([
      { picture: 1, n: 5 },
      { picture: 2, n: 5 },
    ]);
  });
});

describe('read again, after a worker died', () => {
  beforeEach(async () => {
    await catalog.run([{ scope, files: [cat] }]);
    await catalog.writer.markInFlight([1], false);
  });

  it('answers the same by either row', async () => {
    expect(await settle(1, 'other', 2)).toEqual({ picture: 2, reuse: null });
    expect(await settle(1, 'other', 2)).toEqual({ picture: 2, reuse: null });
    expect(await settle(2, 'other', 2)).toEqual({ picture: 2, reuse: null });
    expect(states()).toHaveLength(2);
    expect(catalog.rows('SELECT picture FROM marks')).toEqual([{ picture: 2 }]);
  });

  it('follows a file that changes between the readings', async () => {
    await settle(1, 'other', 2);
    expect(await settle(1, 'third!', 3)).toEqual({ picture: 3, reuse: null });
    expect(states()).toMatchObject([
      { id: 1, state: 'vanished' },
      { id: 2, state: 'vanished' },
      { id: 3, state: 'present' },
    ]);
    expect(catalog.rows('SELECT picture FROM marks')).toEqual([{ picture: 3 }]);
  });
});

describe('reuse', () => {
  async function enter(path: string): Promise<number> {
    const [entered] = await catalog.writer.enterFiles(scope.root, [{ path, size: 3, mtimeNs: 1n }], catalog.request());
    return entered!.picture;
  }

  it('names another picture with this content and enough predictions by this model', async () => {
    await catalog.run([{ scope, files: [cat] }]);
    const copy = await enter('copy.jpg');
    expect(await settle(copy, 'cat')).toEqual({ picture: copy, reuse: 1 });
    expect(await settle(copy, 'cat', 1, 6)).toEqual({ picture: copy, reuse: null });
    const other = await catalog.writer.registerModel({
      digest: 'ff',
      name: 'other',
      variant: 'b1',
      classes: 1000,
      labelSet: 'imagenet-1k',
    });
    const { reuse } = await catalog.writer.settleContent(copy, contentOf('cat'), { model: other, k: 5 });
    expect(reuse).toBeNull();
  });

  it('names one that has vanished', async () => {
    await catalog.run([{ scope, files: [cat] }]);
    await catalog.run([{ scope, files: [] }]);
    const copy = await enter('copy.jpg');
    expect(await settle(copy, 'cat')).toEqual({ picture: copy, reuse: 1 });
  });

  it('names none that was read and has no result', async () => {
    const first = await enter('first.jpg');
    await settle(first, 'cat');
    const second = await enter('second.jpg');
    expect(await settle(second, 'cat')).toEqual({ picture: second, reuse: null });
    await catalog.writer.recordResults(
      [{ kind: 'classified', picture: first, classification: classificationOf('cat') }],
      catalog.request(),
    );
    expect(await settle(second, 'cat')).toEqual({ picture: second, reuse: first });
  });
});
