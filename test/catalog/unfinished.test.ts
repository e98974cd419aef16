import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ScannedNames, Scope } from '../../main/catalog/catalog.ts';
import { openTestCatalog } from './opened-catalog.ts';
import type { OpenedCatalog } from './opened-catalog.ts';

const failure = { kind: 'too-large', detail: 'Too large.' } as const;
const bytes = Uint8Array.from([0x66, 0xff, 0x2e, 0x6a, 0x70, 0x67]);
/** Of folders, a scan takes these. */
const names: ScannedNames = { files: ['*.jpg', '*.été'], passedFiles: ['.*'], passedFolders: ['.*', 'lost+found'] };

let catalog: OpenedCatalog;
let photos: Scope;
beforeEach(async () => {
  catalog = await openTestCatalog();
  photos = await catalog.place('/photos');
  await catalog.run([
    {
      scope: photos,
      files: [
        { path: 'done.jpg', content: 'done' },
        { path: 'failed.jpg', content: 'broken', fails: failure },
      ],
    },
  ]);
});
afterEach(() => catalog.close());

const model = (): number => catalog.request().model;
const folder = (scope: Scope) => ({ root: scope.root, path: scope.rootPath, kind: 'folder' });
const unfinished = () => catalog.reader.unfinished(model(), names);
const enter = async (scope: Scope, ...paths: readonly (string | Uint8Array)[]): Promise<readonly number[]> => {
  const files = paths.map((path) => ({ path, size: 1, mtimeNs: 1n }));
  return (await catalog.writer.enterFiles(scope.root, files, catalog.request())).map(({ picture }) => picture);
};

describe('unfinished work', () => {
  it('is none where every picture has a result', async () => {
    expect(await unfinished()).toEqual({ pictures: 0, places: [] });
  });

  it('is what was entered and never tried, of this model', async () => {
    await enter(photos, 'new.jpg', bytes);
    expect(await unfinished()).toEqual({ pictures: 2, places: [folder(photos)] });
    // The failed one is not tried again by another model either.
    expect(await catalog.reader.unfinished(model() + 1, names)).toEqual({ pictures: 3, places: [folder(photos)] });
  });

  it('is what a dead program had in flight, whatever was known of it', async () => {
    const [done] = catalog.rows("SELECT id FROM pictures WHERE path = 'done.jpg'");
    await catalog.writer.markInFlight([done?.['id'] as number], false);
    await catalog.die();
    expect(await unfinished()).toEqual({ pictures: 1, places: [folder(photos)] });
  });

  it('goes on in a folder that was never scanned to its end', async () => {
    const begun = await catalog.place('/begun');
    expect(await unfinished()).toEqual({ pictures: 0, places: [folder(begun)] });
  });

  it('leaves out what a scan of its folder passes by, unless a dead program had it in flight', async () => {
    const passed = ['new.png', '.new.jpg', 'a/.b/c/new.jpg', 'a/LOST+FOUND/new.jpg', '.jpg', 'jpg', 'a.jpg/new'];
    const [png] = await enter(photos, ...passed);
    expect(await unfinished()).toEqual({ pictures: 0, places: [] });
    await enter(photos, 'NEW.JPG', 'a/.b.jpg.jpg', 'a/found/lost+found.jpg', 'new.ÉTÉ', bytes);
    expect(await unfinished()).toEqual({ pictures: 4, places: [folder(photos)] });
    await catalog.writer.markInFlight([png!], false);
    await catalog.die();
    expect(await unfinished()).toEqual({ pictures: 5, places: [folder(photos)] });
  });

  it('goes on in a folder whose name is passed by elsewhere, where it was named itself', async () => {
    const hidden = await catalog.place('/.hidden');
    await catalog.run([{ scope: hidden, files: [] }]);
    await enter(hidden, 'new.jpg');
    expect(await unfinished()).toEqual({ pictures: 1, places: [folder(hidden)] });
  });

  it('leaves out what is offline or gone', async () => {
    await enter(photos, 'new.jpg');
    await catalog.writer.setRootState(photos.root, 'offline');
    expect(await unfinished()).toEqual({ pictures: 0, places: [] });
    await catalog.writer.setRootState(photos.root, 'online');
    await catalog.run([{ scope: photos, files: [] }]);
    expect(await unfinished()).toEqual({ pictures: 0, places: [] });
  });

  it('names single files where only they were named', async () => {
    const scopes = await catalog.writer.placeScopes(
      ['/single/a.jpg', '/single/b'].map((path) => ({ path, kind: 'file', volume: '' })),
    );
    const scope = scopes[0]!;
    const file = (path: string) => ({ root: scope.root, path, kind: 'file' });
    await catalog.run([{ scope, files: [{ path: 'a.jpg', content: 'a' }] }]);
    await enter(scope, 'b');
    expect(await unfinished()).toEqual({ pictures: 1, places: [file('/single/b')] });
    expect(await catalog.reader.placesOfRoot(scope.root)).toEqual([file('/single/a.jpg'), file('/single/b')]);
  });
});

it('tells where a root is scanned from', async () => {
  expect(await catalog.reader.placesOfRoot(photos.root)).toEqual([folder(photos)]);
  expect(await catalog.reader.placesOfRoot(4711)).toBeNull();
});
