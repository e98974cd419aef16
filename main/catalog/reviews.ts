import { assertNever } from '../../shared/assert-never.ts';
import type { AcceptChange, Made, ReviewChange, ReviewOutcome } from './changes.ts';
import type { PictureChoice } from './compiled-query.ts';
import { atomic } from './connection.ts';
import type { ReadableDatabase, WritableDatabase } from './connection.ts';
import type { Operations, ReviewOperation } from './operations.ts';
import { choosePictures } from './search-selection.ts';
import type { PictureSelection } from './selection.ts';

export interface Reviews {
  readonly review: (change: ReviewChange, which: PictureChoice, model: number) => ReviewOutcome;
  readonly acceptFrom: (score: number, which: PictureChoice, model: number) => AcceptChange & Made;
  /** Part of a transaction: `undo.ts` knows which operation is the last. Answers how many contents changed back. */
  readonly takeBack: (operation: number) => number;
}

/**
 * The best prediction of each distinct content of a selection, by the model that is the one parameter before the
 * selection's: `digest`, `class`, `score`, and what a person `said` of it.
 */
function contentsSql({ sql }: PictureSelection): string {
  return `SELECT p.digest, m.class, m.score, min(p.id),
      coalesce(m.verdict, (SELECT r.verdict FROM reviews r
        WHERE r.digest = p.digest AND r.model = m.model AND r.verdict = 'corrected')) AS said
    FROM (SELECT ? AS model) asked CROSS JOIN (${sql}) selected CROSS JOIN pictures p ON p.id = selected.picture
      CROSS JOIN predictions m ON m.picture = p.id AND m.model = asked.model AND m.rank = 1
    WHERE p.digest IS NOT NULL GROUP BY p.digest`;
}

/** What accepting everything of a selection from a score on would do. */
export function previewAccept(
  database: ReadableDatabase,
  score: number,
  which: PictureChoice,
  model: number,
): AcceptChange {
  return database.transaction(() => {
    const selection = choosePictures(database, which);
    const counts = database
      .prepare<unknown[], AcceptChange>(
        `SELECT count(*) - count(said) AS changed, count(*) FILTER (WHERE said = 'accepted') AS accepted,
           count(*) FILTER (WHERE said = 'rejected') AS rejected, count(*) FILTER (WHERE said = 'corrected') AS corrected
         FROM (${contentsSql(selection)}) WHERE score >= ?`,
      )
      .get(model, ...selection.parameters, score);
    return counts ?? { changed: 0, accepted: 0, rejected: 0, corrected: 0 };
  })();
}

/** A change is written to `operation_reviews` first, rows before and after, then done from there. */
export function createReviews(db: WritableDatabase, operations: Operations): Reviews {
  // One right class a content: an earlier correction of another class gives way to what is said now.
  const supersede = db.prepare<[number]>(
    `INSERT INTO operation_reviews
     SELECT o.operation, r.digest, r.model, r.class, r.verdict, r.corrected, r.reviewed_at, NULL, NULL
     FROM operation_reviews o CROSS JOIN reviews r ON r.digest = o.digest AND r.model = o.model
     WHERE o.operation = ? AND r.class <> o.class AND r.verdict = 'corrected'`,
  );
  const removeBefore = db.prepare<[number]>(
    `DELETE FROM reviews WHERE (digest, model, class) IN (
       SELECT digest, model, class FROM operation_reviews WHERE operation = ? AND before_verdict IS NOT NULL)`,
  );
  const insertAfter = db.prepare<[number, number]>(
    `INSERT INTO reviews SELECT digest, model, class, after_verdict, after_corrected, ? FROM operation_reviews
     WHERE operation = ? AND after_verdict IS NOT NULL`,
  );
  const removeAfter = db.prepare<[number]>(
    `DELETE FROM reviews WHERE (digest, model, class) IN (
       SELECT digest, model, class FROM operation_reviews WHERE operation = ? AND after_verdict IS NOT NULL)`,
  );
  const insertBefore = db.prepare<[number]>(
    `INSERT INTO reviews SELECT digest, model, class, before_verdict, before_corrected, before_at FROM operation_reviews
     WHERE operation = ? AND before_verdict IS NOT NULL`,
  );
  const countContents = db
    .prepare<[number], number>('SELECT count(DISTINCT digest) FROM operation_reviews WHERE operation = ?')
    .pluck();
  const contentsOf = (operation: number): number => countContents.get(operation) ?? 0;

  /** Does what is collected in an operation; one that collected nothing is forgotten. */
  function apply(operation: number): ReviewOutcome {
    const contents = contentsOf(operation);
    if (contents === 0) {
      operations.cancel(operation);
      return { changed: 0, operation: null };
    }
    supersede.run(operation);
    removeBefore.run(operation);
    insertAfter.run(Date.now(), operation);
    return { changed: contents, operation };
  }

  function review(change: ReviewChange, which: PictureChoice, model: number): ReviewOutcome {
    const selection = choosePictures(db, which);
    const operation = operations.begin(kindOf(change), null, null);
    const right = change.verdict === 'corrected' ? change.right : null;
    // A person who corrects a class to itself accepts it.
    db.prepare(
      `INSERT INTO operation_reviews
       SELECT :operation, best.digest, :model, best.class, r.verdict, r.corrected, r.reviewed_at, best.verdict, best.corrected
       FROM (SELECT digest, class, iif(class = :right, 'accepted', :verdict) AS verdict,
               iif(class = :right, NULL, :right) AS corrected FROM (${contentsSql(selection)})) best
         LEFT JOIN reviews r ON r.digest = best.digest AND r.model = :model AND r.class = best.class
       WHERE r.verdict IS NOT best.verdict OR r.corrected IS NOT best.corrected`,
    ).run(model, ...selection.parameters, { operation, model, right, verdict: change.verdict });
    return apply(operation);
  }

  function acceptFrom(score: number, which: PictureChoice, model: number): AcceptChange & Made {
    const counts = previewAccept(db, score, which, model);
    const selection = choosePictures(db, which);
    const operation = operations.begin('accept', null, null);
    db.prepare(
      `INSERT INTO operation_reviews (operation, digest, model, class, after_verdict)
       SELECT :operation, digest, :model, class, 'accepted' FROM (${contentsSql(selection)})
       WHERE score >= :score AND said IS NULL`,
    ).run(model, ...selection.parameters, { operation, model, score });
    return { ...counts, ...apply(operation) };
  }

  return {
    review: atomic(db, review),
    acceptFrom: atomic(db, acceptFrom),
    takeBack: (operation) => {
      removeAfter.run(operation);
      insertBefore.run(operation);
      return contentsOf(operation);
    },
  };
}

function kindOf(change: ReviewChange): ReviewOperation {
  switch (change.verdict) {
    case 'accepted':
      return 'accept';
    case 'rejected':
      return 'reject';
    case 'corrected':
      return 'correct';
    case null:
      return 'clear';
    default:
      return assertNever(change);
  }
}
