import type { FailureKind } from '../../shared/failure.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { FailureChoice } from './changes.ts';
import type { FailedPicture } from './reader-answers.ts';
import { atomic } from './connection.ts';
import type { ReadableDatabase, WritableDatabase } from './connection.ts';
import { pathFromColumn, rangesAtOrBelow } from './path-column.ts';
import type { PathColumn, PathRange } from './path-column.ts';
import { relativeInside } from './root-path.ts';

/** A picture that failed: where it is. */
interface FailedFile {
  readonly root: number;
  readonly rootPath: FilePath;
  /** Relative to the root. */
  readonly path: FilePath;
}

/** Failures that are to be tried again: `temp.retried`, a row a picture. Each stays recorded until it has another result. */
export interface Retrying {
  readonly retryFailures: (which: FailureChoice) => readonly FailedFile[];
  /** After the run that tried them. */
  readonly endRetrying: () => void;
}

export function createRetrying(db: WritableDatabase): Retrying {
  db.exec('CREATE TEMP TABLE retried (picture INTEGER PRIMARY KEY)');

  const listRoots = db.prepare<[], { id: number; path: PathColumn }>('SELECT id, path FROM roots ORDER BY id');
  const findFailed = db.prepare<[number, FilePath, FilePath], { picture: number; path: PathColumn }>(
    `SELECT f.picture, p.path FROM pictures p INDEXED BY pictures_by_path CROSS JOIN failures f ON f.picture = p.id
     WHERE p.root = ? AND p.state = 'present' AND p.path >= ? AND p.path < ? ORDER BY p.path`,
  );
  const findChosen = db.prepare<[string], { picture: number; root: number; rootPath: PathColumn; path: PathColumn }>(
    `SELECT f.picture, p.root, r.path AS rootPath, p.path
     FROM json_each(?) chosen CROSS JOIN failures f ON f.picture = chosen.value
       CROSS JOIN pictures p ON p.id = f.picture CROSS JOIN roots r ON r.id = p.root
     WHERE p.state = 'present' ORDER BY p.root, p.path`,
  );
  const listOfKind = db.prepare<[FailureKind], number>('SELECT picture FROM failures WHERE kind = ?').pluck();
  const retry = db.prepare<[number]>('INSERT OR IGNORE INTO temp.retried VALUES (?)');
  const forget = db.prepare('DELETE FROM temp.retried');

  type Found = FailedFile & { readonly picture: number };

  function findPlaces(paths: readonly FilePath[] | null): readonly Found[] {
    return listRoots.all().flatMap(({ id: root, path: rootColumn }) => {
      const rootPath = pathFromColumn(rootColumn);
      const ranges = paths === null ? rangesAtOrBelow('') : paths.flatMap((named) => rangesInRoot(rootPath, named));
      return ranges
        .flatMap(({ low, high }) => findFailed.all(root, low, high))
        .map(({ picture, path }) => ({ picture, root, rootPath, path: pathFromColumn(path) }));
    });
  }

  function findRows(pictures: readonly number[]): readonly Found[] {
    return findChosen.all(JSON.stringify(pictures)).map(({ picture, root, rootPath, path }) => {
      return { picture, root, rootPath: pathFromColumn(rootPath), path: pathFromColumn(path) };
    });
  }

  function find(which: FailureChoice): readonly Found[] {
    if (which !== null && 'pictures' in which) return findRows(which.pictures);
    if (which !== null && 'kind' in which) return findRows(listOfKind.all(which.kind));
    return findPlaces(which);
  }

  return {
    retryFailures: atomic(db, (which: FailureChoice) => {
      forget.run();
      const found = find(which);
      // A picture may be chosen twice, or named, and by the folder above it.
      return found
        .filter(({ picture }) => retry.run(picture).changes > 0)
        .map(({ root, rootPath, path }) => ({ root, rootPath, path }));
    }),
    endRetrying: () => {
      forget.run();
    },
  };
}

/** What a named path, a file or a folder, holds of a root: all of it, a part, nothing. */
function rangesInRoot(rootPath: FilePath, named: FilePath): readonly PathRange[] {
  if (relativeInside(named, rootPath) !== null) return rangesAtOrBelow('');
  const inside = relativeInside(rootPath, named);
  return inside === null ? [] : rangesAtOrBelow(inside);
}

/** Present pictures that failed, of one kind or of all, in the order in which they were entered: a page after a row id. */
export function prepareFailuresPage(
  db: ReadableDatabase,
): (after: number, limit: number, kind: FailureKind | null) => readonly FailedPicture[] {
  const page = db.prepare<
    [number, FailureKind | null, number],
    { picture: number; rootPath: PathColumn; path: PathColumn; kind: FailureKind; detail: string }
  >(
    `SELECT f.picture, r.path AS rootPath, p.path, f.kind, f.detail
     FROM failures f CROSS JOIN pictures p ON p.id = f.picture CROSS JOIN roots r ON r.id = p.root
     WHERE f.picture > ? AND f.kind = coalesce(?, f.kind) AND p.state = 'present' ORDER BY f.picture LIMIT ?`,
  );
  return (after, limit, ofKind) =>
    page.all(after, ofKind, limit).map(({ picture, rootPath, path, kind, detail }) => {
      return { picture, rootPath: pathFromColumn(rootPath), path: pathFromColumn(path), failure: { kind, detail } };
    });
}

/** Rows read at a time. */
const PAGE = 500;

/** All of them. A page at a time: no long transaction. */
export async function* readFailures(db: ReadableDatabase): AsyncGenerator<FailedPicture> {
  const page = prepareFailuresPage(db);
  let after = 0;
  for (;;) {
    const rows = page(after, PAGE, null);
    yield* rows;
    const last = rows[rows.length - 1];
    if (last === undefined || rows.length < PAGE) return;
    after = last.picture;
    await Promise.resolve();
  }
}
