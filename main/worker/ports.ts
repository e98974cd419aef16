import type { FilePath } from '../../shared/file-path.ts';
import type { Preprocessing } from '../../shared/preprocessing.ts';
import type { VariantId } from '../../shared/variant.ts';
import type { Session, TensorLayout } from '../engine/engine.ts';
import type { DecodeOptions, DecodeResult } from '../picture/decode.ts';
import type { ParentPort } from '../process/started-process.ts';
import type { ReadOptions, ReadResult } from '../picture/picture-file.ts';
import type { FromWorker, LibraryFacts, ToWorker, WorkerDescribe, WorkerStart } from './protocol.ts';

/** The parts a worker is made of; a test puts hazards in their place. */
export interface WorkerParts {
  readPictureFile(path: FilePath, options: ReadOptions): Promise<ReadResult>;
  decodePicture(bytes: Buffer, options: DecodeOptions, path: FilePath): Promise<DecodeResult>;
  openModel(
    settings: Pick<WorkerStart, 'engine' | 'packFolder' | 'modelFolder' | 'cacheDir' | 'threads'>,
  ): Promise<OpenedModel>;
  openVariant(settings: VariantSettings): Promise<OpenedNetwork>;
  describeEngine(which: Omit<WorkerDescribe, 'kind'>): DescribedEngine;
}

export type DescribedEngine =
  { readonly ok: true; readonly facts: LibraryFacts } | { readonly ok: false; readonly reason: string };

/** A published network with weights by a formula, made and loaded without a file. */
export interface VariantSettings extends Pick<WorkerStart, 'engine' | 'packFolder' | 'threads'> {
  readonly variant: VariantId;
}

/** What a session can be fed with. */
export type OpenedNetwork =
  | {
      readonly ok: true;
      readonly session: Session;
      readonly layout: TensorLayout;
      /** Side of the square input, pixels. */
      readonly resolution: number;
      readonly classes: number;
    }
  | { readonly ok: false; readonly reason: string };

export type OpenedModel =
  | {
      readonly ok: true;
      readonly session: Session;
      /** What the session reads. */
      readonly layout: TensorLayout;
      readonly preprocessing: Preprocessing;
      readonly classes: number;
      /** As of `OpenedSession`. */
      readonly cacheProblem: string | null;
    }
  | { readonly ok: false; readonly reason: string };

/** The worker's end of the channel to the pool. */
export type WorkerPort = ParentPort<ToWorker, FromWorker>;
