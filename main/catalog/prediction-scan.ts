import type { Statement } from 'better-sqlite3';
import type { SortDirection } from '../../shared/query/sort.ts';
import type { ReadableDatabase } from './connection.ts';

/** A prediction as an index yields it. */
export interface ScannedPrediction {
  readonly score: number;
  readonly picture: number;
}

/** Which predictions to read, of one model. */
export interface ScanRange {
  readonly model: number;
  /** Null: the best prediction of every picture, whatever its class. */
  readonly classes: readonly number[] | null;
  /**
   * `best` and `any` rank; `unreviewed`: the best ones that no person has spoken of; `accepted`: the best ones that one
   * has accepted.
   */
  readonly which: 'best' | 'any' | 'unreviewed' | 'accepted';
  /** Inclusive. */
  readonly from: number;
  readonly to: number;
}

/** One index scan, read a few rows at a time: `first`, then on from where it stands (`level`, then `beyond`). */
interface ClassScan {
  readonly keys: readonly number[];
  readonly first: ScanStatement;
  readonly level: ScanStatement;
  readonly beyond: ScanStatement;
  readonly range: ScanRange;
  rows: readonly ScannedPrediction[];
  at: number;
  size: number;
  ended: boolean;
}

type ScanStatement = Statement<number[], ScannedPrediction>;

const LARGEST_READ = 1024;

/**
 * Predictions of several ranges in the order of their scores, equal scores by picture (in the same direction, since an
 * index is read from either end): a merge of one index scan per class, so that a group of hundreds of classes costs
 * hundreds of short look-ups and never a sort. A scan reads a few rows first (`expected` over all scans), then twice as
 * many each time.
 */
export function* scanPredictions(
  database: ReadableDatabase,
  ranges: readonly ScanRange[],
  direction: SortDirection,
  expected: number,
): Generator<ScannedPrediction, void, undefined> {
  const before = direction === 'descending' ? isBetter : isWorse;
  const scans = ranges.flatMap((range) => openScans(database, range, direction));
  const size = Math.min(LARGEST_READ, Math.max(2, Math.ceil((2 * expected) / Math.max(1, scans.length))));
  const heap: ClassScan[] = [];
  for (const scan of scans) {
    scan.size = size;
    readMore(scan, direction);
    if (scan.rows.length > 0) heap.push(scan);
  }
  for (let at = (heap.length >> 1) - 1; at >= 0; at--) sink(heap, at, before);
  while (heap.length > 0) {
    const scan = heap[0]!;
    yield scan.rows[scan.at]!;
    scan.at++;
    if (scan.at === scan.rows.length && !readMore(scan, direction)) {
      const last = heap.pop()!;
      if (heap.length === 0) return;
      heap[0] = last;
    }
    sink(heap, 0, before);
  }
}

/** SQL of one scan: by class, or over all classes. */
function scanSql({ classes, which }: ScanRange, direction: SortDirection, step: 'first' | 'level' | 'beyond'): string {
  const kinds = {
    best: { index: classes === null ? 'predictions_top_score' : 'predictions_top', kind: ' AND rank = 1' },
    any: { index: 'predictions_any', kind: '' },
    unreviewed: {
      index: classes === null ? 'predictions_unreviewed_score' : 'predictions_unreviewed',
      kind: ' AND rank = 1 AND verdict IS NULL',
    },
    accepted: {
      index: classes === null ? 'predictions_accepted' : 'predictions_accepted_class',
      kind: ` AND rank = 1 AND verdict = 'accepted'`,
    },
  } satisfies Record<ScanRange['which'], { readonly index: string; readonly kind: string }>;
  const { index, kind } = kinds[which];
  const scope = `model = ?${classes === null ? '' : ' AND class = ?'}${kind}`;
  const isDescending = direction === 'descending';
  const where = {
    first: 'score >= ? AND score <= ?',
    beyond: isDescending ? 'score >= ? AND score < ?' : 'score > ? AND score <= ?',
    level: `score = ? AND picture ${isDescending ? '>' : '<'} ?`,
  } satisfies Record<typeof step, string>;
  const order = isDescending ? 'score DESC, picture' : 'score, picture DESC';
  return `SELECT score, picture FROM predictions INDEXED BY ${index} WHERE ${scope} AND ${where[step]} ORDER BY ${order} LIMIT ?`;
}

function openScans(database: ReadableDatabase, range: ScanRange, direction: SortDirection): ClassScan[] {
  const statementOf = (step: 'first' | 'level' | 'beyond'): ScanStatement =>
    database.prepare<number[], ScannedPrediction>(scanSql(range, direction, step));
  const statements = { first: statementOf('first'), level: statementOf('level'), beyond: statementOf('beyond') };
  const keys = range.classes === null ? [[]] : range.classes.map((index) => [index]);
  return keys.map((key) => ({
    ...statements,
    keys: [range.model, ...key],
    range,
    rows: [],
    at: 0,
    size: 0,
    ended: false,
  }));
}

/** Reads on; false at the end. */
function readMore(scan: ClassScan, direction: SortDirection): boolean {
  if (scan.ended) return false;
  const last = scan.rows[scan.rows.length - 1];
  const { keys, range, size } = scan;
  if (last === undefined) {
    scan.rows = scan.first.all(...keys, range.from, range.to, size);
  } else {
    const level = scan.level.all(...keys, last.score, last.picture, size);
    const missing = size - level.length;
    const beyond = direction === 'descending' ? [range.from, last.score] : [last.score, range.to];
    scan.rows = missing === 0 ? level : [...level, ...scan.beyond.all(...keys, ...beyond, missing)];
  }
  scan.at = 0;
  scan.ended = scan.rows.length < size;
  scan.size = Math.min(LARGEST_READ, size * 2);
  return scan.rows.length > 0;
}

/** Whether one scan's next row comes before another's. */
type ComesBefore = (a: ClassScan, b: ClassScan) => boolean;

const isBetter: ComesBefore = (a, b) => {
  const left = a.rows[a.at]!;
  const right = b.rows[b.at]!;
  return left.score === right.score ? left.picture < right.picture : left.score > right.score;
};

const isWorse: ComesBefore = (a, b) => isBetter(b, a);

/** Restores a binary heap (first scan on top) below one place. */
function sink(heap: ClassScan[], start: number, before: ComesBefore): void {
  let at = start;
  for (;;) {
    const left = 2 * at + 1;
    const right = left + 1;
    let next = at;
    if (left < heap.length && before(heap[left]!, heap[next]!)) next = left;
    if (right < heap.length && before(heap[right]!, heap[next]!)) next = right;
    if (next === at) return;
    const scan = heap[at]!;
    heap[at] = heap[next]!;
    heap[next] = scan;
    at = next;
  }
}
