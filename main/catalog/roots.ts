import type { FilePath } from '../../shared/file-path.ts';
import { createAdoptRoot } from './adopting.ts';
import type { NamedPath, Scope } from './catalog.ts';
import { atomic } from './connection.ts';
import type { ReadableDatabase, WritableDatabase } from './connection.ts';
import type { Folders } from './folders.ts';
import { pathFromColumn } from './path-column.ts';
import type { PathColumn } from './path-column.ts';
import { isSameVolume, likeliest, mergeFiles, outermost, rootAbove, rootAt } from './root-choice.ts';
import type { Root } from './root-choice.ts';
import { relativeInside, splitAbsolute } from './root-path.ts';
import { scopeRanges } from './scope.ts';

export interface Roots {
  readonly placeScopes: (paths: readonly NamedPath[]) => readonly Scope[];
  readonly setRootState: (root: number, state: 'online' | 'offline') => void;
  readonly hasPresentPictures: (scope: Scope) => boolean;
  readonly forgetRoot: (root: number | FilePath) => { readonly pictures: number } | null;
  readonly moveRoot: (from: number | FilePath, to: FilePath, volume: string) => 'moved' | 'unknown-root' | 'overlaps';
}

/** Every root, without counting anything. */
export function prepareListRoots(db: ReadableDatabase): () => readonly Root[] {
  const list = db.prepare<[], Omit<Root, 'path'> & { path: PathColumn }>(
    'SELECT id, path, volume, kind, state FROM roots ORDER BY id',
  );
  return () => list.all().map((row) => ({ ...row, path: pathFromColumn(row.path) }));
}

export function createRoots(db: WritableDatabase, folders: Folders): Roots {
  const insert = db.prepare<[FilePath, string, string, number]>(
    `INSERT INTO roots (path, volume, kind, state, added_at) VALUES (?, ?, ?, 'online', ?)`,
  );
  const insertTopFolder = db.prepare<[number, FilePath]>(
    `INSERT INTO folders (root, parent, path, name) VALUES (?, NULL, '', ?)`,
  );
  const renameTopFolder = db.prepare<[FilePath, number]>(`UPDATE folders SET name = ? WHERE root = ? AND path = ''`);
  const claim = db.prepare<[string, string, number]>('UPDATE roots SET volume = ?, kind = ? WHERE id = ?');
  const move = db.prepare<[FilePath, string, number]>(
    `UPDATE roots SET path = ?, volume = ?, state = 'online' WHERE id = ?`,
  );
  const setState = db.prepare<[string, number]>('UPDATE roots SET state = ? WHERE id = ?');
  // Another volume at the same mount point: it is not there now.
  const setOthersOffline = db.prepare<[FilePath, number]>(
    `UPDATE roots SET state = 'offline' WHERE path = ? AND id <> ?`,
  );
  const findPresent = db
    .prepare<[number, FilePath, FilePath], number>(
      `SELECT id FROM pictures WHERE root = ? AND state = 'present' AND path >= ? AND path < ? LIMIT 1`,
    )
    .pluck();
  const countPresent = db
    .prepare<[number], number>(`SELECT count(*) FROM pictures WHERE root = ? AND state = 'present'`)
    .pluck();
  // Takes with it all that is under it.
  const remove = db.prepare<[number]>('DELETE FROM roots WHERE id = ?');
  const adoptRoot = createAdoptRoot(db, folders);

  const all = prepareListRoots(db);

  function makeRoot(path: FilePath, volume: string, kind: Root['kind']): Root {
    const id = Number(insert.run(path, volume, kind, Date.now()).lastInsertRowid);
    insertTopFolder.run(id, splitAbsolute(path).name);
    return { id, path, volume, kind, state: 'online' };
  }

  /**
   * Takes in the roots below a folder that is there now. One that is offline stays as it is: it may be another disk's
   * place, and nothing under it may vanish. One at the folder itself is there, whatever its state says.
   */
  function adoptBelow(outer: Root, folder: NamedPath): void {
    for (const root of all()) {
      if (root.id === outer.id || (root.volume !== folder.volume && root.volume !== '')) continue;
      const below = relativeInside(folder.path, root.path);
      if (below === null || (below.length > 0 && root.state === 'offline')) continue;
      const inside = relativeInside(outer.path, root.path);
      if (inside !== null && inside.length > 0) adoptRoot(root.id, outer.id, inside);
    }
  }

  function placeFolder(named: NamedPath): Scope {
    const known = all();
    const above = rootAbove(known, named.path, named.volume);
    const at = above === undefined ? rootAt(known, named.path, named.volume) : undefined;
    const root = above ?? at ?? makeRoot(named.path, named.volume, 'folder');
    // A volume that could not be read once may be known now; a root of single files becomes the whole folder.
    if (at !== undefined) claim.run(named.volume === '' ? at.volume : named.volume, 'folder', at.id);
    adoptBelow(root, named);
    setOthersOffline.run(root.path, root.id);
    return scopeOf(root, { kind: 'folder', prefix: relativeInside(root.path, named.path) ?? '' });
  }

  function placeFile(named: NamedPath): Scope {
    const { folder } = splitAbsolute(named.path);
    const known = all();
    const root =
      rootAbove(known, named.path, named.volume) ??
      rootAt(known, folder, named.volume) ??
      makeRoot(folder, named.volume, 'files');
    setOthersOffline.run(root.path, root.id);
    return scopeOf(root, { kind: 'files', files: [relativeInside(root.path, named.path) ?? ''] });
  }

  /** By its row id, or by its path: then all roots that were ever there. */
  function rootsCalled(root: number | FilePath): readonly Root[] {
    return all().filter(({ id, path }) => (typeof root === 'number' ? id === root : relativeInside(path, root) === ''));
  }

  return {
    placeScopes: atomic(db, (paths: readonly NamedPath[]) => {
      const { folders: namedFolders, files } = outermost(paths);
      // Folders first: a file may lie in a root that one of them makes.
      return mergeFiles([...namedFolders.map(placeFolder), ...files.map(placeFile)]);
    }),
    setRootState: (root, state) => {
      setState.run(state, root);
    },
    hasPresentPictures: (scope) =>
      scopeRanges(scope).some(({ low, high }) => findPresent.get(scope.root, low, high) !== undefined),
    forgetRoot: atomic(db, (root: number | FilePath) => {
      const known = rootsCalled(root);
      if (known.length === 0) return null;
      let pictures = 0;
      for (const { id } of known) {
        pictures += countPresent.get(id) ?? 0;
        remove.run(id);
      }
      return { pictures };
    }),
    moveRoot: atomic(db, (from: number | FilePath, to: FilePath, volume: string) => {
      const root = likeliest(rootsCalled(from), volume);
      if (root === undefined) return 'unknown-root';
      const overlaps = all().some(
        ({ id, path, volume: other }) =>
          id !== root.id &&
          isSameVolume(other, volume) &&
          (relativeInside(path, to) !== null || relativeInside(to, path) !== null),
      );
      if (overlaps) return 'overlaps';
      move.run(to, volume, root.id);
      renameTopFolder.run(splitAbsolute(to).name, root.id);
      return 'moved';
    }),
  };
}

function scopeOf(root: Root, part: Scope['part']): Scope {
  return { root: root.id, rootPath: root.path, part };
}
