/** Two libraries compute float32 in another order: logits that are some units apart then differ by a few millionths of a unit, on a graphics processor by more. */
const MOST_APART = 1e-3;

/**
 * By how much two computations of the same logits differ at most, where rounding does not explain it; null where it does. What
 * rounding may do grows with the logits: a network of one's own may have much larger ones than published networks.
 */
export function logitsApart(logits: readonly number[], reference: readonly number[]): number | null {
  if (logits.length !== reference.length) return Infinity;
  const apart = Math.max(...logits.map((logit, i) => Math.abs(logit - (reference[i] ?? Infinity))));
  return apart <= MOST_APART * Math.max(1, standardDeviation(reference)) ? null : apart;
}

function standardDeviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
