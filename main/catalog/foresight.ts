import { joinPath } from '../../shared/file-path.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { ScannedFile } from '../../shared/run.ts';
import type { ForeseenScope, ModelRequest, NamedPath } from './catalog.ts';
import type { ReadableDatabase } from './connection.ts';
import { HAS_FAILED, IS_CLASSIFIED, storedMtime } from './entering.ts';
import { mergeFiles, outermost, rootAbove, rootAt } from './root-choice.ts';
import type { Root } from './root-choice.ts';
import { relativeInside, splitAbsolute } from './root-path.ts';
import { prepareListRoots } from './roots.ts';

/** What a run would find known, asked before it: nothing is written. */
export interface Foresight {
  readonly foreseeScopes: (paths: readonly NamedPath[]) => readonly ForeseenScope[];
  readonly countKnown: (scope: ForeseenScope, files: readonly ScannedFile[], request: ModelRequest) => number;
}

export function createForesight(db: ReadableDatabase): Foresight {
  const listRoots = prepareListRoots(db);
  const isKnown = db
    .prepare<[number, FilePath, number, bigint, number, bigint, number, number], number>(
      `SELECT 1 FROM pictures WHERE root = ? AND path = ? AND state = 'present'
         AND coalesce(${HAS_FAILED}, ${IS_CLASSIFIED})`,
    )
    .pluck();

  return {
    foreseeScopes: (paths) => {
      const known = listRoots();
      const unknown: FilePath[] = [];
      const placed = (root: Root | undefined, path: FilePath): Pick<ForeseenScope, 'root' | 'rootPath'> => {
        if (root !== undefined) return { root: root.id, rootPath: root.path };
        const at = unknown.findIndex((other) => relativeInside(other, path) === '');
        // The same folder is the same root: single files of it become one scope.
        return { root: -(at >= 0 ? at + 1 : unknown.push(path)), rootPath: path };
      };
      const { folders, files } = outermost(paths);
      return mergeFiles([
        ...folders.map(({ path, volume }): ForeseenScope => {
          const place = placed(rootAbove(known, path, volume) ?? rootAt(known, path, volume), path);
          return { ...place, part: { kind: 'folder', prefix: relativeInside(place.rootPath, path) ?? '' } };
        }),
        ...files.map(({ path, volume }): ForeseenScope => {
          const { folder } = splitAbsolute(path);
          const place = placed(rootAbove(known, path, volume) ?? rootAt(known, folder, volume), folder);
          return { ...place, part: { kind: 'files', files: [relativeInside(place.rootPath, path) ?? ''] } };
        }),
      ]);
    },
    countKnown: ({ root, rootPath }, files, { model, k }) => {
      const below = listRoots().filter(({ id, path }) => id !== root && relativeInside(rootPath, path) !== null);
      const isKnownAt = (id: number, path: FilePath, { size, mtimeNs }: ScannedFile): boolean => {
        const stored = storedMtime(mtimeNs);
        return isKnown.get(id, path, size, stored, size, stored, model, k) !== undefined;
      };
      return files.filter((file) => {
        if (root > 0 && isKnownAt(root, file.path, file)) return true;
        return below.some(({ id, path }) => {
          const inside = relativeInside(path, joinPath(rootPath, file.path));
          return inside !== null && isKnownAt(id, inside, file);
        });
      }).length;
    },
  };
}
