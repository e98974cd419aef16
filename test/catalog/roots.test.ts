import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NamedPath, Scope } from '../../main/catalog/catalog.ts';
import type { FilePath } from '../../shared/file-path.ts';
import { openTestCatalog } from './opened-catalog.ts';
import type { MadeFile, OpenedCatalog } from './opened-catalog.ts';

let catalog: OpenedCatalog;
beforeEach(async () => {
  catalog = await openTestCatalog();
});
afterEach(() => catalog.close());

const folder = (path: FilePath, volume = ''): NamedPath => ({ path, kind: 'folder', volume });
const file = (path: FilePath, volume = ''): NamedPath => ({ path, kind: 'file', volume });
const place = (...named: NamedPath[]): Promise<readonly Scope[]> => catalog.writer.placeScopes(named);
const whole = (root: number, rootPath: FilePath, prefix: FilePath = ''): Scope => {
  return { root, rootPath, part: { kind: 'folder', prefix } };
};
const single = (root: number, rootPath: FilePath, ...files: FilePath[]): Scope => {
  return { root, rootPath, part: { kind: 'files', files } };
};
const roots = (): readonly unknown[] => catalog.rows('SELECT id, path, volume, kind, state FROM roots ORDER BY id');
const pictures = (): readonly unknown[] => catalog.rows('SELECT id, root, path FROM pictures ORDER BY id');
const cat: MadeFile = { path: 'a/cat.jpg', content: 'cat' };

describe('a named folder', () => {
  it('outside every root becomes one, and is found again', async () => {
    expect(await place(folder('/photos'))).toEqual([whole(1, '/photos')]);
    expect(await place(folder('/photos'))).toEqual([whole(1, '/photos')]);
    expect(await place(folder('/photos2'))).toEqual([whole(2, '/photos2')]);
    expect(catalog.rows('SELECT root, path, name FROM folders')).toEqual([
      { root: 1, path: '', name: 'photos' },
      { root: 2, path: '', name: 'photos2' },
    ]);
  });

  it('inside a known root belongs to it', async () => {
    await place(folder('/photos'));
    expect(await place(folder('/photos/2024/summer'))).toEqual([whole(1, '/photos', '2024/summer')]);
    expect(roots()).toHaveLength(1);
  });

  it('may be the root of everything', async () => {
    await place(folder('/photos'));
    expect(await place(folder('/'))).toEqual([whole(2, '/')]);
    expect(await place(folder('/etc'))).toEqual([whole(2, '/', 'etc')]);
    expect(roots()).toHaveLength(1);
  });

  it('may be a Windows drive, and lie below one', async () => {
    expect(await place(folder('D:\\Photos'))).toEqual([whole(1, 'D:\\Photos')]);
    await catalog.run([{ scope: whole(1, 'D:\\Photos'), files: [cat] }]);
    expect(await place(folder('D:\\'))).toEqual([whole(2, 'D:\\')]);
    expect(pictures()).toEqual([{ id: 1, root: 2, path: 'Photos/a/cat.jpg' }]);
    expect(await place(folder('D:\\Photos\\a'))).toEqual([whole(2, 'D:\\', 'Photos/a')]);
  });

  it('may have a name that is no UTF-8', async () => {
    const name = Uint8Array.from(Buffer.from('/disk/\xe9t\xe9', 'latin1'));
    expect(await place(folder(name))).toEqual([whole(1, name)]);
    const inside = Uint8Array.from(Buffer.from('/disk/\xe9t\xe9/a', 'latin1'));
    expect(await place(folder(inside))).toEqual([whole(1, name, 'a')]);
  });
});

