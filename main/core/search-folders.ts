import { displayPath } from '../../shared/file-path.ts';
import type { FolderCount, KnownFolder } from '../catalog/reader-answers.ts';
import type { FolderPart } from './host-answers.ts';

/**
 * What a search finds, parted by folders: those of the first level that does part it, the fullest first; none where all
 * lies in one folder. `counts`: of each folder alone.
 */
export function partsByFolder(
  folders: readonly KnownFolder[],
  counts: readonly FolderCount[],
  most: number,
): readonly FolderPart[] {
  const byId = new Map(folders.map((folder) => [folder.folder, folder]));
  const totals = new Map<number, number>();
  let all = 0;
  for (const { folder, pictures } of counts) {
    all += pictures;
    for (let above = byId.get(folder); above !== undefined; above = byId.get(above.parent ?? 0)) {
      totals.set(above.folder, (totals.get(above.folder) ?? 0) + pictures);
    }
  }
  const below = (parent: number | null): readonly KnownFolder[] =>
    folders.filter((folder) => folder.parent === parent && totals.has(folder.folder));
  let level = below(null);
  for (;;) {
    const [only, ...others] = level;
    if (only === undefined || others.length > 0 || totals.get(only.folder) !== all) break;
    level = below(only.folder);
  }
  const parts = [...level].map((folder) => ({ folder, pictures: totals.get(folder.folder) ?? 0 }));
  parts.sort((one, other) => other.pictures - one.pictures || one.folder.folder - other.folder.folder);
  return parts.slice(0, most).map(({ folder, pictures }) => {
    const path = displayPath(folder.path);
    const isAlone = folders.every((other) => other === folder || displayPath(other.path) !== path);
    return { name: nameIn(folder, level), path, volume: isAlone ? null : folder.volume, pictures };
  });
}

/** The shortest that tells a folder from the others beside it. */
function nameIn(folder: KnownFolder, beside: readonly KnownFolder[]): string {
  const others = beside.filter((other) => other !== folder).map(namesOf);
  const own = namesOf(folder);
  return own.find((name, at) => others.every((other) => other[at] !== name)) ?? own.join(' ');
}

function namesOf({ path, name, volume }: KnownFolder): readonly string[] {
  const shown = displayPath(path);
  const above = shown.split(/[\\/]/u).at(-2) ?? '';
  return [displayPath(name), `${displayPath(name)} (${above})`, shown, `${shown} ${volume}`];
}
