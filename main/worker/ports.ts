import type { FilePath } from '../../shared/file-path.ts';
import type { Preprocessing } from '../../shared/preprocessing.ts';
import type { Session, TensorLayout } from '../engine/engine.ts';
import type { DecodeOptions, DecodeResult } from '../picture/decode.ts';
import type { ParentPort } from '../process/started-process.ts';
import type { ReadOptions, ReadResult } from '../picture/picture-file.ts';
import type { FromWorker, ToWorker, WorkerStart } from './protocol.ts';

/** The parts a worker is made of; a test puts hazards in their place. */
export interface WorkerParts {
  readPictureFile(path: FilePath, options: ReadOptions): Promise<ReadResult>;
  decodePicture(bytes: Buffer, options: DecodeOptions, path: FilePath): Promise<DecodeResult>;
  openModel(start: WorkerStart): Promise<OpenedModel>;
}

export type OpenedModel =
  | {
      readonly ok: true;
      readonly session: Session;
      /** What the session reads. */
      readonly layout: TensorLayout;
      readonly preprocessing: Preprocessing;
      readonly classes: number;
    }
  | { readonly ok: false; readonly reason: string };

/** The worker's end of the channel to the pool. */
export type WorkerPort = ParentPort<ToWorker, FromWorker>;
