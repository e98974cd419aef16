import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { classificationOf, contentOf, openTestCatalog } from './opened-catalog.ts';
import type { MadeFile, OpenedCatalog } from './opened-catalog.ts';
import type { Scope } from '../../main/catalog/catalog.ts';

let catalog: OpenedCatalog;
let scope: Scope;
beforeEach(async () => {
  catalog = await openTestCatalog();
  scope = await catalog.place('/photos');
});
afterEach(() => catalog.close());

const cat: MadeFile = { path: 'a/cat.jpg', content: 'cat' };
const bird: MadeFile = { path: 'a/bird.jpg', content: 'a bird' };

/** Path and state of all rows, in the order in which they were made. */
function states(): readonly string[] {
  return catalog
    .rows('SELECT id, path, state FROM pictures ORDER BY id')
    .map(({ id, path, state }) => `${String(id)} ${String(path)} ${String(state)}`);
}

describe('vanished', () => {
  it('is a picture whose folder was listed without it', async () => {
    await catalog.run([{ scope, files: [cat, bird] }]);
    expect(await catalog.run([{ scope, files: [cat] }])).toMatchObject({ vanished: 1, moved: 0 });
    expect(states()).toEqual(['1 a/cat.jpg present', '2 a/bird.jpg vanished']);
  });

  it('is not one below a folder that could not be listed', async () => {
    const bytes = Buffer.from('a/bytes-\xff.jpg', 'latin1');
    await catalog.run([{ scope, files: [cat, { path: bytes, content: 'x' }, { path: 'ab.jpg', content: 'beside' }] }]);
    expect(await catalog.run([{ scope, files: [], unlisted: ['a'] }])).toMatchObject({ vanished: 1 });
    expect(catalog.rows(`SELECT path FROM pictures WHERE state = 'vanished'`)).toEqual([{ path: 'ab.jpg' }]);
  });

  it('is not a file that could not be listed by itself', async () => {
    await catalog.run([{ scope, files: [cat, bird] }]);
    expect(await catalog.run([{ scope, files: [], unlisted: ['a/cat.jpg'] }])).toMatchObject({ vanished: 1 });
    expect(states()).toEqual(['1 a/cat.jpg present', '2 a/bird.jpg vanished']);
  });

  it('is nothing outside the part of a root that was scanned', async () => {
    await catalog.run([{ scope, files: [cat, { path: 'ab/owl.jpg', content: 'owl' }] }]);
    const part = await catalog.place('/photos/a');
    expect(part).toEqual({ root: scope.root, rootPath: '/photos', part: { kind: 'folder', prefix: 'a' } });
    expect(await catalog.run([{ scope: part, files: [] }])).toMatchObject({ vanished: 1 });
    expect(states()).toEqual(['1 a/cat.jpg vanished', '2 ab/owl.jpg present']);
  });

  it('is, of single files, only one that was named', async () => {
    const [single] = await catalog.writer.placeScopes([
      { path: '/shots/one.jpg', kind: 'file', volume: '' },
      { path: '/shots/two.jpg', kind: 'file', volume: '' },
    ]);
    await catalog.run([
      {
        scope: single!,
        files: [
          { path: 'one.jpg', content: 'one' },
          { path: 'two.jpg', content: 'twoo' },
        ],
      },
    ]);
    const [again] = await catalog.writer.placeScopes([{ path: '/shots/two.jpg', kind: 'file', volume: '' }]);
    expect(await catalog.run([{ scope: again!, files: [] }])).toMatchObject({ vanished: 1 });
    expect(states()).toEqual(['1 one.jpg present', '2 two.jpg vanished']);
  });

  it('is nothing under a root that is offline', async () => {
    await catalog.run([{ scope, files: [cat] }]);
    await catalog.writer.setRootState(scope.root, 'offline');
    expect(await catalog.run([{ scope, files: [] }])).toMatchObject({ vanished: 0 });
    expect(states()).toEqual(['1 a/cat.jpg present']);
  });

  it('is not a file that is there but no candidate any more, and none such is entered', async () => {
    await catalog.run([{ scope, files: [cat, bird] }]);
    await catalog.writer.beginScan();
    await catalog.writer.enterFiles(
      scope.root,
      [{ path: cat.path, size: 3, mtimeNs: 1_000_000_000n }],
      catalog.request(),
    );
    await catalog.writer.seeOthers(scope.root, [bird.path, 'notes.txt']);
    expect(await catalog.writer.sweep([{ scope, unlisted: [] }])).toEqual({ vanished: 0, moved: 0 });
    expect(states()).toEqual(['1 a/cat.jpg present', '2 a/bird.jpg present']);
  });

  it('takes the mark with it', async () => {
    await catalog.run([{ scope, files: [cat] }]);
    await catalog.writer.markInFlight([1], false);
    await catalog.run([{ scope, files: [] }]);
    expect(catalog.rows('SELECT * FROM marks')).toEqual([]);
  });

  it('ends when the file is back as it was: the same picture, unchanged', async () => {
    await catalog.run([{ scope, files: [cat] }]);
    await catalog.run([{ scope, files: [] }]);
    expect(await catalog.run([{ scope, files: [cat] }])).toMatchObject({ statuses: ['unchanged'], moved: 0 });
    expect(states()).toEqual(['1 a/cat.jpg present']);
  });
});

