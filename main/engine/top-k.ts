import type { ClassScore } from '../../shared/prediction.ts';

/**
 * The `k` best classes of one picture, best first; equal scores by class index. Fewer where there are fewer classes.
 *
 * @param scores softmax over all classes, `[classes]`; passed on as they are, never renormalised
 */
export function topK(scores: Float64Array, k: number): ClassScore[] {
  const best: ClassScore[] = [];
  for (const [index, score] of scores.entries()) {
    const last = best.at(-1);
    if (best.length >= k && (last === undefined || score <= last.score)) continue;
    let place = best.length;
    while (place > 0 && best[place - 1]!.score < score) place--;
    best.splice(place, 0, { index, score });
    if (best.length > k) best.pop();
  }
  return best;
}
