import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Scope } from '../../main/catalog/catalog.ts';
import { classificationOf, contentOf, openTestCatalog } from './opened-catalog.ts';
import type { OpenedCatalog } from './opened-catalog.ts';

let catalog: OpenedCatalog;
let scope: Scope;
beforeEach(async () => {
  catalog = await openTestCatalog();
  scope = await catalog.place('/photos');
  const files = ['a/1.jpg', 'a/2.jpg', 'b/3.jpg'].map((path) => ({ path, size: 1, mtimeNs: 1n }));
  await catalog.writer.enterFiles(scope.root, files, catalog.request());
});
afterEach(() => catalog.close());

/** The program dies, and the next one takes over what it left. */
async function die(): Promise<number> {
  await catalog.die();
  return (await catalog.writer.inheritMarks()).quarantined;
}

/** The program dies while it runs this picture alone. */
async function dieAloneWith(picture: number): Promise<number> {
  await catalog.writer.markInFlight([picture], true);
  await catalog.writer.markHanded(picture);
  return die();
}

const suspects = async (): Promise<readonly number[]> =>
  (await catalog.writer.inheritedMarks([scope])).map(({ picture }) => picture);

describe('what a dead program left', () => {
  it('is suspect, with its place, in the scopes that are run', async () => {
    await catalog.writer.markInFlight([1, 2, 3], false);
    expect(await die()).toBe(0);
    expect(await catalog.writer.inheritedMarks([scope])).toEqual([
      { picture: 1, root: scope.root, path: 'a/1.jpg' },
      { picture: 2, root: scope.root, path: 'a/2.jpg' },
      { picture: 3, root: scope.root, path: 'b/3.jpg' },
    ]);
    const b = await catalog.place('/photos/b');
    expect(await catalog.writer.inheritedMarks([b])).toEqual([{ picture: 3, root: scope.root, path: 'b/3.jpg' }]);
    const file = { ...scope, part: { kind: 'files', files: ['a/2.jpg'] } } as const;
    expect(await catalog.writer.inheritedMarks([file, b])).toMatchObject([{ picture: 2 }, { picture: 3 }]);
  });

  it('is no suspect any more once it is marked again, or has a result', async () => {
    await catalog.writer.markInFlight([1, 2], false);
    await die();
    await catalog.writer.markInFlight([1], true);
    expect(await suspects()).toEqual([2]);
    await catalog.writer.recordResults(
      [{ kind: 'classified', picture: 2, classification: classificationOf('abc') }],
      catalog.request(),
    );
    expect(await suspects()).toEqual([]);
  });

  it('is nothing where the program ended with everything recorded', async () => {
    await catalog.writer.markInFlight([1], false);
    await catalog.writer.recordResults([{ kind: 'returned', picture: 1 }], catalog.request());
    expect(await die()).toBe(0);
    expect(await suspects()).toEqual([]);
  });
});

