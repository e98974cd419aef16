import type { Statement } from 'better-sqlite3';
import type { ScoreRange } from '../../shared/query/query.ts';
import type { CompiledQuery } from './compiled-query.ts';
import type { ReadableDatabase } from './connection.ts';
import type { ClassCount, FolderCount, MonthCount, TagCount } from './reader-answers.ts';
import { selectPictures } from './search-selection.ts';

// What is in a search, in numbers. Each goes through all that the query finds: a second at a million pictures.

export interface SearchSummaries {
  readonly classCounts: (model: number, threshold: number) => readonly ClassCount[];
  readonly classesOf: (query: CompiledQuery, scores: ScoreRange | null) => readonly ClassCount[];
  readonly monthsOf: (query: CompiledQuery) => readonly MonthCount[];
  readonly foldersOf: (query: CompiledQuery) => readonly FolderCount[];
  readonly tagsOfAll: (query: CompiledQuery, limit: number) => readonly TagCount[];
  readonly scoresOf: (query: CompiledQuery) => readonly number[];
}

/** Parts into which scores are counted, each from its number / 100 on; one more than parts of the range: 1 itself. */
const SCORE_BINS = 101;

const BEST = `CROSS JOIN predictions m ON m.picture = found.picture AND m.model = ? AND m.rank = 1
  AND (m.verdict IS NULL OR m.verdict = 'accepted')`;