describe('a folder above known roots', () => {
  it('adopts their pictures, ids kept, and replaces them', async () => {
    const bytes = Uint8Array.from(Buffer.from('b/\xff.jpg', 'latin1'));
    const [inner] = await place(folder('/home/me/photos'));
    await catalog.run([{ scope: inner!, files: [cat, { path: bytes, content: 'bytes' }] }]);
    const [outer] = await place(folder('/home'));
    expect(outer).toEqual(whole(2, '/home'));
    expect(roots()).toEqual([{ id: 2, path: '/home', volume: '', kind: 'folder', state: 'online' }]);
    expect(pictures()).toEqual([
      { id: 1, root: 2, path: 'me/photos/a/cat.jpg' },
      { id: 2, root: 2, path: Buffer.from('me/photos/b/\xff.jpg', 'latin1') },
    ]);
    expect(
      catalog.rows(`SELECT f.path, f.name, above.path AS parent FROM folders f
        LEFT JOIN folders above ON above.id = f.parent ORDER BY f.path`),
    ).toEqual([
      { path: '', name: 'home', parent: null },
      { path: 'me', name: 'me', parent: '' },
      { path: 'me/photos', name: 'photos', parent: 'me' },
      { path: 'me/photos/a', name: 'a', parent: 'me/photos' },
      { path: 'me/photos/b', name: 'b', parent: 'me/photos' },
    ]);
    const moved = { ...cat, path: 'me/photos/a/cat.jpg' };
    const report = await catalog.run([
      { scope: outer!, files: [moved, { path: Buffer.from('me/photos/b/\xff.jpg', 'latin1'), content: 'bytes' }] },
    ]);
    expect(report).toEqual({ vanished: 0, moved: 0, statuses: ['unchanged', 'unchanged'] });
    expect(catalog.rows('PRAGMA foreign_key_check')).toEqual([]);
  });

  it('whose name is no UTF-8 adopts text as bytes', async () => {
    const [inner] = await place(folder(Uint8Array.from(Buffer.from('/d/\xff/photos', 'latin1'))));
    await catalog.run([{ scope: inner!, files: [cat] }]);
    await place(folder('/d'));
    expect(pictures()).toEqual([{ id: 1, root: 2, path: Buffer.from('\xff/photos/a/cat.jpg', 'latin1') }]);
    expect(catalog.rows('SELECT name FROM folders ORDER BY id')).toEqual([
      { name: 'd' },
      { name: Buffer.from('\xff', 'latin1') },
      { name: 'photos' },
      { name: 'a' },
    ]);
  });

  it('leaves one alone that is offline: its pictures are not there to be seen', async () => {
    const [inner] = await place(folder('/media/disk'));
    await catalog.run([{ scope: inner!, files: [cat] }]);
    await catalog.writer.setRootState(1, 'offline');
    const [outer] = await place(folder('/media'));
    expect(await catalog.run([{ scope: outer!, files: [] }])).toMatchObject({ vanished: 0 });
    expect(pictures()).toEqual([{ id: 1, root: 1, path: 'a/cat.jpg' }]);
    // Named itself, it is there: now it is adopted.
    expect(await place(folder('/media/disk'))).toEqual([whole(2, '/media', 'disk')]);
    expect(pictures()).toEqual([{ id: 1, root: 2, path: 'disk/a/cat.jpg' }]);
  });

  it('that met their files by itself keeps its rows; the others are vanished', async () => {
    const [inner] = await place(folder('/media/disk'));
    await catalog.run([{ scope: inner!, files: [cat] }]);
    await catalog.writer.setRootState(1, 'offline');
    const [outer] = await place(folder('/media'));
    await catalog.run([{ scope: outer!, files: [{ ...cat, path: 'disk/a/cat.jpg' }] }]);
    await place(folder('/media/disk'));
    expect(catalog.rows('SELECT id, root, path, state FROM pictures')).toEqual([
      { id: 1, root: 2, path: 'disk/a/cat.jpg', state: 'vanished' },
      { id: 2, root: 2, path: 'disk/a/cat.jpg', state: 'present' },
    ]);
    expect(catalog.rows('SELECT count(*) AS n FROM folders WHERE root = 1')).toEqual([{ n: 0 }]);
  });

  it('leaves one on another volume alone', async () => {
    await place(folder('/media/disk', 'disk'));
    expect(await place(folder('/media', 'system'))).toEqual([whole(2, '/media')]);
    expect(await place(folder('/media/disk/a', 'disk'))).toEqual([whole(1, '/media/disk', 'a')]);
  });
});

describe('names that overlap', () => {
  it('are merged: each file is in one scope', async () => {
    const scopes = await place(
      file('/photos/a/cat.jpg'),
      folder('/photos/a/b'),
      folder('/photos/a'),
      folder('/photos/a/'),
      file('/photos/ab.jpg'),
      file('/photos/ab.jpg'),
    );
    expect(scopes).toEqual([whole(1, '/photos/a'), single(2, '/photos', 'ab.jpg')]);
  });

  it('of one root stay apart where they do not', async () => {
    await place(folder('/photos'));
    expect(await place(folder('/photos/a'), folder('/photos/b'), file('/photos/c/1.jpg'))).toEqual([
      whole(1, '/photos', 'a'),
      whole(1, '/photos', 'b'),
      single(1, '/photos', 'c/1.jpg'),
    ]);
  });
});

