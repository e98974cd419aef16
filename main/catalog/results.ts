import { assertNever } from '../../shared/assert-never.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Classification } from '../../shared/run.ts';
import type { ModelRequest, RecordedResult } from './catalog.ts';
import { atomic } from './connection.ts';
import type { WritableDatabase } from './connection.ts';

export type RecordResults = (results: readonly RecordedResult[], request: ModelRequest) => void;

export function createRecordResults(db: WritableDatabase): RecordResults {
  const unmark = db.prepare<[number]>('DELETE FROM marks WHERE picture = ?');
  const forgetFailure = db.prepare<[number]>('DELETE FROM failures WHERE picture = ?');
  // Takes the predictions with it.
  const forgetClassification = db.prepare<[number, number]>(
    'DELETE FROM classifications WHERE picture = ? AND model = ?',
  );
  const describe = db.prepare<[number, number, string | null, string, string | null, number]>(
    'UPDATE pictures SET width = ?, height = ?, taken_at = ?, format = ?, warning = ? WHERE id = ?',
  );
  const classify = db.prepare<[number, number, number]>('INSERT INTO classifications VALUES (?, ?, ?)');
  const predict = db.prepare<[number, number, number, number, number]>(
    'INSERT INTO predictions (picture, model, rank, class, score) VALUES (?, ?, ?, ?, ?)',
  );
  const copyDescription = db.prepare<[number, number]>(
    `UPDATE pictures SET (width, height, taken_at, format, warning) =
       (SELECT width, height, taken_at, format, warning FROM pictures WHERE id = ?) WHERE id = ?`,
  );
  const copyClassification = db.prepare<[number, number, number]>(
    'INSERT INTO classifications SELECT ?, model, asked_k FROM classifications WHERE picture = ? AND model = ?',
  );
  const copyPredictions = db.prepare<[number, number, number]>(
    `INSERT INTO predictions (picture, model, rank, class, score)
     SELECT ?, model, rank, class, score FROM predictions WHERE picture = ? AND model = ?`,
  );
  // The size and mtime that the file had when it failed: as it was marked, or as it was read after that.
  const fail = db.prepare<[string, string, number, number]>(
    `INSERT OR REPLACE INTO failures (picture, kind, detail, size, mtime_ns, failed_at)
     SELECT id, ?, ?, coalesce((SELECT size FROM marks WHERE picture = id), size),
       coalesce((SELECT mtime_ns FROM marks WHERE picture = id), mtime_ns), ?
     FROM pictures WHERE id = ?`,
  );
  const vanish = db.prepare<[number, number]>(
    `UPDATE pictures SET state = 'vanished', vanished_at = ? WHERE id = ? AND state = 'present'`,
  );

  function recordClassification(
    picture: number,
    { facts, format, warning, scores }: Classification,
    request: ModelRequest,
  ): void {
    const { model, k } = request;
    describe.run(facts.width, facts.height, facts.takenAt, format, warning?.kind ?? null, picture);
    forgetClassification.run(picture, model);
    classify.run(picture, model, k);
    scores.forEach(({ index, score }, place) => predict.run(picture, model, place + 1, index, score));
    forgetFailure.run(picture);
  }

  function recordReuse(picture: number, source: number, { model }: ModelRequest): void {
    if (source !== picture) {
      copyDescription.run(source, picture);
      forgetClassification.run(picture, model);
      const { changes } = copyClassification.run(picture, source, model);
      if (changes === 0) throw new Error(`picture ${source} has no result of model ${model} to copy`);
      copyPredictions.run(picture, source, model);
    }
    forgetFailure.run(picture);
  }

  function recordFailure(picture: number, { kind, detail }: Failure): void {
    if (kind === 'vanished') vanish.run(Date.now(), picture);
    else fail.run(kind, detail, Date.now(), picture);
  }

  return atomic(db, (results: readonly RecordedResult[], request: ModelRequest) => {
    for (const result of results) {
      switch (result.kind) {
        case 'classified':
          recordClassification(result.picture, result.classification, request);
          break;
        case 'reused':
          recordReuse(result.picture, result.source, request);
          break;
        case 'failed':
          recordFailure(result.picture, result.failure);
          break;
        case 'returned':
          break;
        default:
          assertNever(result);
      }
      unmark.run(result.picture);
    }
  });
}
