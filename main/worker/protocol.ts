import type { EngineName } from '../../shared/engine.ts';
import type { LibraryPackage } from '../../shared/engine-report.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { ProbeFigures } from '../../shared/probe.ts';
import type { ContentFacts, PictureOutcome } from '../../shared/run.ts';
import type { VariantId } from '../../shared/variant.ts';
import type { StartedProcess } from '../process/started-process.ts';

// What the pool and a worker process say to each other: plain data, as every channel carries it.

/** The first message: everything a worker needs to get ready. */
export interface WorkerStart {
  readonly kind: 'start';
  /** What computes the network. */
  readonly engine: EngineName;
  /** Absolute: the engine pack that it is loaded from; null, or left out: it comes with the program. */
  readonly packFolder?: string | null;
  /** Absolute; holds the manifest and the weights. */
  readonly modelFolder: string;
  /** Absolute; for graph files. */
  readonly cacheDir: string;
  /** Threads that the session computes with. */
  readonly threads: number;
  /** Pictures decoded at a time. */
  readonly decoders: number;
  /** Most pictures in one call of the session. */
  readonly batch: number;
  /** Top k of each picture. */
  readonly k: number;
  /**
   * Memory that pictures take their shares of, and decoders in all worker processes together: from these follow the memory that
   * decoding may take, and the bytes of files that a worker holds at a time. No more than a run is allowed to take, less where sessions leave less.
   */
  readonly memoryBytes: number;
  readonly allDecoders: number;
  /** Bytes of the largest file that is read. */
  readonly maxFileBytes: number;
}

/** The first message of a worker that classifies nothing: it opens a session, measures it, answers and ends. */
export interface WorkerProbe {
  readonly kind: 'probe';
  readonly engine: EngineName;
  /** As of `WorkerStart`. */
  readonly packFolder?: string | null;
  readonly network: ProbedNetwork;
  /** Threads that the session computes with. */
  readonly threads: number;
  /** Pictures in one call of the session. */
  readonly batch: number;
  /** How long it computes; one batch at least. */
  readonly measureMs: number;
}

/** The first message of a worker that only loads an engine's library, says what it is, and ends. */
export interface WorkerDescribe {
  readonly kind: 'describe';
  readonly engine: EngineName;
  /** As of `WorkerStart`. */
  readonly packFolder: string | null;
}

/** What an engine's library says of itself once it is loaded. */
export interface LibraryFacts {
  readonly version: string;
  readonly package: LibraryPackage | null;
  /** It found a graphics processor, and computes on it. */
  readonly usesGpu: boolean;
}

/** A model that is installed, or a published network with weights by a formula: its speed needs no real ones. */
export type ProbedNetwork =
  | { readonly kind: 'model'; readonly modelFolder: string; readonly cacheDir: string }
  | { readonly kind: 'variant'; readonly variant: VariantId };

export type ToWorker =
  | WorkerStart
  | WorkerProbe
  | WorkerDescribe
  /** After `warm`: the time for measuring begins. */
  | { readonly kind: 'measure' }
  | { readonly kind: 'picture'; readonly id: number; readonly path: FilePath }
  /** After `content`: whether the picture is to be decoded, and in what file a thumbnail is wanted of it then. */
  | {
      readonly kind: 'answer';
      readonly id: number;
      readonly decision: 'classify' | 'release';
      /** Absolute; null: none is wanted. */
      readonly thumbnail: string | null;
    }
  /** Nothing more comes: the worker ends. */
  | { readonly kind: 'stop' };

export type FromWorker =
  /** The session is loaded. `cacheProblem`: why its graph could not be kept for the next one; null where it was. */
  | { readonly kind: 'ready'; readonly cacheProblem: string | null }
  /** The model, or the library, cannot be used; the worker ends. */
  | { readonly kind: 'load-failed'; readonly reason: string }
  /** The session found no memory, to be loaded or to compute: a smaller plan may find it. The worker ends. */
  | { readonly kind: 'out-of-memory'; readonly reason: string }
  /** The session that is to be probed has computed once; `measure` is awaited. */
  | { readonly kind: 'warm' }
  /** The end of a probe. */
  | { readonly kind: 'probed'; readonly figures: ProbeFigures }
  /** The library is loaded; the worker ends. */
  | { readonly kind: 'described'; readonly facts: LibraryFacts }
  /** The file is about to be looked at or read. */
  | { readonly kind: 'reading'; readonly id: number }
  /** Nothing is being done with it: it waits for its turn at the next step. */
  | { readonly kind: 'waiting'; readonly id: number }
  /** The file was read to its end; an answer is awaited. */
  | { readonly kind: 'content'; readonly id: number; readonly content: ContentFacts }
  /** Has left the worker before a byte is decoded. */
  | { readonly kind: 'decoding'; readonly id: number }
  /** The thumbnail that was wanted is in its file, so many bytes; where none could be made, this is not said. */
  | { readonly kind: 'thumbnail'; readonly id: number; readonly bytes: number }
  /** Has left the worker before the session computes these: nothing else is heard until it is done. */
  | { readonly kind: 'computing'; readonly ids: readonly number[] }
  | { readonly kind: 'done'; readonly id: number; readonly outcome: PictureOutcome };

/** A worker process, as a host gives it to the pool. */
export type WorkerProcess = StartedProcess<ToWorker, FromWorker>;
