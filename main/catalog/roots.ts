import type { FilePath } from '../../shared/file-path.ts';
import { createAdoptRoot } from './adopting.ts';
import type { NamedPath, Scope } from './catalog.ts';
import { atomic } from './connection.ts';
import type { WritableDatabase } from './connection.ts';
import type { Folders } from './folders.ts';
import { pathFromColumn } from './path-column.ts';
import type { PathColumn } from './path-column.ts';
import { relativeInside, splitAbsolute } from './root-path.ts';
import { scopeRanges } from './scope.ts';

export interface Roots {
  readonly placeScopes: (paths: readonly NamedPath[]) => readonly Scope[];
  readonly setRootState: (root: number, state: 'online' | 'offline') => void;
  readonly hasPresentPictures: (scope: Scope) => boolean;
  readonly forgetRoot: (path: FilePath) => { readonly pictures: number } | null;
  readonly moveRoot: (from: FilePath, to: FilePath, volume: string) => 'moved' | 'unknown-root' | 'overlaps';
}

interface Root {
  readonly id: number;
  readonly path: FilePath;
  readonly volume: string;
  readonly kind: 'folder' | 'files';
  readonly state: 'online' | 'offline';
}

export function createRoots(db: WritableDatabase, folders: Folders): Roots {
  const list = db.prepare<[], Omit<Root, 'path'> & { path: PathColumn }>(
    'SELECT id, path, volume, kind, state FROM roots ORDER BY id',
  );
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

  const all = (): readonly Root[] => list.all().map((row) => ({ ...row, path: pathFromColumn(row.path) }));

  function makeRoot(path: FilePath, volume: string, kind: Root['kind']): Root {
    const id = Number(insert.run(path, volume, kind, Date.now()).lastInsertRowid);
    insertTopFolder.run(id, splitAbsolute(path).name);
    return { id, path, volume, kind, state: 'online' };
  }

  /** The root at exactly this path. */
  function rootAt(path: FilePath, volume: string): Root | undefined {
    const candidates = all().filter((root) => relativeInside(root.path, path) === '');
    return likeliest(
      candidates.filter((root) => isSameVolume(root.volume, volume)),
      volume,
    );
  }

  /** The folder root that this path lies below. */
  function rootAbove(path: FilePath, volume: string): Root | undefined {
    const candidates = all().filter((root) => {
      const inside = relativeInside(root.path, path);
      return root.kind === 'folder' && isSameVolume(root.volume, volume) && inside !== null && inside.length > 0;
    });
    return likeliest(candidates, volume);
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
    const above = rootAbove(named.path, named.volume);
    const at = above === undefined ? rootAt(named.path, named.volume) : undefined;
    const root = above ?? at ?? makeRoot(named.path, named.volume, 'folder');
    // A volume that could not be read once may be known now; a root of single files becomes the whole folder.
    if (at !== undefined) claim.run(named.volume === '' ? at.volume : named.volume, 'folder', at.id);
    adoptBelow(root, named);
    setOthersOffline.run(root.path, root.id);
    return scopeOf(root, { kind: 'folder', prefix: relativeInside(root.path, named.path) ?? '' });
  }

  function placeFile(named: NamedPath): Scope {
    const { folder } = splitAbsolute(named.path);
    const root =
      rootAbove(named.path, named.volume) ?? rootAt(folder, named.volume) ?? makeRoot(folder, named.volume, 'files');
    setOthersOffline.run(root.path, root.id);
    return scopeOf(root, { kind: 'files', files: [relativeInside(root.path, named.path) ?? ''] });
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
    forgetRoot: atomic(db, (path: FilePath) => {
      const known = all().filter((root) => relativeInside(root.path, path) === '');
      if (known.length === 0) return null;
      let pictures = 0;
      for (const { id } of known) {
        pictures += countPresent.get(id) ?? 0;
        remove.run(id);
      }
      return { pictures };
    }),
    moveRoot: atomic(db, (from: FilePath, to: FilePath, volume: string) => {
      const root = likeliest(
        all().filter(({ path }) => relativeInside(path, from) === ''),
        volume,
      );
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

/** Of roots that a path may belong to: the one on its volume, else the one that was there last. */
function likeliest(candidates: readonly Root[], volume: string): Root | undefined {
  return (
    candidates.find((root) => root.volume === volume) ??
    candidates.find((root) => root.state === 'online') ??
    candidates[0]
  );
}

/** '' is a volume that could not be read: it may be any. */
function isSameVolume(one: string, other: string): boolean {
  return one === other || one === '' || other === '';
}

/** Named folders that lie in no other named one, and named files that lie in none. */
function outermost(paths: readonly NamedPath[]): {
  readonly folders: readonly NamedPath[];
  readonly files: readonly NamedPath[];
} {
  const folders: NamedPath[] = [];
  const files: NamedPath[] = [];
  // A folder is shorter than what lies in it.
  for (const named of [...paths].sort((one, other) => one.path.length - other.path.length)) {
    const isInside = folders.some(
      ({ path, volume }) => isSameVolume(volume, named.volume) && relativeInside(path, named.path) !== null,
    );
    if (isInside) continue;
    if (named.kind === 'folder') folders.push(named);
    else files.push(named);
  }
  return { folders, files };
}

/** One scope for all single files of a root, each once. */
function mergeFiles(scopes: readonly Scope[]): readonly Scope[] {
  const files = new Map<number, { readonly rootPath: FilePath; readonly byKey: Map<string, FilePath> }>();
  for (const { root, rootPath, part } of scopes) {
    if (part.kind === 'folder') continue;
    const known = files.get(root) ?? { rootPath, byKey: new Map<string, FilePath>() };
    files.set(root, known);
    // No path contains a NUL: bytes written as numbers cannot look like a text.
    for (const file of part.files) known.byKey.set(typeof file === 'string' ? file : `\0${file.join()}`, file);
  }
  return [
    ...scopes.filter(({ part }) => part.kind === 'folder'),
    ...[...files].map(([root, { rootPath, byKey }]): Scope => {
      return { root, rootPath, part: { kind: 'files', files: [...byKey.values()] } };
    }),
  ];
}
