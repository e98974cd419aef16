import type { EngineName } from '../../shared/engine.ts';
import type { EnginePackFault } from '../../shared/engine-pack.ts';
import type { Failure, PictureWarning } from '../../shared/failure.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { Prediction } from '../../shared/prediction.ts';
import type { PictureStatus, Plan } from '../../shared/run.ts';
import type { RunResult } from '../run/classify-scopes.ts';
import type { RunCounts } from '../run/progress.ts';
import type { MissingPath } from './answer.ts';

/** One picture's result as a person reads it. */
export interface PictureNews {
  /** Absolute. */
  readonly path: FilePath;
  readonly status: PictureStatus;
  /** The k asked for, best first; empty where the picture failed. */
  readonly predictions: readonly Prediction[];
  readonly failure: Failure | null;
  readonly warning: PictureWarning | null;
}

/** What a host hears while a run goes on. */
export type RunNews =
  /** Before it starts, where `auto` has something to try: this one now, for some seconds. Comes once an engine. */
  | { readonly kind: 'trying-engine'; readonly engine: EngineName }
  /** Before it starts: `auto` does without the engine pack that a person added, which is damaged. */
  | { readonly kind: 'damaged-engine-pack'; readonly fault: EnginePackFault }
  /** The cache folder cannot be written: the next run tries engines, or makes the graph, again. */
  | {
      readonly kind: 'not-kept';
      /** A sentence. */
      readonly problem: string;
    }
  /** Before anything else that happens: with what, and how. */
  | {
      readonly kind: 'started';
      readonly engine: string;
      /** Why that engine, for a person. */
      readonly why: string;
      readonly model: string;
      readonly plan: Plan;
      readonly quarantined: number;
    }
  | { readonly kind: 'pictures'; readonly pictures: readonly PictureNews[] }
  /** `scanning`: more pictures may still be found. */
  | { readonly kind: 'progress'; readonly counts: RunCounts; readonly scanning: boolean }
  | { readonly kind: 'folder-unreadable'; readonly path: FilePath; readonly failure: Failure }
  | { readonly kind: 'root-offline'; readonly path: FilePath }
  /** Memory ran out: the run goes on with less to be computed at a time, or on another engine. */
  | {
      readonly kind: 'plan-reduced';
      readonly engine: string;
      readonly plan: Plan;
      /** What happened, for a person who asked for details. */
      readonly because: string;
    }
  /** A worker process died or was ended; its innocent pictures are classified all the same. */
  | { readonly kind: 'worker-died'; readonly detail: string };

/** A run's result, with what a host says around it. */
export interface RunSummary extends RunResult {
  /** Named paths that are not there. */
  readonly missing: readonly MissingPath[];
  /** Roots that are absent, unreadable or suddenly empty. */
  readonly offline: readonly string[];
  /** Pauses left out. */
  readonly seconds: number;
  /** Classified and reused, over all of these seconds. */
  readonly picturesPerSecond: number;
  readonly model: { readonly id: string; readonly name: string; readonly digest: string };
  /** In force at its end. */
  readonly engine: string;
  readonly plan: Plan;
}
