import { displayPath, type FilePath } from '../../shared/file-path.ts';
import type { CatalogReader, CatalogWriter, Scope } from '../catalog/catalog.ts';
import { relativeInside } from '../catalog/root-path.ts';
import type { RootDescription } from '../catalog/reader-answers.ts';
import { errorCode, hasEntries } from '../run/file-system.ts';
import { lookUpNamedPath, type Named, type NamedPath } from '../run/named-path.ts';
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
  names: readonly FilePath[],
  workingFolder: string,
  reader: CatalogReader,
  writer: CatalogWriter,
): Promise<Placement> {
  const looked: Named[] = [];
  for (const name of names) looked.push(await lookUpNamedPath(name, workingFolder));
  return placeLookedUp(looked, await reader.roots(null), writer);
}

/** The same of paths that were looked up, over the roots that are known. */
export async function placeLookedUp(
  paths: readonly Named[],
  known: readonly RootDescription[],
  writer: CatalogWriter,
): Promise<Placement> {
  const named: NamedPath[] = [];
  const offline: string[] = [];
  const missing: MissingPath[] = [];
  for (const looked of paths) {
    const path = looked.ok ? looked.named.path : looked.path;
    const roots = rootsAt(known, path);
    const isKnown = roots.length > 0;
    if (isKnown && (!looked.ok || (looked.named.kind === 'folder' && (await isEmpty(path))))) {
      for (const { root } of roots) await writer.setRootState(root, 'offline');
      offline.push(displayPath(path));
    } else if (looked.ok) {
      named.push(looked.named);
    } else {
      missing.push(missingPath(looked));
    }
  }
  await welcomeBack(known, named, writer);
  return { scopes: await writer.placeScopes(named), offline, missing };
}

/**
 * What would be missing, where none of these paths is there, nor was as a root: seen without writing. Null: there is
 * something to place.
 */
export async function allMissing(
  names: readonly FilePath[],
  workingFolder: string,
  reader: CatalogReader,
): Promise<readonly MissingPath[] | null> {
  const missing: Missing[] = [];
  for (const name of names) {
    const looked = await lookUpNamedPath(name, workingFolder);
    if (looked.ok) return null;
    missing.push(looked);
  }
  const known = await reader.roots(null);
  return missing.some(({ path }) => rootsAt(known, path).length > 0) ? null : missing.map(missingPath);
}

type Missing = Extract<Named, { ok: false }>;

function missingPath({ path, code }: Missing): MissingPath {
  return { path: displayPath(path), code };
}

/** Several volumes may have taken turns there. */
function rootsAt(known: readonly RootDescription[], path: FilePath): readonly RootDescription[] {
  return known.filter((root) => root.path === path && root.present > 0);
}

/** Offline roots below a named folder that are there again: the folder adopts them instead of finding their files anew. */
async function welcomeBack(
  known: readonly RootDescription[],
  named: readonly NamedPath[],
  writer: CatalogWriter,
): Promise<void> {
  for (const { root, path, state } of known) {
    const isAlone = known.filter((other) => other.path === path).length === 1;
    // Of two volumes that take turns at one place, only naming it tells which one it is.
    if (state === 'online' || !isAlone || !named.some((one) => isBelow(path, one.path))) continue;
    if (!(await isEmpty(path))) await writer.setRootState(root, 'online');
  }
}

/** Whether a path lies inside a folder (not the folder itself). */
export function isBelow(path: FilePath, folder: FilePath): boolean {
  return (relativeInside(folder, path) ?? '') !== '';
}

/** Absent counts as empty. */
export async function isEmpty(folder: FilePath): Promise<boolean> {
  try {
    return !(await hasEntries(folder));
  } catch (error) {
    // What cannot be listed is not known to be empty: the scan says why it cannot be read.
    return errorCode(error) === 'ENOENT';
  }
}
