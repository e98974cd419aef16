/** Parameters and statistics of one batch normalisation, each `[channels]`. */
export interface BatchNorm {
  readonly gamma: Float32Array;
  readonly beta: Float32Array;
  readonly mean: Float32Array;
  readonly variance: Float32Array;
  readonly epsilon: number;
}

/**
 * A convolution and the batch normalisation behind it as one convolution with a bias (Jacob et al. 2018, section
 * 3.2): kernel · s and beta − mean · s, where s = gamma / √(variance + epsilon). Computed in float64.
 *
 * @param kernel `[filters, …]`, one filter behind the other; not changed
 */
export function foldBatchNorm(
  kernel: Float32Array,
  { gamma, beta, mean, variance, epsilon }: BatchNorm,
): { readonly kernel: Float32Array; readonly bias: Float32Array } {
  const filters = gamma.length;
  const filterLength = kernel.length / filters;
  const folded = new Float32Array(kernel.length);
  const bias = new Float32Array(filters);
  for (let filter = 0; filter < filters; filter++) {
    const scale = gamma[filter]! / Math.sqrt(variance[filter]! + epsilon);
    bias[filter] = beta[filter]! - mean[filter]! * scale;
    const start = filter * filterLength;
    for (let i = start; i < start + filterLength; i++) folded[i] = kernel[i]! * scale;
  }
  return { kernel: folded, bias };
}
