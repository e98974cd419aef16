import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Scope } from '../../main/catalog/catalog.ts';
import type { ScannedFile } from '../../shared/run.ts';
import { openTestCatalog } from './opened-catalog.ts';
import type { MadeFile, OpenedCatalog } from './opened-catalog.ts';

let catalog: OpenedCatalog;
let scope: Scope;
beforeEach(async () => {
  catalog = await openTestCatalog();
  scope = await catalog.place('/photos');
});
afterEach(() => catalog.close());

const cat: MadeFile = { path: 'a/b/cat.jpg', content: 'cat' };
const scanned: ScannedFile = { path: 'a/b/cat.jpg', size: 3, mtimeNs: 1_000_000_000n };

async function enter(file: Partial<ScannedFile>, request = catalog.request()): Promise<string> {
  await catalog.writer.beginScan();
  const [entered] = await catalog.writer.enterFiles(scope.root, [{ ...scanned, ...file }], request);
  return entered!.kind;
}

describe('a file that was never seen', () => {
  it('is entered once, with the folders above it, and is pending until it has a result', async () => {
    expect(await enter({})).toBe('pending');
    expect(await enter({})).toBe('pending');
    expect(catalog.rows('SELECT id, path, name, size, mtime_ns, digest, is_new FROM pictures')).toEqual([
      { id: 1, path: 'a/b/cat.jpg', name: 'cat.jpg', size: 3, mtime_ns: 1_000_000_000, digest: null, is_new: 1 },
    ]);
    expect(
      catalog.rows(
        'SELECT f.path, f.name, above.path AS parent FROM folders f LEFT JOIN folders above ON above.id = f.parent',
      ),
    ).toEqual([
      { path: '', name: 'photos', parent: null },
      { path: 'a', name: 'a', parent: '' },
      { path: 'a/b', name: 'b', parent: 'a' },
    ]);
  });

  it.each<[string, ScannedFile['path']]>([
    ['a newline and an emoji', 'new\nline/😀 \t.jpg'],
    ['a quote', `it's "quoted".jpg`],
    ["the system's longest path", `${'d'.repeat(250)}/`.repeat(15) + 'x.jpg'],
    ['a byte order mark', '\ufeff.jpg'],
    ['bytes that are no UTF-8', new Uint8Array([0x66, 0xff, 0x2f, 0xe9, 0x2e, 0x6a, 0x70, 0x67])],
    ['bytes in its name only', new Uint8Array([0x66, 0x2f, 0xe9])],
  ])('keeps a path with %s', async (_, path) => {
    const [entered] = await catalog.writer.enterFiles(scope.root, [{ ...scanned, path }], catalog.request());
    expect(entered).toEqual({ kind: 'pending', picture: 1, path });
    const [again] = await catalog.writer.enterFiles(scope.root, [{ ...scanned, path }], catalog.request());
    expect(again).toEqual(entered);
    const [row] = catalog.rows('SELECT path FROM pictures');
    expect(row!['path']).toEqual(typeof path === 'string' ? path : Buffer.from(path));
  });

  it('takes times of any year', async () => {
    // 2^63 ns is in the year 2262; ext4 goes on to 2446.
    const far = { mtimeNs: 15_000_000_000_000_000_000n };
    expect(await enter(far)).toBe('pending');
    expect(await enter({ mtimeNs: -5n })).toBe('pending');
    expect(catalog.rows('SELECT count(*) AS n FROM pictures')).toEqual([{ n: 1 }]);
  });
});

describe('unchanged', () => {
  beforeEach(async () => {
    await catalog.run([{ scope, files: [cat] }]);
  });

  it('means same size and mtime, classified by this model with at least this k', async () => {
    expect(await enter({})).toBe('unchanged');
    expect(await enter({}, catalog.request(3))).toBe('unchanged');
    expect(await enter({}, catalog.request(6))).toBe('pending');
  });

  it('is not a file of another size, nor one with an mtime a nanosecond later', async () => {
    expect(await enter({ size: 4 })).toBe('pending');
    expect(await enter({ mtimeNs: 1_000_000_001n })).toBe('pending');
    // What was seen is not what was read: the row says what belongs to its digest.
    expect(await enter({})).toBe('unchanged');
  });

  it('is not a picture that another model classified', async () => {
    const other = await catalog.writer.registerModel({
      digest: 'ff',
      name: 'other',
      variant: 'b1',
      classes: 1000,
      labelSet: 'imagenet-1k',
    });
    expect(await enter({}, { model: other, k: 5 })).toBe('pending');
    await catalog.run([{ scope, files: [cat] }], { model: other, k: 5 });
    expect(await enter({}, { model: other, k: 5 })).toBe('unchanged');
    expect(await enter({})).toBe('unchanged');
  });

  it('is not a file of the same path under another root', async () => {
    const elsewhere = await catalog.place('/elsewhere');
    const [entered] = await catalog.writer.enterFiles(elsewhere.root, [scanned], catalog.request());
    expect(entered!.kind).toBe('pending');
  });
});

