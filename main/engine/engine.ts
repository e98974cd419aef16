import type { EngineName } from '../../shared/engine.ts';
import type { GraphFormat } from '../graph/graph-format.ts';

/** How the values of a picture lie in a batch: `[n, 3, height, width]` or `[n, height, width, 3]`. */
export type TensorLayout = 'nchw' | 'nhwc';

/** A runtime that computes a network, on one device. */
export interface Engine {
  /** Stable name for figures, logs and the catalog. */
  readonly name: EngineName;
  /** What it loads. */
  readonly graphFormat: GraphFormat;
  /** What its sessions read. */
  readonly layout: TensorLayout;
  /**
   * Loads a graph. Who creates a session disposes of it.
   *
   * @throws whatever the runtime says of a graph that it cannot load
   */
  readonly createSession: (graph: Uint8Array, options: SessionOptions) => Promise<Session>;
}

export interface SessionOptions {
  /** Side of the square input, pixels. */
  readonly resolution: number;
  /** Length of the logits. */
  readonly classes: number;
  /** Threads that one call of `run` computes with. */
  readonly threads: number;
}

/** One network, loaded. Used by one caller at a time. */
export interface Session {
  /**
   * Blocks this process's JavaScript while it computes.
   *
   * @param images normalised pictures, in the engine's layout, rows from the top; may be longer
   * @param n pictures to compute
   * @returns logits, `[n, classes]`
   */
  readonly run: (images: Float32Array, n: number) => Promise<Float32Array>;
  /** Frees the runtime's memory; nothing may be called afterwards. */
  readonly dispose: () => Promise<void>;
}
