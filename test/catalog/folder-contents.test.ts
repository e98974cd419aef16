import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFolderContents, type FolderContents } from '../../main/catalog/folder-contents.ts';
import { createOverview } from '../../main/catalog/overview.ts';
import { displayPath, joinPath } from '../../shared/file-path.ts';
import { buildCatalog, type CatalogBuilder } from './catalog-builder.ts';

let catalog: CatalogBuilder;
let contents: FolderContents;
let model: number;
beforeEach(() => {
  catalog = buildCatalog();
  contents = createFolderContents(catalog.db);
  model = catalog.addModel('m');
});
afterEach(() => {
  catalog.close();
});

const scores = () => ({ [model]: [{ index: 0, score: 0.5 }] });
const failure = { kind: 'too-large', detail: 'Too large.' } as const;
const topOf = (root: number): number =>
  createOverview(catalog.db)
    .roots(null)
    .find((described) => described.root === root)?.folder ?? 0;

describe('folders below others', () => {
  it('are counted with all below them, and left out where nothing is present', () => {
    const root = catalog.addRoot({ path: '/photos' });
    catalog.addPicture(root, { path: 'at the top.jpg', scores: scores() });
    catalog.addPicture(root, { path: '2025/a.jpg', scores: scores() });
    catalog.addPicture(root, { path: '2025/trip/b.jpg', scores: scores(), failure });
    catalog.addPicture(root, { path: '2025/trip/c.jpg' });
    catalog.addPicture(root, { path: '2025 b/d.jpg', scores: scores() });
    catalog.addPicture(root, { path: 'gone/e.jpg', state: 'vanished' });
    const other = catalog.addRoot({ path: '/other', state: 'offline' });
    catalog.addPicture(other, { path: '2025/a.jpg' });

    const [first, second, third] = contents.foldersBelow([topOf(root), topOf(other)], model);
    expect(first).toEqual({
      ...{ folder: first?.folder, parent: topOf(root), root, path: '/photos/2025', name: '2025', hasFolders: true },
      ...{ present: 3, classified: 1, failed: 1 },
    });
    expect(second).toMatchObject({ path: '/photos/2025 b', hasFolders: false, present: 1, classified: 1, failed: 0 });
    expect(third).toMatchObject({ path: '/other/2025', root: other, present: 1, classified: 0 });
    expect(contents.foldersBelow([first?.folder ?? 0], model)).toMatchObject([
      { path: '/photos/2025/trip', parent: first?.folder, present: 2, classified: 0, failed: 1 },
    ]);
    expect(contents.foldersBelow([first?.folder ?? 0], null)).toMatchObject([{ present: 2, classified: 0 }]);
    expect(contents.foldersBelow([], model)).toEqual([]);
  });

  it('are told where their names are no UTF-8, with what is below them', () => {
    const root = catalog.addRoot({ path: '/photos' });
    const name = Uint8Array.from([0x63, 0xe9]);
    catalog.addPicture(root, { path: joinPath(name, 'in/a.jpg') });
    const [folder] = contents.foldersBelow([topOf(root)], model);
    expect(folder).toMatchObject({ name, present: 1, hasFolders: true });
    expect(displayPath(folder?.path ?? '')).toBe('/photos/c\u{fffd}');
    expect(contents.foldersBelow([folder?.folder ?? 0], model)).toMatchObject([{ name: 'in', present: 1 }]);
  });
});

describe('what would go with a root', () => {
  it('are its present pictures with their tags, those told apart that no other root has pictures of', () => {
    const root = catalog.addRoot({ path: '/photos' });
    const other = catalog.addRoot({ path: '/other' });
    catalog.addPicture(root, { path: 'a', content: 'a', tags: ['only here', 'both'] });
    catalog.addPicture(root, { path: 'b', content: 'b', tags: ['Also here', 'only here'] });
    catalog.addPicture(root, { path: 'c', content: 'c', state: 'vanished', tags: ['vanished'] });
    catalog.addPicture(root, { path: 'd', content: 'd', tags: ['on a copy'] });
    catalog.addPicture(other, { path: 'd', content: 'd' });
    catalog.addPicture(other, { path: 'e', content: 'e', tags: ['both', 'there'] });
    expect(contents.previewForget(root)).toEqual({
      pictures: 3,
      tags: [
        { name: 'Also here', pictures: 1, isLost: true },
        { name: 'both', pictures: 1, isLost: false },
        { name: 'on a copy', pictures: 1, isLost: false },
        { name: 'only here', pictures: 2, isLost: true },
      ],
    });
    expect(contents.previewForget(4711)).toEqual({ pictures: 0, tags: [] });
  });
});

describe('known files of a root', () => {
  it('are some of all of it', () => {
    const root = catalog.addRoot({ path: '/photos' });
    const names = Array.from({ length: 10 }, (_, at) => `${String(at)}/${String(at)}.jpg`);
    for (const path of names) catalog.addPicture(root, { path, size: 7 });
    catalog.addPicture(root, { path: 'gone', state: 'vanished' });
    expect(contents.knownFiles(root, 5).map(({ path }) => path)).toEqual([1, 3, 5, 7, 9].map((at) => names[at]));
    expect(contents.knownFiles(root, 100)).toHaveLength(10);
    expect(contents.knownFiles(root, 100)[0]).toEqual({ path: '0/0.jpg', size: 7 });
  });
});
