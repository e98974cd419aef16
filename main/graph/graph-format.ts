import type { Architecture, Weights } from '../efficientnet/architecture.ts';
import { ONNX_WRITER_VERSION, writeOnnx } from './onnx.ts';

/** What runtimes load. */
export type GraphFormat = 'onnx';

/** How a network is written in one format. */
export interface GraphWriter {
  /** Of what it makes of one architecture and its weights; raised whenever its bytes change. */
  readonly version: number;
  /** @throws Error where the weights lack a parameter of the architecture, or have one of another size */
  readonly write: (architecture: Architecture, weights: Weights) => Uint8Array;
}

export const GRAPH_WRITERS: Readonly<Record<GraphFormat, GraphWriter>> = {
  onnx: { version: ONNX_WRITER_VERSION, write: writeOnnx },
};
