import { describe, expect, it } from 'vitest';
import type { KnownFolder } from '../../main/catalog/reader-answers.ts';
import { partsByFolder } from '../../main/core/search-folders.ts';

const PARENTS = [null, 1, 2, 2, 4, null];
const PATHS = ['/home/photos', '/home/photos/2025', '/home/photos/2025/06', '/home/photos/2025/07'];
const FOLDERS = [...PATHS, '/home/photos/2025/07/sea', '/media/photos'].map((path, at): KnownFolder => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { folder: at + 1, parent: PARENTS[at] ?? null, root: at < 5 ? 1 : 2, volume: '', path, name, pictures: 9 };
});
const counts = (pictures: Readonly<Record<number, number>>) =>
  Object.entries(pictures).map(([folder, found]) => ({ folder: Number(folder), pictures: found }));
const parts = (pictures: Readonly<Record<number, number>>, most = 12) =>
  partsByFolder(FOLDERS, counts(pictures), most).map(({ name, pictures: found }) => `${name} ${found}`);

describe('what a search finds, by folder', () => {
  it('is parted on the first level that parts it, folders below counted in, the fullest first', () => {
    expect(parts({ 3: 2, 4: 1, 5: 4 })).toEqual(['07 5', '06 2']);
    expect(parts({ 3: 2, 4: 1, 5: 4 }, 1)).toEqual(['07 5']);
    expect(parts({ 4: 1, 5: 4 })).toEqual(['sea 4']);
  });

  it('is not parted where all of it lies in one folder', () => {
    expect(parts({ 5: 4 })).toEqual([]);
    expect(parts({})).toEqual([]);
  });

  it('tells folders of one name apart', () => {
    expect(parts({ 3: 1, 6: 2 })).toEqual(['photos (media) 2', 'photos (home) 1']);
    const cards = ['1A', '2B'].map((volume, at): KnownFolder => {
      return { folder: at + 1, parent: null, root: at + 1, volume, path: '/card', name: 'card', pictures: 1 };
    });
    expect(partsByFolder(cards, counts({ 1: 1, 2: 3 }), 12)).toEqual([
      { name: '/card 2B', path: '/card', volume: '2B', pictures: 3 },
      { name: '/card 1A', path: '/card', volume: '1A', pictures: 1 },
    ]);
  });
});
