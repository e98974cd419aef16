import type { ExportRow } from '../../shared/export-row.ts';
import type { FailureKind } from '../../shared/failure.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { ClassScore, Review } from '../../shared/prediction.ts';
import { olderPredictionsOf } from './model-results.ts';
import type { PictureDetails, PictureFile } from './reader-answers.ts';
import type { ReadableDatabase } from './connection.ts';
import { pathFromColumn } from './path-column.ts';
import type { PathColumn } from './path-column.ts';

// What belongs to pictures that are known already: one look-up for a page of them.

/** Columns of a picture `p` and its failure `f`; the one parameter is the row id of a model. */
export const FACT_COLUMNS = `p.id, p.path, p.taken_at AS takenAt, p.width, p.height, p.size,
  nullif(lower(hex(p.digest)), '') AS digest, f.kind, f.detail,
  EXISTS (SELECT 1 FROM classifications c WHERE c.picture = p.id AND c.model = ?) AS classified`;

export interface FactsRow {
  readonly id: number;
  readonly path: PathColumn;
  readonly takenAt: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly size: number;
  readonly digest: string | null;
  readonly kind: FailureKind | null;
  readonly detail: string | null;
  readonly classified: 0 | 1;
}

/** A picture that failed counts as failed, whatever was found in it before. */
export function factsOf(row: FactsRow, rootPath: FilePath): Omit<ExportRow, 'scores' | 'tags' | 'review'> {
  const { takenAt, width, height, size, digest, kind, detail, classified } = row;
  const failure = kind === null || detail === null ? null : { kind, detail };
  const status = failure !== null ? 'failed' : classified === 1 ? 'classified' : 'unclassified';
  return { rootPath, path: pathFromColumn(row.path), takenAt, width, height, size, digest, status, failure };
}

/** One picture by its row id, in a consistent view. */
export interface PictureLookUp {
  readonly picture: (picture: number, model: number) => PictureDetails | null;
  readonly pictureFile: (picture: number) => PictureFile | null;
}

export function createPictureLookUp(db: ReadableDatabase): PictureLookUp {
  const find = db.prepare<[number, number], FactsRow & Pick<PictureDetails, 'state'> & { rootPath: PathColumn }>(
    `SELECT ${FACT_COLUMNS}, p.state, r.path AS rootPath
     FROM pictures p CROSS JOIN roots r ON r.id = p.root LEFT JOIN failures f ON f.picture = p.id WHERE p.id = ?`,
  );
  // Nanoseconds since 1970 are beyond what a JavaScript number holds exactly.
  const findFile = db
    .prepare<
      [number],
      Omit<PictureFile, 'rootPath' | 'path' | 'isOffline'> & {
        rootPath: PathColumn;
        path: PathColumn;
        isOffline: bigint;
      }
    >(
      `SELECT r.path AS rootPath, r.state = 'offline' AS isOffline, p.path, p.state, nullif(lower(hex(p.digest)), '') AS digest, p.mtime_ns AS mtimeNs
       FROM pictures p CROSS JOIN roots r ON r.id = p.root WHERE p.id = ?`,
    )
    .safeIntegers();

  return {
    picture: (picture, model) =>
      db.transaction(() => {
        const row = find.get(model, picture);
        if (row === undefined) return null;
        const facts = factsOf(row, pathFromColumn(row.rootPath));
        const scores = predictionsOf(db, model, [picture]).get(picture) ?? [];
        const tags = tagsOf(db, [picture]).get(picture) ?? [];
        const review = reviewsOf(db, model, [picture]).get(picture) ?? null;
        const older = olderPredictionsOf(db, model, [picture]).get(picture) ?? null;
        return { picture, state: row.state, ...facts, scores, tags, review, older };
      })(),
    pictureFile: (picture) => {
      const row = findFile.get(picture);
      if (row === undefined) return null;
      const isOffline = row.isOffline === 1n;
      return { ...row, rootPath: pathFromColumn(row.rootPath), path: pathFromColumn(row.path), isOffline };
    },
  };
}

/** Stored predictions of one model by picture, best first; pictures without any are left out. */
export function predictionsOf(
  database: ReadableDatabase,
  model: number,
  pictures: readonly number[],
): ReadonlyMap<number, readonly ClassScore[]> {
  const rows = database
    .prepare<[string, number], ClassScore & { readonly picture: number }>(
      `SELECT m.picture, m.class AS "index", m.score FROM json_each(?) wanted
         CROSS JOIN predictions m ON m.picture = wanted.value AND m.model = ?
       ORDER BY m.picture, m.rank`,
    )
    .all(JSON.stringify(pictures), model);
  return groupBy(
    rows,
    (row) => row.picture,
    ({ index, score }) => ({ index, score }),
  );
}

/** Tags by picture, in order of their keys; pictures without any are left out. */
export function tagsOf(
  database: ReadableDatabase,
  pictures: readonly number[],
): ReadonlyMap<number, readonly string[]> {
  const rows = database
    .prepare<[string], { readonly id: number; readonly name: string }>(
      `SELECT p.id, tags.name FROM json_each(?) wanted
         CROSS JOIN pictures p ON p.id = wanted.value
         CROSS JOIN tagged ON tagged.digest = p.digest
         CROSS JOIN tags ON tags.id = tagged.tag
       ORDER BY tags.key`,
    )
    .all(JSON.stringify(pictures));
  return groupBy(
    rows,
    (row) => row.id,
    (row) => row.name,
  );
}

/** What a person said of the pictures' best classes under one model; pictures without a review are left out. */
export function reviewsOf(
  database: ReadableDatabase,
  model: number,
  pictures: readonly number[],
): ReadonlyMap<number, Review> {
  const rows = database
    .prepare<[string, number], Review & { readonly picture: number }>(
      `SELECT m.picture, m.verdict, m.class AS "index", r.corrected FROM json_each(?) wanted
         CROSS JOIN predictions m ON m.picture = wanted.value AND m.model = ? AND m.rank = 1 AND m.verdict IS NOT NULL
         CROSS JOIN pictures p ON p.id = m.picture
         CROSS JOIN reviews r ON r.digest = p.digest AND r.model = m.model AND r.class = m.class`,
    )
    .all(JSON.stringify(pictures), model);
  return new Map(rows.map(({ picture, ...review }) => [picture, review]));
}

function groupBy<Row, Item>(
  rows: readonly Row[],
  keyOf: (row: Row) => number,
  itemOf: (row: Row) => Item,
): ReadonlyMap<number, readonly Item[]> {
  const groups = new Map<number, Item[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [itemOf(row)]);
    else group.push(itemOf(row));
  }
  return groups;
}
