import { readdir } from 'node:fs/promises';
import { displayPath } from '../../shared/file-path.ts';
import type { CatalogReader, CatalogWriter, Scope } from '../catalog/catalog.ts';
import { lookUpNamedPath, type NamedPath } from '../run/named-path.ts';
import type { MissingPath } from './answer.ts';

/** What became of the paths that a person named. */
export interface Placement {
  readonly scopes: readonly Scope[];
  /** Known roots that are absent or suddenly empty: they are offline now. */
  readonly offline: readonly string[];
  readonly missing: readonly MissingPath[];
}

/**
 * Finds the roots of named paths. A known root that is absent, or of which an empty folder is left (the mount point of
 * a disk that was taken out), goes offline instead of being entered anew.
 */
export async function placeNamedPaths(
  names: readonly string[],
  workingFolder: string,
  reader: CatalogReader,
  writer: CatalogWriter,
): Promise<Placement> {
  const known = await reader.roots(null);
  const named: NamedPath[] = [];
  const offline: string[] = [];
  const missing: MissingPath[] = [];
  for (const name of names) {
    const looked = await lookUpNamedPath(name, workingFolder);
    const path = looked.ok ? looked.named.path : looked.path;
    const roots = known.filter((root) => root.path === path && root.present > 0);
    const isGone = !looked.ok || (looked.named.kind === 'folder' && (await isEmpty(displayPath(path))));
    if (isGone && roots.length > 0) {
      for (const { root } of roots) await writer.setRootState(root, 'offline');
      offline.push(displayPath(path));
    } else if (looked.ok) {
      named.push(looked.named);
    } else {
      missing.push({ path: displayPath(path), code: looked.code });
    }
  }
  return { scopes: await writer.placeScopes(named), offline, missing };
}

async function isEmpty(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch {
    // What cannot be listed is not known to be empty: the scan says why it cannot be read.
    return false;
  }
}