describe('failed', () => {
  const failure = { kind: 'unreadable-picture', detail: 'No picture.' } as const;

  it('is said again, untried, of a file that has not changed', async () => {
    await catalog.run([{ scope, files: [{ ...cat, fails: failure }] }]);
    await catalog.writer.beginScan();
    expect(await catalog.writer.enterFiles(scope.root, [scanned], catalog.request())).toEqual([
      { kind: 'failed', picture: 1, path: cat.path, failure },
    ]);
    expect(await enter({ mtimeNs: 5n })).toBe('pending');
    expect(await enter({})).toBe('failed');
  });

  it('is measured by the file that failed, where it changed and could not be read', async () => {
    await catalog.run([{ scope, files: [cat] }]);
    const changed = { ...scanned, size: 99 };
    await catalog.writer.beginScan();
    const [entered] = await catalog.writer.enterFiles(scope.root, [changed], catalog.request());
    await catalog.writer.markInFlight([entered!.picture], false);
    const denied = { kind: 'permission-denied', detail: 'No permission.' } as const;
    await catalog.writer.recordResults(
      [{ kind: 'failed', picture: entered!.picture, failure: denied }],
      catalog.request(),
    );
    expect(await enter(changed)).toBe('failed');
    expect(await enter({ size: 100 })).toBe('pending');
  });
});

describe('a picture that was classified, and failed later', () => {
  const denied = { kind: 'permission-denied', detail: 'No permission.' } as const;
  const failuresKept = () => catalog.rows('SELECT kind FROM failures');

  /** It is seen with this size and mtime, and cannot be read. */
  async function fail(file: Partial<ScannedFile>, request = catalog.request()): Promise<void> {
    await catalog.writer.beginScan();
    const [entered] = await catalog.writer.enterFiles(scope.root, [{ ...scanned, ...file }], request);
    await catalog.writer.markInFlight([entered!.picture], false);
    await catalog.writer.recordResults([{ kind: 'failed', picture: entered!.picture, failure: denied }], request);
  }

  beforeEach(async () => {
    await catalog.run([{ scope, files: [cat] }]);
  });

  it.each([
    ['as an empty file of another date', { size: 0, mtimeNs: 7n }],
    ['in a folder that was closed, so that nothing was known of it', { size: 0, mtimeNs: 0n }],
  ])('%s, is opened again when it is as it was, and is no failure then', async (_, failed) => {
    await fail(failed);
    expect(await enter(failed)).toBe('failed');
    expect(await enter({})).toBe('pending');
    expect((await catalog.run([{ scope, files: [cat] }])).statuses).toEqual(['reused']);
    expect(failuresKept()).toEqual([]);
    expect(await enter({})).toBe('unchanged');
  });

  it('with another model, stays unchanged for the first one, until it is retried by name', async () => {
    const label = { digest: 'ff', name: 'other', variant: 'b1', classes: 1000, labelSet: 'imagenet-1k' };
    await fail({}, { model: await catalog.writer.registerModel(label), k: 5 });
    expect(await enter({})).toBe('unchanged');
    expect(await catalog.writer.retryFailures(null)).toHaveLength(1);
    expect(await enter({})).toBe('pending');
    expect((await catalog.run([{ scope, files: [cat] }])).statuses).toEqual(['reused']);
    expect(failuresKept()).toEqual([]);
  });
});

it('knows 100,000 files again that have not changed, and sweeps none of them', { timeout: 60_000 }, async () => {
  const files = Array.from({ length: 100_000 }, (_, index): ScannedFile => {
    return { path: `2024/${index % 300}/IMG_${index}.jpg`, size: index, mtimeNs: BigInt(index) };
  });
  const chunks = Array.from({ length: 200 }, (_, at) => files.slice(at * 500, at * 500 + 500));
  const { writer } = catalog;
  const request = catalog.request(1);
  for (const chunk of chunks) {
    const entered = await writer.enterFiles(scope.root, chunk, request);
    const results = entered.map(({ picture }) => {
      const facts = { width: 1, height: 1, takenAt: null };
      const classification = { facts, format: 'jpeg', warning: null, scores: [{ index: 1, score: 0.5 }] } as const;
      return { kind: 'classified', picture, classification } as const;
    });
    await writer.recordResults(results, request);
  }
  await writer.sweep([{ scope, unlisted: [] }]);

  await writer.beginScan();
  let unchanged = 0;
  for (const chunk of chunks) {
    const entered = await writer.enterFiles(scope.root, chunk, request);
    unchanged += entered.filter(({ kind }) => kind === 'unchanged').length;
  }
  const report = await writer.sweep([{ scope, unlisted: [] }]);
  expect(unchanged).toBe(100_000);
  expect(report).toEqual({ vanished: 0, moved: 0 });
});
