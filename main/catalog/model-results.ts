import type { ClassScore } from '../../shared/prediction.ts';
import type { ReadableDatabase, WritableDatabase } from './connection.ts';
import { atomic } from './connection.ts';
import type { KnownModel, ModelResults, OlderPrediction } from './reader-answers.ts';

/** Which models have results here, and how many. `modelResults` counts: about a second at a million pictures. */
export interface ModelOverview {
  readonly models: () => readonly KnownModel[];
  readonly modelResults: () => ModelResults;
}

export function createModelOverview(db: ReadableDatabase): ModelOverview {
  const models = db.prepare<[], Omit<KnownModel, 'hasResults'> & { hasResults: 0 | 1 }>(
    `SELECT id AS model, digest, name, variant, classes, label_set AS labelSet,
       (SELECT max(id) FROM runs WHERE runs.model = models.id) AS lastRun,
       EXISTS (SELECT 1 FROM classifications c WHERE c.model = models.id) AS hasResults
     FROM models ORDER BY id`,
  );
  const countAll = db
    .prepare<[], number>(
      `SELECT coalesce(sum((SELECT count(*) FROM pictures p WHERE p.root = r.id AND p.state = 'present')), 0) FROM roots r`,
    )
    .pluck();
  const counts = db.prepare<[], ModelResults['models'][number]>(
    `SELECT o.id AS model,
       (SELECT count(*) FROM classifications c CROSS JOIN pictures p ON p.id = c.picture
        WHERE c.model = o.id AND p.state = 'present') AS pictures,
       (SELECT count(*) FROM predictions m WHERE m.model = o.id) AS predictions,
       (SELECT count(*) FROM reviews WHERE reviews.model = o.id) AS reviews
     FROM models o ORDER BY o.id`,
  );
  return {
    models: () => models.all().map((row) => ({ ...row, hasResults: row.hasResults === 1 })),
    modelResults: () => db.transaction(() => ({ pictures: countAll.get() ?? 0, models: counts.all() }))(),
  };
}

/**
 * Best predictions of other models, by picture, of those pictures that this model has not classified: of several
 * models the one that ran last.
 */
export function olderPredictionsOf(
  db: ReadableDatabase,
  model: number,
  pictures: readonly number[],
): ReadonlyMap<number, OlderPrediction> {
  if (pictures.length === 0) return new Map();
  const rows = db
    .prepare<[string, number], ClassScore & { readonly picture: number; readonly model: number }>(
      `SELECT m.picture, m.model, m.class AS "index", m.score FROM json_each(?) wanted
         CROSS JOIN predictions m ON m.picture = wanted.value AND m.rank = 1
       WHERE NOT EXISTS (SELECT 1 FROM classifications c WHERE c.picture = m.picture AND c.model = ?)
         AND m.verdict IS NOT 'rejected'
       ORDER BY (SELECT max(id) FROM runs WHERE runs.model = m.model), m.model`,
    )
    .all(JSON.stringify(pictures), model);
  return new Map(rows.map(({ picture, ...prediction }) => [picture, prediction]));
}

/**
 * Removes what a model found in some pictures, at most `limit`, and answers in how many. The model itself is remembered:
 * runs and reviews are about it.
 */
export function createForgetResults(db: WritableDatabase): (model: number, limit: number) => number {
  // Takes the predictions with it.
  const forget = db.prepare<[number, number, number]>(
    'DELETE FROM classifications WHERE model = ? AND picture IN (SELECT picture FROM classifications WHERE model = ? LIMIT ?)',
  );
  return atomic(db, (model: number, limit: number) => forget.run(model, model, limit).changes);
}
