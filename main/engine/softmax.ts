/**
 * Softmax over all classes of one picture, computed in float64.
 *
 * @param logits `[classes]`
 * @returns scores, 0…1, that sum to 1
 * @throws RangeError where a logit is not a number: no picture gives one, a broken network does
 */
export function softmax(logits: Float32Array): Float64Array {
  let highest = -Infinity;
  for (const logit of logits) {
    if (!Number.isFinite(logit)) throw new RangeError(`the network gave ${logit} for a logit: its weights are broken`);
    highest = Math.max(highest, logit);
  }
  const scores = new Float64Array(logits.length);
  let total = 0;
  for (let i = 0; i < logits.length; i++) {
    // The highest becomes 0, so that no exponential overflows.
    const exponential = Math.exp(logits[i]! - highest);
    scores[i] = exponential;
    total += exponential;
  }
  for (let i = 0; i < scores.length; i++) scores[i]! /= total;
  return scores;
}