describe('moved', () => {
  const moved: MadeFile = { ...cat, path: 'b/renamed.jpg' };

  it('lets the old row take the new path, with its predictions and its id', async () => {
    await catalog.run([{ scope, files: [cat] }]);
    expect(await catalog.run([{ scope, files: [moved] }])).toEqual({ vanished: 0, moved: 1, statuses: ['reused'] });
    expect(states()).toEqual(['1 b/renamed.jpg present']);
    expect(catalog.rows('SELECT picture, rank, class FROM predictions WHERE rank = 1')).toEqual([
      { picture: 1, rank: 1, class: 3 },
    ]);
    expect(
      catalog.rows('SELECT f.path, p.name FROM pictures p JOIN folders f ON f.id = p.folder WHERE p.id = 1'),
    ).toEqual([{ path: 'b', name: 'renamed.jpg' }]);
    expect(await catalog.run([{ scope, files: [moved] }])).toEqual({ vanished: 0, moved: 0, statuses: ['unchanged'] });
  });

  it('keeps the old row a model and a larger k that only it had', async () => {
    const other = await catalog.writer.registerModel({
      digest: 'ff',
      name: 'other',
      variant: 'b1',
      classes: 1000,
      labelSet: 'imagenet-1k',
    });
    await catalog.run([{ scope, files: [cat] }], catalog.request(10));
    await catalog.run([{ scope, files: [cat] }], { model: other, k: 3 });
    await catalog.run([{ scope, files: [moved] }], catalog.request(5));
    expect(catalog.rows('SELECT picture, model, asked_k FROM classifications ORDER BY model')).toEqual([
      { picture: 1, model: 1, asked_k: 10 },
      { picture: 1, model: other, asked_k: 3 },
    ]);
    expect(catalog.rows('SELECT count(*) AS n FROM predictions')).toEqual([{ n: 13 }]);
  });

  it('brings along what the new row has more', async () => {
    await catalog.run([{ scope, files: [cat] }], catalog.request(3));
    await catalog.run([{ scope, files: [moved] }], catalog.request(8));
    expect(catalog.rows('SELECT picture, asked_k FROM classifications')).toEqual([{ picture: 1, asked_k: 8 }]);
    expect(catalog.rows('SELECT count(*) AS n FROM predictions')).toEqual([{ n: 8 }]);
  });

  it('leaves a smaller k of the new row', async () => {
    await catalog.run([{ scope, files: [cat] }], catalog.request(10));
    await catalog.writer.beginScan();
    const file = { path: moved.path, size: 3, mtimeNs: 1_000_000_000n };
    await catalog.writer.enterFiles(scope.root, [file], catalog.request(2));
    await catalog.writer.settleContent(2, contentOf('cat'), catalog.request(2));
    const classification = classificationOf('other', 2);
    await catalog.writer.recordResults([{ kind: 'classified', picture: 2, classification }], catalog.request(2));
    expect(await catalog.writer.sweep([{ scope, unlisted: [] }])).toEqual({ vanished: 0, moved: 1 });
    expect(catalog.rows('SELECT picture, asked_k FROM classifications')).toEqual([{ picture: 1, asked_k: 10 }]);
    expect(await catalog.reader.predictions(1, [1])).toEqual([classificationOf('cat', 10).scores]);
  });

  it('never goes under a root that was lost during the scan', async () => {
    const elsewhere = await catalog.place('/elsewhere');
    await catalog.run([{ scope, files: [cat] }]);
    await catalog.writer.beginScan();
    const file = { path: moved.path, size: 3, mtimeNs: 1_000_000_000n };
    await catalog.writer.enterFiles(elsewhere.root, [file], catalog.request());
    await catalog.writer.settleContent(2, contentOf('cat'), catalog.request());
    await catalog.writer.setRootState(elsewhere.root, 'offline');
    const both = [scope, elsewhere].map((part) => ({ scope: part, unlisted: [] }));
    expect(await catalog.writer.sweep(both)).toEqual({ vanished: 1, moved: 0 });
    expect(states()).toEqual(['1 a/cat.jpg vanished', '2 b/renamed.jpg present']);
    // It is still new: the next scan that sees it decides.
    await catalog.writer.setRootState(elsewhere.root, 'online');
    expect(await catalog.run([{ scope: elsewhere, files: [moved] }])).toMatchObject({ moved: 1 });
  });

  it('never goes to a new picture that this scan could not see', async () => {
    await catalog.run([{ scope, files: [cat] }]);
    const file = { path: moved.path, size: 3, mtimeNs: 1_000_000_000n };
    await catalog.writer.enterFiles(scope.root, [file], catalog.request());
    await catalog.writer.settleContent(2, contentOf('cat'), catalog.request());
    await catalog.die();
    expect(await catalog.run([{ scope, files: [], unlisted: ['b'] }])).toMatchObject({ vanished: 1, moved: 0 });
    expect(await catalog.run([{ scope, files: [moved] }])).toMatchObject({ vanished: 0, moved: 1 });
  });

  it.each([1, 2])('is, of two that vanished, the one that did last: row %i', async (last) => {
    const both: readonly MadeFile[] = [cat, { ...cat, path: 'a/copy.jpg' }];
    await catalog.run([{ scope, files: both }]);
    await catalog.run([{ scope, files: [both[last - 1]!] }]);
    // The catalog keeps milliseconds.
    const moment = Date.now();
    while (Date.now() === moment) await setImmediate();
    await catalog.run([{ scope, files: [] }]);
    expect(await catalog.run([{ scope, files: [moved] }])).toMatchObject({ moved: 1 });
    expect(catalog.rows(`SELECT id, path FROM pictures WHERE state = 'present'`)).toEqual([
      { id: last, path: 'b/renamed.jpg' },
    ]);
  });

  it('happens from one root to another', async () => {
    const elsewhere = await catalog.place('/elsewhere');
    await catalog.run([
      { scope, files: [cat] },
      { scope: elsewhere, files: [] },
    ]);
    const report = await catalog.run([
      { scope, files: [] },
      { scope: elsewhere, files: [moved] },
    ]);
    expect(report).toMatchObject({ vanished: 0, moved: 1 });
    expect(catalog.rows('SELECT id, root, path, state FROM pictures')).toEqual([
      { id: 1, root: elsewhere.root, path: 'b/renamed.jpg', state: 'present' },
    ]);
  });

  it('is found when the old folder was scanned in a run before', async () => {
    const elsewhere = await catalog.place('/elsewhere');
    await catalog.run([{ scope, files: [cat] }]);
    expect(await catalog.run([{ scope, files: [] }])).toMatchObject({ vanished: 1 });
    expect(await catalog.run([{ scope: elsewhere, files: [moved] }])).toMatchObject({ vanished: 0, moved: 1 });
    expect(catalog.rows('SELECT id, root FROM pictures')).toEqual([{ id: 1, root: elsewhere.root }]);
  });

  it('is a copy where the old one is still there', async () => {
    await catalog.run([{ scope, files: [cat] }]);
    expect(await catalog.run([{ scope, files: [cat, moved] }])).toMatchObject({
      vanished: 0,
      moved: 0,
      statuses: ['unchanged', 'reused'],
    });
    expect(states()).toEqual(['1 a/cat.jpg present', '2 b/renamed.jpg present']);
  });

  it('is a copy where two new ones have its digest', async () => {
    await catalog.run([{ scope, files: [cat] }]);
    const report = await catalog.run([{ scope, files: [moved, { ...moved, path: 'b/again.jpg' }] }]);
    expect(report).toMatchObject({ vanished: 1, moved: 0 });
    expect(states()).toEqual(['1 a/cat.jpg vanished', '2 b/renamed.jpg present', '3 b/again.jpg present']);
  });

  it('is a copy from a root that is offline', async () => {
    const elsewhere = await catalog.place('/elsewhere');
    await catalog.run([{ scope, files: [cat, bird] }]);
    await catalog.run([{ scope, files: [cat] }]);
    await catalog.writer.setRootState(scope.root, 'offline');
    const report = await catalog.run([{ scope: elsewhere, files: [moved, { ...bird, path: 'bird.jpg' }] }]);
    expect(report).toMatchObject({ vanished: 0, moved: 0 });
    expect(states()).toEqual([
      '1 a/cat.jpg present',
      '2 a/bird.jpg vanished',
      '3 b/renamed.jpg present',
      '4 bird.jpg present',
    ]);
  });

  it('never goes to a picture that an earlier scan had seen', async () => {
    await catalog.run([{ scope, files: [cat, moved] }]);
    expect(await catalog.run([{ scope, files: [moved] }])).toMatchObject({ vanished: 1, moved: 0 });
    expect(states()).toEqual(['1 a/cat.jpg vanished', '2 b/renamed.jpg present']);
  });

  it('is decided by the next whole scan, where the first was killed before its end', async () => {
    await catalog.run([{ scope, files: [cat] }]);
    const entered = await catalog.writer.enterFiles(
      scope.root,
      [{ path: moved.path, size: 3, mtimeNs: 1_000_000_000n }],
      catalog.request(),
    );
    expect(entered).toMatchObject([{ kind: 'pending', picture: 2 }]);
    await catalog.die();
    expect(await catalog.run([{ scope, files: [moved] }])).toMatchObject({ vanished: 0, moved: 1 });
    expect(states()).toEqual(['1 b/renamed.jpg present']);
  });

  it('carries a failure to the new path: the file is not tried again', async () => {
    const broken: MadeFile = {
      path: 'a/broken.jpg',
      content: 'broken',
      fails: { kind: 'unreadable-picture', detail: 'No picture.' },
    };
    await catalog.run([{ scope, files: [broken] }]);
    const renamed = { ...broken, path: 'b/broken.jpg', mtime: 5 };
    expect(await catalog.run([{ scope, files: [renamed] }])).toMatchObject({ moved: 1, statuses: ['failed'] });
    expect(states()).toEqual(['1 b/broken.jpg present']);
    await catalog.writer.beginScan();
    expect(
      await catalog.writer.enterFiles(
        scope.root,
        [{ path: 'b/broken.jpg', size: 6, mtimeNs: 5_000_000_000n }],
        catalog.request(),
      ),
    ).toMatchObject([{ kind: 'failed', picture: 1, failure: { kind: 'unreadable-picture' } }]);
  });
});
