import type { FilePath } from '../../shared/file-path.ts';
import type { NamedPath, Scope } from './catalog.ts';
import { relativeInside } from './root-path.ts';

// Which of the known roots a path belongs to. Nothing here asks the catalog.

export interface Root {
  readonly id: number;
  readonly path: FilePath;
  readonly volume: string;
  readonly kind: 'folder' | 'files';
  readonly state: 'online' | 'offline';
}

/** The root at exactly this path. */
export function rootAt(roots: readonly Root[], path: FilePath, volume: string): Root | undefined {
  const candidates = roots.filter((root) => relativeInside(root.path, path) === '');
  return likeliest(
    candidates.filter((root) => isSameVolume(root.volume, volume)),
    volume,
  );
}

/** The folder root that this path lies below. */
export function rootAbove(roots: readonly Root[], path: FilePath, volume: string): Root | undefined {
  const candidates = roots.filter((root) => {
    const inside = relativeInside(root.path, path);
    return root.kind === 'folder' && isSameVolume(root.volume, volume) && inside !== null && inside.length > 0;
  });
  return likeliest(candidates, volume);
}

/** Of roots that a path may belong to: the one on its volume, else the one that was there last. */
export function likeliest(candidates: readonly Root[], volume: string): Root | undefined {
  return (
    candidates.find((root) => root.volume === volume) ??
    candidates.find((root) => root.state === 'online') ??
    candidates[0]
  );
}

/** '' is a volume that could not be read: it may be any. */
export function isSameVolume(one: string, other: string): boolean {
  return one === other || one === '' || other === '';
}

/** Named folders that lie in no other named one, and named files that lie in none. */
export function outermost(paths: readonly NamedPath[]): {
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
export function mergeFiles(scopes: readonly Scope[]): readonly Scope[] {
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
