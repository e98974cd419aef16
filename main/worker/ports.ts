import type { FilePath } from '../../shared/file-path.ts';
import type { Preprocessing } from '../../shared/preprocessing.ts';
import type { Session } from '../engine/engine.ts';
import type { DecodeOptions, DecodeResult } from '../picture/decode.ts';
import type { ReadResult } from '../picture/picture-file.ts';
import type { FromWorker, ToWorker, WorkerStart } from './protocol.ts';

/** The parts a worker is made of; a test puts hazards in their place. */
export interface WorkerParts {
  /** Bytes; 0 where that cannot be known: `readPictureFile` then says why. */
  fileSize(path: FilePath): Promise<number>;
  readPictureFile(path: FilePath, options: { readonly maxBytes: number }): Promise<ReadResult>;
  decodePicture(bytes: Buffer, options: DecodeOptions, path: FilePath): Promise<DecodeResult>;
  openModel(start: WorkerStart): Promise<OpenedModel>;
}

export type OpenedModel =
  | { readonly ok: true; readonly session: Session; readonly preprocessing: Preprocessing; readonly classes: number }
  | { readonly ok: false; readonly reason: string };

/** The worker's end of the channel to the pool. */
export interface WorkerPort {
  /** Resolves when the message has left this process: a crash right after cannot take it along. Never rejects. */
  send(message: FromWorker): Promise<void>;
  onMessage(listener: (message: ToWorker) => void): void;
  /** The worker has nothing more to do. */
  end(): void;
}
