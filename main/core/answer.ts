import type { EngineName } from '../../shared/engine.ts';
import type { EnginePackFault, PackedEngine } from '../../shared/engine-pack.ts';
import type { DownloadFailure } from '../../shared/download-failure.ts';
import type { QueryError } from '../../shared/query/query.ts';
import type { MemoryShortage } from '../../shared/settings.ts';
import type { CatalogOpenFailureKind } from '../catalog/open-failure.ts';
import type { ModelProblem } from '../model/problem.ts';

/** Why the core could not do what it was asked. A value: the host says it and goes on. */
export type CoreFailure =
  /**
   * The catalog is missing, locked, newer, damaged …: `message` names it, the reason and the way out. `opening`: why it
   * could not be opened; left out: it was open.
   */
  | { readonly kind: 'catalog'; readonly message: string; readonly opening?: CatalogOpenFailureKind }
  | { readonly kind: 'unknown-model'; readonly id: string; readonly known: readonly string[] }
  | { readonly kind: 'unusable-model'; readonly file: string; readonly reason: string }
  | ({ readonly kind: 'too-little-memory' } & MemoryShortage)
  /** Nothing of the name can stand in an id. */
  | { readonly kind: 'unusable-model-name'; readonly name: string }
  /** What is there under that id is damaged, and is not replaced: it has to be removed first. */
  | { readonly kind: 'damaged-model'; readonly id: string; readonly file: string; readonly reason: string }
  /** A model was to be tried on this picture, which is at fault itself. `reason`: a sentence. */
  | { readonly kind: 'unusable-picture'; readonly file: string; readonly reason: string }
  /** Another model has that id already. */
  | { readonly kind: 'model-taken'; readonly id: string }
  /** It came with the application: it is not a person's to remove. */
  | { readonly kind: 'bundled-model'; readonly id: string }
  /** A pack was not added. `path`: as it was named. */
  | { readonly kind: 'engine-pack'; readonly path: string; readonly fault: EnginePackFault }
  /** The pack that was added cannot be used. */
  | { readonly kind: 'damaged-engine-pack'; readonly fault: EnginePackFault }
  | { readonly kind: 'no-engine-pack'; readonly engine: PackedEngine }
  /** It could not be taken away from its folder; `reason`: what the file system says. */
  | { readonly kind: 'engine-pack-stays'; readonly folder: string; readonly reason: string }
  /** An engine that a person named is not on this machine. `remedy`: the way to get it; null: there is none. */
  | {
      readonly kind: 'absent-engine';
      readonly engine: EngineName;
      readonly reason: string;
      readonly remedy: string | null;
    }
  /** No published model has that id. */
  | { readonly kind: 'unknown-published-model'; readonly id: string; readonly known: readonly string[] }
  /** A file that was given in place of a download is none of those that are published. */
  | {
      readonly kind: 'other-file';
      readonly file: string;
      readonly sha256: string;
      /** Beginnings of digests. */
      readonly expected: readonly string[];
    }
  | { readonly kind: 'download'; readonly id: string; readonly url: string; readonly failure: DownloadFailure }
  | { readonly kind: 'query'; readonly text: string; readonly error: QueryError }
  /** Not one of the named paths can be classified. */
  | { readonly kind: 'no-paths'; readonly missing: readonly MissingPath[] }
  /** Not one failed picture is there to be tried again. */
  | { readonly kind: 'no-failures' }
  | { readonly kind: 'unknown-root'; readonly path: string }
  | { readonly kind: 'overlapping-root'; readonly path: string }
  | { readonly kind: 'unknown-tag'; readonly name: string }
  /** Another tag has that name already. */
  | { readonly kind: 'tag-taken'; readonly name: string }
  /** A change that was to be taken back, and no other, is not the last one any more. */
  | { readonly kind: 'not-last-change' }
  /** The model has no class of this index. */
  | { readonly kind: 'unknown-class'; readonly index: number }
  | { readonly kind: 'export'; readonly message: string };

/** A path that a person named and that cannot be looked at. */
export interface MissingPath {
  readonly path: string;
  /** The file system's error code. */
  readonly code: string;
}

export type Answer<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: CoreFailure };

/** A root is called by its number where its path is not known any more. */
export function unknownRoot(root: number | string): CoreFailure {
  return { kind: 'unknown-root', path: typeof root === 'number' ? `#${root}` : root };
}

export function answer<Value>(value: Value): Answer<Value> {
  return { ok: true, value };
}

export function refuse(failure: CoreFailure): { readonly ok: false; readonly failure: CoreFailure } {
  return { ok: false, failure };
}

/** Refuses for what is wrong with a file of a model. */
export function unusable({ file, reason }: Pick<ModelProblem, 'file' | 'reason'>): ReturnType<typeof refuse> {
  return refuse({ kind: 'unusable-model', file, reason });
}

/** Whether another program writes the catalog, which it will not do for ever. */
export function isLocked(failure: CoreFailure): boolean {
  return failure.kind === 'catalog' && failure.opening === 'locked';
}
