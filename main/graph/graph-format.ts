import type { Architecture, Weights } from '../efficientnet/architecture.ts';
import { ONNX_WRITER_VERSION, writeOnnx } from './onnx.ts';
import { SAVED_MODEL_WRITER_VERSION, writeSavedModel } from './saved-model.ts';

/** What runtimes load. */
export type GraphFormat = 'onnx' | 'saved-model';

/** How a network is written in one format. */
export interface GraphWriter {
  /** Of what it makes of one architecture and its weights; raised whenever its bytes change. */
  readonly version: number;
  /** @throws Error where the weights lack a parameter of the architecture, or have one of another size */
  readonly write: (architecture: Architecture, weights: Weights) => Uint8Array;
}

export const GRAPH_WRITERS: Readonly<Record<GraphFormat, GraphWriter>> = {
  onnx: { version: ONNX_WRITER_VERSION, write: writeOnnx },
  'saved-model': { version: SAVED_MODEL_WRITER_VERSION, write: writeSavedModel },
};