describe('a single file', () => {
  it('outside every root makes its folder a root of single files', async () => {
    expect(await place(file('/shots/one.jpg'), file('/shots/two.jpg'), file('/top.jpg'))).toEqual([
      single(1, '/', 'top.jpg'),
      single(2, '/shots', 'one.jpg', 'two.jpg'),
    ]);
    expect(roots()).toMatchObject([
      { path: '/', kind: 'files' },
      { path: '/shots', kind: 'files' },
    ]);
    expect(await place(file('/shots/three.jpg'))).toEqual([single(2, '/shots', 'three.jpg')]);
  });

  it('inside a known root belongs to it', async () => {
    await place(folder('/photos'));
    expect(await place(file('/photos/a/cat.jpg'))).toEqual([single(1, '/photos', 'a/cat.jpg')]);
  });

  it('does not make the folders beside it part of its root', async () => {
    await place(file('/photos/one.jpg'));
    expect(await place(folder('/photos/sub'))).toEqual([whole(2, '/photos/sub')]);
    expect(await place(file('/photos/other/two.jpg'))).toEqual([single(3, '/photos/other', 'two.jpg')]);
  });

  it('whose folder is then named itself is part of that folder', async () => {
    const [scope] = await place(file('/photos/cat.jpg'));
    await catalog.run([{ scope: scope!, files: [{ ...cat, path: 'cat.jpg' }] }]);
    await place(folder('/photos/sub'));
    expect(await place(folder('/photos'))).toEqual([whole(1, '/photos')]);
    expect(roots()).toEqual([{ id: 1, path: '/photos', volume: '', kind: 'folder', state: 'online' }]);
    expect(pictures()).toEqual([{ id: 1, root: 1, path: 'cat.jpg' }]);
  });
});

describe('two memory cards', () => {
  it('take turns at one mount point, with the same file names', async () => {
    const [first] = await place(folder('/mnt/card', 'one'));
    await catalog.run([{ scope: first!, files: [cat] }]);
    const [second] = await place(folder('/mnt/card', 'two'));
    expect(second!.root).not.toBe(first!.root);
    expect(roots()).toMatchObject([
      { id: 1, volume: 'one', state: 'offline' },
      { id: 2, volume: 'two', state: 'online' },
    ]);
    await catalog.run([{ scope: second!, files: [{ ...cat, content: 'another' }] }]);
    expect(catalog.rows(`SELECT id, root, path FROM pictures WHERE state = 'present'`)).toEqual([
      { id: 1, root: 1, path: 'a/cat.jpg' },
      { id: 2, root: 2, path: 'a/cat.jpg' },
    ]);
    const [back] = await place(folder('/mnt/card/a', 'one'));
    expect(back).toEqual(whole(1, '/mnt/card', 'a'));
    await catalog.writer.setRootState(1, 'online');
    expect(await catalog.run([{ scope: back!, files: [cat] }])).toMatchObject({ statuses: ['unchanged'] });
    expect(roots()).toMatchObject([
      { id: 1, state: 'online' },
      { id: 2, state: 'offline' },
    ]);
  });

  it('are told apart when one moves; where it cannot be read which is there, it is the one that was last', async () => {
    await place(folder('/mnt/card', 'one'));
    await place(folder('/mnt/card', 'two'));
    expect(await place(folder('/mnt/card'))).toEqual([whole(2, '/mnt/card')]);
    expect(await catalog.writer.moveRoot('/mnt/card', '/disk/card', 'one')).toBe('moved');
    expect(roots()).toMatchObject([
      { id: 1, path: '/disk/card', volume: 'one', state: 'online' },
      { id: 2, path: '/mnt/card', volume: 'two', state: 'online' },
    ]);
  });

  it('are one root where the volume cannot be read, and it is kept once it can', async () => {
    await place(folder('/mnt/card'));
    expect(await place(folder('/mnt/card', 'one'))).toEqual([whole(1, '/mnt/card')]);
    expect(await place(folder('/mnt/card'))).toEqual([whole(1, '/mnt/card')]);
    expect(roots()).toMatchObject([{ volume: 'one' }]);
  });
});

