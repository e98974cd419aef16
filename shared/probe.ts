/** What a worker process measured of an engine on a network. */
export interface ProbeFigures {
  /**
   * Of two pictures by a formula, one after the other: the same pictures in every probe, so that engines can be compared.
   */
  readonly logits: readonly number[];
  /** By the median batch. The session alone: nothing is read or decoded. */
  readonly picturesPerSecond: number;
  /** From the request to the first batch: reading or making weights, writing the graph, loading it. */
  readonly openSeconds: number;
  /** Of the first batch, in which a device compiles its programs. */
  readonly firstBatchSeconds: number;
  /** Peak of resident memory of the process. */
  readonly peakBytes: number;
}