describe('quarantine', () => {
  it('takes three deaths in a row, alone and handed', async () => {
    expect(await dieAloneWith(1)).toBe(0);
    expect(await dieAloneWith(1)).toBe(0);
    expect(await suspects()).toEqual([1]);
    expect(await dieAloneWith(1)).toBe(1);
    expect(await suspects()).toEqual([]);
    expect(catalog.rows('SELECT picture, kind, size, mtime_ns FROM failures')).toEqual([
      { picture: 1, kind: 'worker-crashed', size: 1, mtime_ns: 1 },
    ]);
    await catalog.writer.beginScan();
    const file = { path: 'a/1.jpg', size: 1, mtimeNs: 1n };
    expect(await catalog.writer.enterFiles(scope.root, [file], catalog.request())).toMatchObject([{ kind: 'failed' }]);
  });

  it('counts no mark that was inherited and not tried', async () => {
    await catalog.writer.markInFlight([1], false);
    for (let deaths = 0; deaths < 5; deaths += 1) expect(await die()).toBe(0);
    expect(await suspects()).toEqual([1]);
    expect(catalog.rows('SELECT lone_deaths FROM marks')).toEqual([{ lone_deaths: 0 }]);
  });

  it('counts no picture that was marked alone and never handed to a worker', async () => {
    for (let deaths = 0; deaths < 5; deaths += 1) {
      await catalog.writer.markInFlight([1], true);
      expect(await die()).toBe(0);
    }
    expect(catalog.rows('SELECT lone_deaths FROM marks')).toEqual([{ lone_deaths: 0 }]);
  });

  it('is not hindered by a death before the suspect was handed, nor by suspects that were not tried', async () => {
    await dieAloneWith(1);
    await catalog.writer.markInFlight([1], true);
    await die();
    await dieAloneWith(1);
    await die();
    expect(await dieAloneWith(1)).toBe(1);
  });

  it('blames nobody where two were handed without a result between them', async () => {
    for (let deaths = 0; deaths < 4; deaths += 1) {
      await catalog.writer.markInFlight([1], true);
      await catalog.writer.markHanded(1);
      expect(await dieAloneWith(2)).toBe(0);
    }
    expect(catalog.rows('SELECT lone_deaths FROM marks')).toEqual([{ lone_deaths: 0 }, { lone_deaths: 0 }]);
  });

  it('begins anew after a death with several in flight', async () => {
    await dieAloneWith(1);
    await dieAloneWith(1);
    await catalog.writer.markInFlight([2, 3], false);
    await die();
    expect(await dieAloneWith(1)).toBe(0);
    expect(catalog.rows('SELECT lone_deaths FROM marks WHERE picture = 1')).toEqual([{ lone_deaths: 1 }]);
  });

  it('takes three of the same picture: others in between begin the row anew', async () => {
    await dieAloneWith(1);
    await dieAloneWith(1);
    expect(await dieAloneWith(2)).toBe(0);
    expect(await dieAloneWith(1)).toBe(0);
    expect(await dieAloneWith(1)).toBe(0);
    expect(await dieAloneWith(1)).toBe(1);
    expect(catalog.rows('SELECT picture FROM failures')).toEqual([{ picture: 1 }]);
  });

  it('tries first what died last, so that two killers come to their end one after the other', async () => {
    await catalog.writer.markInFlight([1, 2], false);
    await die();
    await dieAloneWith(2);
    expect(await suspects()).toEqual([2, 1]);
    let quarantined = 0;
    for (let deaths = 0; deaths < 5; deaths += 1) quarantined += await dieAloneWith((await suspects())[0]!);
    expect(quarantined).toBe(2);
    expect(await suspects()).toEqual([]);
  });

  it('forgets the deaths when the picture gets a result', async () => {
    await dieAloneWith(1);
    await dieAloneWith(1);
    await catalog.writer.markInFlight([1], true);
    await catalog.writer.recordResults([{ kind: 'returned', picture: 1 }], catalog.request());
    expect(await dieAloneWith(1)).toBe(0);
    expect(await dieAloneWith(1)).toBe(0);
  });

  it('forgets the deaths when a run ends cleanly, without the picture', async () => {
    await dieAloneWith(1);
    await dieAloneWith(1);
    const run = await catalog.writer.beginRun(catalog.request(), '{}');
    await catalog.writer.endRun(run, '{}');
    expect(await suspects()).toEqual([1]);
    expect(await dieAloneWith(1)).toBe(0);
  });

  it('follows a picture whose content changed: the row that it settled in', async () => {
    await catalog.writer.settleContent(1, contentOf('old'), catalog.request());
    await dieAloneWith(1);
    await dieAloneWith(1);
    await catalog.writer.markInFlight([1], true);
    await catalog.writer.markHanded(1);
    const { picture } = await catalog.writer.settleContent(1, contentOf('new content'), catalog.request());
    expect(picture).not.toBe(1);
    expect(await die()).toBe(0);
    expect(await suspects()).toEqual([picture]);
    expect(await dieAloneWith(picture)).toBe(0);
    expect(await dieAloneWith(picture)).toBe(1);
    expect(catalog.rows('SELECT picture, size FROM failures')).toEqual([{ picture, size: 11 }]);
  });
});