it('tells whether a scope holds a present picture', async () => {
  const [scope] = await place(folder('/photos'));
  const has = (part: Scope['part']): Promise<boolean> => catalog.writer.hasPresentPictures({ ...scope!, part });
  expect(await has({ kind: 'folder', prefix: '' })).toBe(false);
  const bytes = Uint8Array.from(Buffer.from('b/\xff.jpg', 'latin1'));
  await catalog.run([{ scope: scope!, files: [cat, { path: bytes, content: 'bytes' }] }]);
  expect(await has({ kind: 'folder', prefix: '' })).toBe(true);
  expect(await has({ kind: 'folder', prefix: 'a' })).toBe(true);
  expect(await has({ kind: 'folder', prefix: 'b' })).toBe(true);
  expect(await has({ kind: 'folder', prefix: 'a/cat' })).toBe(false);
  expect(await has({ kind: 'files', files: ['x.jpg', 'a/cat.jpg'] })).toBe(true);
  expect(await has({ kind: 'files', files: ['a'] })).toBe(false);
  await catalog.run([{ scope: scope!, files: [] }]);
  expect(await has({ kind: 'folder', prefix: '' })).toBe(false);
});

describe('forgetting a root', () => {
  it('removes its pictures and all that is theirs, and keeps tags', async () => {
    const [scope] = await place(folder('/photos'));
    const broken: MadeFile = { path: 'x.jpg', content: 'xx', fails: { kind: 'too-large', detail: 'Too large.' } };
    await catalog.run([{ scope: scope!, files: [cat, broken] }]);
    await catalog.writer.tagScopes('kept', [scope!]);
    expect(await catalog.writer.forgetRoot('/photos')).toEqual({ pictures: 2 });
    for (const table of ['roots', 'folders', 'pictures', 'classifications', 'predictions', 'failures', 'marks']) {
      expect(catalog.rows(`SELECT * FROM ${table}`), table).toEqual([]);
    }
    expect(catalog.rows('SELECT count(*) AS n FROM tagged')).toEqual([{ n: 2 }]);
    expect(await catalog.writer.forgetRoot('/photos')).toBeNull();
  });

  it('leaves the others', async () => {
    const [one, two] = await place(folder('/one'), folder('/two'));
    await catalog.run([
      { scope: one!, files: [cat] },
      { scope: two!, files: [cat] },
    ]);
    await catalog.writer.forgetRoot('/one');
    expect(pictures()).toEqual([{ id: 2, root: 2, path: 'a/cat.jpg' }]);
    expect(catalog.rows('SELECT DISTINCT picture FROM predictions')).toEqual([{ picture: 2 }]);
  });
});

describe('moving a root', () => {
  it('changes its path and volume and keeps its pictures', async () => {
    const [scope] = await place(folder('/photos', 'old'));
    await catalog.run([{ scope: scope!, files: [cat] }]);
    await catalog.writer.setRootState(1, 'offline');
    expect(await catalog.writer.moveRoot('/photos', '/disk/pictures', 'new')).toBe('moved');
    expect(roots()).toEqual([{ id: 1, path: '/disk/pictures', volume: 'new', kind: 'folder', state: 'online' }]);
    expect(catalog.rows('SELECT path, name FROM folders')).toEqual([
      { path: '', name: 'pictures' },
      { path: 'a', name: 'a' },
    ]);
    const [moved] = await place(folder('/disk/pictures', 'new'));
    expect(await catalog.run([{ scope: moved!, files: [cat] }])).toMatchObject({ statuses: ['unchanged'] });
  });

  it('is refused where there is no such root, or another one', async () => {
    await place(folder('/photos'), folder('/disk/pictures'));
    expect(await catalog.writer.moveRoot('/nothing', '/elsewhere', '')).toBe('unknown-root');
    expect(await catalog.writer.moveRoot('/photos', '/disk', '')).toBe('overlaps');
    expect(await catalog.writer.moveRoot('/photos', '/disk/pictures', '')).toBe('overlaps');
    expect(await catalog.writer.moveRoot('/photos', '/disk/pictures/a', '')).toBe('overlaps');
    expect(await catalog.writer.moveRoot('/photos', '/photos/deeper', '')).toBe('moved');
  });
});
