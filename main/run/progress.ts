import type { Failure, PictureWarning } from '../../shared/failure.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { ClassScore } from '../../shared/prediction.ts';
import type { PictureStatus } from '../../shared/run.ts';

/** One picture's news. Sent after its result is in the catalog. */
export interface PictureReport {
  readonly picture: number;
  /** Absolute. */
  readonly path: FilePath;
  readonly status: PictureStatus;
  /** Best first; null where the catalog has them (reused, unchanged) or there are none (failed). */
  readonly scores: readonly ClassScore[] | null;
  readonly failure: Failure | null;
  readonly warning: PictureWarning | null;
}

/** Numbers of a run so far. Every candidate found ends in exactly one of the four statuses, or in `left`. */
export interface RunCounts {
  /** Candidates that the scan has met. */
  found: number;
  classified: number;
  reused: number;
  unchanged: number;
  failed: number;
  /** Met and not brought to an end: the run was stopped, or their root went offline. */
  left: number;
  /** Files that are no candidates, by extension or by why they were left out. */
  readonly skipped: Map<string, number>;
  unreadableFolders: number;
  vanished: number;
  moved: number;
}

export type RunEvent =
  | { readonly kind: 'pictures'; readonly pictures: readonly PictureReport[] }
  | { readonly kind: 'progress'; readonly counts: RunCounts; readonly scanning: boolean }
  | { readonly kind: 'folder-unreadable'; readonly path: FilePath; readonly failure: Failure }
  | { readonly kind: 'root-offline'; readonly path: FilePath };

export function noCounts(): RunCounts {
  return {
    found: 0,
    classified: 0,
    reused: 0,
    unchanged: 0,
    failed: 0,
    left: 0,
    skipped: new Map(),
    unreadableFolders: 0,
    vanished: 0,
    moved: 0,
  };
}
