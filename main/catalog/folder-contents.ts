import { joinPath } from '../../shared/file-path.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { FolderDescription, ForgetPreview, KnownFile, KnownFolder } from './reader-answers.ts';
import type { ReadableDatabase } from './connection.ts';
import { pathFromColumn, rangesBelow } from './path-column.ts';
import type { PathColumn } from './path-column.ts';

/** What lies in roots and folders. Each call counts: it looks at every picture below the folders that are asked for. */
export interface FolderContents {
  readonly foldersBelow: (parents: readonly number[], model: number | null) => readonly FolderDescription[];
  readonly allFolders: () => readonly KnownFolder[];
  readonly previewForget: (root: number) => ForgetPreview;
  readonly knownFiles: (root: number, limit: number) => readonly KnownFile[];
}

interface FolderRow {
  readonly folder: number;
  readonly parent: number;
  readonly root: number;
  readonly rootPath: PathColumn;
  readonly path: PathColumn;
  readonly name: PathColumn;
  readonly hasFolders: 0 | 1;
}

/** `own`: pictures right in it, vanished ones too. */
interface AnyFolderRow extends Omit<FolderRow, 'parent' | 'hasFolders'> {
  readonly parent: number | null;
  readonly volume: string;
  readonly own: number;
}

interface Counts {
  readonly present: number;
  readonly classified: number;
  readonly failed: number;
}

export function createFolderContents(db: ReadableDatabase): FolderContents {
  const listChildren = db.prepare<[string], FolderRow>(
    `SELECT f.id AS folder, f.parent, f.root, r.path AS rootPath, f.path, f.name,
       EXISTS (SELECT 1 FROM folders c WHERE c.parent = f.id) AS hasFolders
     FROM json_each(?) asked CROSS JOIN folders f ON f.parent = asked.value CROSS JOIN roots r ON r.id = f.root
     ORDER BY f.root, f.path`,
  );
  // A picture that failed counts as failed, whatever was found in it before.
  const countRange = db.prepare<[number | null, number, FilePath, FilePath], Counts>(
    `SELECT count(*) AS present, coalesce(sum(f.picture IS NOT NULL), 0) AS failed,
       coalesce(sum(f.picture IS NULL AND c.picture IS NOT NULL), 0) AS classified
     FROM pictures p INDEXED BY pictures_by_path
       LEFT JOIN failures f ON f.picture = p.id
       LEFT JOIN classifications c ON c.picture = p.id AND c.model = ?
     WHERE p.root = ? AND p.state = 'present' AND p.path >= ? AND p.path < ?`,
  );
  // Both counts by an index that holds all that is wanted; what is vanished is little.
  const listAll = db.prepare<[], AnyFolderRow>(
    `SELECT f.id AS folder, f.parent, f.root, r.path AS rootPath, r.volume, f.path, f.name,
       (SELECT count(*) FROM pictures p INDEXED BY pictures_by_folder WHERE p.folder = f.id) AS own
     FROM roots r CROSS JOIN folders f ON f.root = r.id ORDER BY f.root, f.path`,
  );
  const countVanished = db.prepare<[], { folder: number; pictures: number }>(
    `SELECT p.folder, count(*) AS pictures FROM pictures p INDEXED BY pictures_vanished_by_path
     WHERE p.state = 'vanished' GROUP BY p.folder`,
  );
  const countPresent = db
    .prepare<[number], number>(`SELECT count(*) FROM pictures WHERE root = ? AND state = 'present'`)
    .pluck();
  const listTags = db.prepare<[number, number], { name: string; pictures: number; isLost: 0 | 1 }>(
    `SELECT t.name, counted.pictures, NOT EXISTS (
         SELECT 1 FROM tagged g CROSS JOIN pictures p ON p.digest = g.digest
         WHERE g.tag = t.id AND p.state = 'present' AND p.root <> ?) AS isLost
     FROM (SELECT g.tag, count(*) AS pictures FROM pictures p CROSS JOIN tagged g ON g.digest = p.digest
           WHERE p.root = ? AND p.state = 'present' GROUP BY g.tag) counted
       CROSS JOIN tags t ON t.id = counted.tag ORDER BY t.key`,
  );
  // Evenly over the root, so that no single folder speaks for all: every so many-th in the order of paths.
  const listEvenly = db.prepare<[number, number, number], { path: PathColumn; size: number }>(
    `SELECT p.path, p.size FROM (
       SELECT id, row_number() OVER (ORDER BY path) AS place FROM pictures INDEXED BY pictures_by_path
       WHERE root = ? AND state = 'present') counted
     CROSS JOIN pictures p ON p.id = counted.id WHERE counted.place % ? = 0 LIMIT ?`,
  );

  function describe(row: FolderRow, model: number | null): FolderDescription {
    const { folder, parent, root } = row;
    const path = pathFromColumn(row.path);
    const counts = { present: 0, classified: 0, failed: 0 };
    for (const { low, high } of rangesBelow(path)) {
      const found = countRange.get(model, root, low, high);
      counts.present += found?.present ?? 0;
      counts.classified += found?.classified ?? 0;
      counts.failed += found?.failed ?? 0;
    }
    return {
      ...{ folder, parent, root, hasFolders: row.hasFolders === 1 },
      path: joinPath(pathFromColumn(row.rootPath), path),
      name: pathFromColumn(row.name),
      ...counts,
    };
  }

  return {
    foldersBelow: (parents, model) =>
      db.transaction(() =>
        listChildren
          .all(JSON.stringify(parents))
          .map((row) => describe(row, model))
          .filter(({ present }) => present > 0),
      )(),
    allFolders: () =>
      db.transaction(() => {
        const vanished = new Map(countVanished.all().map(({ folder, pictures }) => [folder, pictures]));
        const rows = listAll.all();
        const totals = new Map(rows.map(({ folder, own }) => [folder, own - (vanished.get(folder) ?? 0)]));
        // A folder comes after the one that it lies in.
        for (const { folder, parent } of [...rows].reverse()) {
          if (parent !== null) totals.set(parent, (totals.get(parent) ?? 0) + (totals.get(folder) ?? 0));
        }
        return rows.flatMap(({ folder, parent, root, rootPath, volume, path, name }): readonly KnownFolder[] => {
          const pictures = totals.get(folder) ?? 0;
          if (pictures === 0) return [];
          const absolute = joinPath(pathFromColumn(rootPath), pathFromColumn(path));
          return [{ folder, parent, root, volume, path: absolute, name: pathFromColumn(name), pictures }];
        });
      })(),
    previewForget: (root) =>
      db.transaction(() => ({
        pictures: countPresent.get(root) ?? 0,
        tags: listTags.all(root, root).map((tag) => ({ ...tag, isLost: tag.isLost === 1 })),
      }))(),
    knownFiles: (root, limit) =>
      db.transaction(() => {
        const every = Math.max(1, Math.floor((countPresent.get(root) ?? 0) / limit));
        return listEvenly.all(root, every, limit).map(({ path, size }) => ({ path: pathFromColumn(path), size }));
      })(),
  };
}
