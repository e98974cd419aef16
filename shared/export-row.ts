import type { Failure } from './failure.ts';
import type { FilePath } from './file-path.ts';
import type { ClassScore, Review } from './prediction.ts';

/** What an export shows of one present or offline picture. */
export interface ExportRow {
  readonly rootPath: FilePath;
  /** Relative to the root. */
  readonly path: FilePath;
  readonly takenAt: string | null;
  readonly width: number | null;
  readonly height: number | null;
  /** Bytes. */
  readonly size: number;
  readonly digest: string | null;
  readonly status: 'classified' | 'failed' | 'unclassified';
  readonly failure: Failure | null;
  /** Best first. */
  readonly scores: readonly ClassScore[];
  readonly tags: readonly string[];
  /** What a person said of the best one. */
  readonly review: Review | null;
}