export function createSummaries(db: ReadableDatabase): SearchSummaries {
  // By an index that holds all best predictions; then what a person said, and what is gone, is put right.
  const best = db.prepare<[number, number], ClassCount>(
    `SELECT class AS "index", count(*) AS pictures FROM predictions INDEXED BY predictions_top
     WHERE model = ? AND rank = 1 AND score >= ? GROUP BY class`,
  );
  const denied = db.prepare<[number, number], ClassCount>(
    `SELECT m.class AS "index", count(*) AS pictures FROM reviews r CROSS JOIN pictures p ON p.digest = r.digest
       CROSS JOIN predictions m ON m.picture = p.id AND m.model = r.model AND m.rank = 1 AND +m.class = r.class
     WHERE r.model = ? AND r.verdict <> 'accepted' AND +m.score >= ? GROUP BY m.class`,
  );
  const vanished = db.prepare<[number, number], ClassCount>(
    `SELECT m.class AS "index", count(*) AS pictures FROM pictures p INDEXED BY pictures_vanished_by_path
       CROSS JOIN predictions m ON m.picture = p.id AND m.model = ? AND m.rank = 1
     WHERE p.state = 'vanished' AND (m.verdict IS NULL OR m.verdict = 'accepted') AND +m.score >= ? GROUP BY m.class`,
  );
  const acceptedBelow = db.prepare<[number, number], ClassCount>(
    `SELECT m.class AS "index", count(*) AS pictures FROM predictions m INDEXED BY predictions_accepted
       CROSS JOIN pictures p ON p.id = m.picture
     WHERE m.model = ? AND m.rank = 1 AND m.verdict = 'accepted' AND m.score < ? AND p.state = 'present' GROUP BY m.class`,
  );
  const corrected = db.prepare<[number], ClassCount>(
    `SELECT r.corrected AS "index", count(*) AS pictures FROM reviews r CROSS JOIN pictures p ON p.digest = r.digest
     WHERE r.model = ? AND r.verdict = 'corrected' AND p.state = 'present' GROUP BY r.corrected`,
  );

  /** A statement about all that a query finds (`found`); `values` are what its other `?` stand for. */
  function ask<Row>(
    query: CompiledQuery,
    prepare: (found: string) => Statement<unknown[], Row>,
    ...values: readonly unknown[]
  ): readonly Row[] {
    return db.transaction(() => {
      const selection = selectPictures(db, query);
      return prepare(`(${selection.sql}) found`).all(...selection.parameters, ...values);
    })();
  }

  return {
    classCounts: (model, threshold) =>
      db.transaction(() =>
        added([
          [best.all(model, threshold), 1],
          [denied.all(model, threshold), -1],
          [vanished.all(model, threshold), -1],
          [acceptedBelow.all(model, threshold), 1],
          [corrected.all(model), 1],
        ]),
      )(),
    classesOf: (query, scores) => {
      const { from, to } = scores ?? { from: { value: query.threshold, inclusive: true }, to: null };
      const least = `+m.score ${from?.inclusive === false ? '>' : '>='} ?`;
      const most = `+m.score ${to?.inclusive === false ? '<' : '<='} ?`;
      const accepted = scores === null ? ` OR m.verdict = 'accepted'` : '';
      const predicted = ask(
        query,
        (found) =>
          db.prepare<unknown[], ClassCount>(`SELECT m.class AS "index", count(*) AS pictures FROM ${found} ${BEST}
          WHERE (${least} AND ${most}${accepted}) GROUP BY m.class`),
        query.model,
        from?.value ?? 0,
        to?.value ?? 1,
      );
      if (to !== null) return predicted;
      const told = ask(
        query,
        (found) =>
          db.prepare<unknown[], ClassCount>(`SELECT r.corrected AS "index", count(*) AS pictures FROM ${found}
          CROSS JOIN pictures p ON p.id = found.picture
          CROSS JOIN reviews r ON r.digest = p.digest AND r.model = ? AND r.verdict = 'corrected' GROUP BY r.corrected`),
        query.model,
      );
      return added([
        [predicted, 1],
        [told, 1],
      ]);
    },
    monthsOf: (query) =>
      ask(query, (found) =>
        db.prepare<unknown[], MonthCount>(`SELECT substr(p.taken_at, 1, 7) AS month, count(*) AS pictures FROM ${found}
          CROSS JOIN pictures p ON p.id = found.picture
          WHERE p.taken_at IS NOT NULL GROUP BY month ORDER BY month`),
      ),
    foldersOf: (query) =>
      ask(query, (found) =>
        db.prepare<unknown[], FolderCount>(`SELECT p.folder, count(*) AS pictures FROM ${found}
          CROSS JOIN pictures p ON p.id = found.picture GROUP BY p.folder`),
      ),
    tagsOfAll: (query, limit) =>
      ask(
        query,
        (found) =>
          db.prepare<
            unknown[],
            TagCount
          >(`SELECT t.name, count(*) AS pictures FROM ${found} CROSS JOIN pictures p ON p.id = found.picture
          CROSS JOIN tagged ON tagged.digest = p.digest CROSS JOIN tags t ON t.id = tagged.tag
          GROUP BY t.id ORDER BY pictures DESC, t.key LIMIT ?`),
        limit,
      ),
    scoresOf: (query) => {
      // Scores are 32-bit floats: times 100, none of them rounds onto a boundary that it does not reach.
      const rows = ask(
        query,
        (found) =>
          db.prepare<
            unknown[],
            { readonly bin: number | null; readonly pictures: number }
          >(`SELECT CAST(m.score * 100 AS INTEGER) AS bin, count(*) AS pictures
          FROM ${found} LEFT JOIN predictions m ON m.picture = found.picture AND m.model = ? AND m.rank = 1
            AND (m.verdict IS NULL OR m.verdict = 'accepted') GROUP BY bin`),
        query.model,
      );
      const bins = Array.from({ length: SCORE_BINS + 1 }, () => 0);
      for (const { bin, pictures } of rows) bins[bin ?? SCORE_BINS] = pictures;
      return bins;
    },
  };
}

/** Counts of classes put together, those above 0. */
function added(parts: readonly (readonly [readonly ClassCount[], 1 | -1])[]): readonly ClassCount[] {
  const counts = new Map<number, number>();
  for (const [rows, sign] of parts) {
    for (const { index, pictures } of rows) counts.set(index, (counts.get(index) ?? 0) + sign * pictures);
  }
  return [...counts].filter(([, pictures]) => pictures > 0).map(([index, pictures]) => ({ index, pictures }));
}
