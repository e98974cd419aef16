/** A runtime that computes a network. */
export interface Engine {
  /** Stable name for figures, logs and the catalog: `onnxruntime:cpu`. */
  readonly name: string;
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
   * Blocks this process's JavaScript while it computes. A picture's logits are the same at any place of any batch.
   *
   * @param images normalised pictures, `[n, 3, resolution, resolution]` (NCHW, rows from the top); may be longer
   * @param n pictures to compute
   * @returns logits, `[n, classes]`
   */
  readonly run: (images: Float32Array, n: number) => Promise<Float32Array>;
  /** Frees the runtime's memory; nothing may be called afterwards. */
  readonly dispose: () => Promise<void>;
}
