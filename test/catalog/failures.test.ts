import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Scope } from '../../main/catalog/catalog.ts';
import { openTestCatalog } from './opened-catalog.ts';
import type { MadeFile, OpenedCatalog } from './opened-catalog.ts';

let catalog: OpenedCatalog;
let scope: Scope;
const fails = { kind: 'unreadable-picture', detail: 'No picture.' } as const;
const bytes = Uint8Array.from(Buffer.from('b/\xff.jpg', 'latin1'));
const files: readonly MadeFile[] = [
  { path: 'a/1.jpg', content: 'one', fails },
  { path: 'a/2.jpg', content: 'two', fails },
  { path: bytes, content: 'three', fails },
  { path: 'good.jpg', content: 'good' },
];

beforeEach(async () => {
  catalog = await openTestCatalog();
  scope = await catalog.place('/photos');
  await catalog.run([{ scope, files }]);
});
afterEach(() => catalog.close());

async function listed(): Promise<readonly unknown[]> {
  const list = [];
  for await (const { rootPath, path, failure } of catalog.reader.failures()) list.push([rootPath, path, failure]);
  return list;
}

describe('failures', () => {
  it('are told apart by their kind: counted, listed and tried again', async () => {
    const large = { kind: 'too-large', detail: 'Too large.' } as const;
    const elsewhere = await catalog.place('/elsewhere');
    await catalog.run([{ scope: elsewhere, files: [{ path: 'large.jpg', content: 'large', fails: large }] }]);
    expect(await catalog.reader.failureKinds()).toEqual([
      { kind: 'unreadable-picture', pictures: 3 },
      { kind: 'too-large', pictures: 1 },
    ]);
    expect(await catalog.reader.failuresPage(0, 9, 'too-large')).toMatchObject([{ path: 'large.jpg', failure: large }]);
    expect(await catalog.reader.failuresPage(0, 9, 'timed-out')).toEqual([]);
    expect(await catalog.writer.retryFailures({ kind: 'too-large' })).toEqual([
      { root: elsewhere.root, rootPath: '/elsewhere', path: 'large.jpg' },
    ]);
  });

  it('are those of present pictures, with their place', async () => {
    expect(await listed()).toEqual([
      ['/photos', 'a/1.jpg', fails],
      ['/photos', 'a/2.jpg', fails],
      ['/photos', bytes, fails],
    ]);
    await catalog.run([{ scope, files: files.slice(1) }]);
    expect(await listed()).toHaveLength(2);
  });

  it('are read a page at a time, all of them once', async () => {
    const many = Array.from({ length: 1203 }, (_, index): MadeFile => {
      return { path: `m/${index}.jpg`, content: `m${index}`, fails };
    });
    const elsewhere = await catalog.place('/elsewhere');
    await catalog.run([{ scope: elsewhere, files: many }]);
    const paths = (await listed()).map((row) => (row as readonly unknown[])[1]);
    expect(paths).toHaveLength(1206);
    expect(new Set(paths).size).toBe(1206);
  });
});

describe('a page of failures', () => {
  it('begins after a row, and is a part of the whole list', async () => {
    const pages = [];
    let after = 0;
    for (;;) {
      const page = await catalog.reader.failuresPage(after, 2, null);
      pages.push(page);
      after = page.at(-1)?.picture ?? 0;
      if (page.length < 2) break;
    }
    expect(pages.map((page) => page.length)).toEqual([2, 1]);
    const rows = pages.flat().map(({ rootPath, path, failure }) => [rootPath, path, failure]);
    expect(rows).toEqual(await listed());
  });
});

describe('retrying failures', () => {
  const retry = async (...paths: readonly (string | Uint8Array)[]): Promise<readonly unknown[]> =>
    (await catalog.writer.retryFailures(paths)).map(({ path }) => path);

  it('of a file lets the next run try it, and no other', async () => {
    expect(await catalog.writer.retryFailures(['/photos/a/1.jpg'])).toEqual([
      { root: scope.root, rootPath: '/photos', path: 'a/1.jpg' },
    ]);
    // It is a failure until it has another result: the run that tries it may never get there.
    expect(await listed()).toHaveLength(3);
    const { statuses } = await catalog.run([{ scope, files: files.map(({ path, content }) => ({ path, content })) }]);
    expect(statuses).toEqual(['classified', 'failed', 'failed', 'unchanged']);
    expect(await listed()).toHaveLength(2);
  });

  it('is for one run', async () => {
    await catalog.writer.retryFailures(null);
    const run = await catalog.writer.beginRun(catalog.request(), '');
    await catalog.writer.endRun(run, '');
    const { statuses } = await catalog.run([{ scope, files: files.map(({ path, content }) => ({ path, content })) }]);
    expect(statuses).toEqual(['failed', 'failed', 'failed', 'unchanged']);
  });

  it('of folders takes all below them, each once', async () => {
    expect(await retry('/photos/a', '/photos/a/2.jpg')).toEqual(['a/1.jpg', 'a/2.jpg']);
    expect(await retry('/photos/b')).toEqual([bytes]);
  });

  it('of a folder above a root takes the whole root', async () => {
    expect(await retry('/')).toEqual(['a/1.jpg', 'a/2.jpg', bytes]);
  });

  it('of a path that is no UTF-8', async () => {
    expect(await retry(Uint8Array.from(Buffer.from('/photos/b/\xff.jpg', 'latin1')))).toEqual([bytes]);
  });

  it('of a path that failed nowhere changes nothing', async () => {
    expect(await retry('/photos/good.jpg', '/photos/a/1', '/elsewhere')).toEqual([]);
    expect(await listed()).toHaveLength(3);
  });

  it('of all takes all', async () => {
    expect(await catalog.writer.retryFailures(null)).toHaveLength(3);
  });

  it('of chosen rows takes those of them that failed, each once', async () => {
    const [first, , third] = await catalog.reader.failuresPage(0, 3, null);
    const good = catalog.rows("SELECT id FROM pictures WHERE path = 'good.jpg'")[0]?.['id'] as number;
    const pictures = [third!.picture, first!.picture, third!.picture, good, 4711];
    expect(await catalog.writer.retryFailures({ pictures })).toEqual(
      [first!, third!].map(({ path }) => ({ root: scope.root, rootPath: '/photos', path })),
    );
    const { statuses } = await catalog.run([{ scope, files: files.map(({ path, content }) => ({ path, content })) }]);
    expect(statuses.filter((status) => status === 'failed')).toHaveLength(1);
  });
});
