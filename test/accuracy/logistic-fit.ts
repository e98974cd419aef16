/** A top-1 score, and whether that class was the right one. */
export interface JudgedScore {
  readonly score: number;
  readonly isRight: boolean;
}

const STEPS = 50;

/**
 * Fits P(right) = 1 / (1 + exp(−(a + b · score))) by maximum likelihood (Newton's method) and returns the score at
 * which it is one half, −a / b. Needs right and wrong scores that overlap: otherwise the likelihood has no maximum.
 */
export function scoreOfEvenChance(judged: readonly JudgedScore[]): number {
  let a = 0;
  let b = 0;
  for (let step = 0; step < STEPS; step++) {
    // Gradient and (negated) Hessian of the log-likelihood.
    let [ga, gb, haa, hab, hbb] = [0, 0, 0, 0, 0];
    for (const { score, isRight } of judged) {
      const chance = 1 / (1 + Math.exp(-(a + b * score)));
      const residual = (isRight ? 1 : 0) - chance;
      const weight = chance * (1 - chance);
      ga += residual;
      gb += residual * score;
      haa += weight;
      hab += weight * score;
      hbb += weight * score * score;
    }
    const determinant = haa * hbb - hab * hab;
    a += (hbb * ga - hab * gb) / determinant;
    b += (haa * gb - hab * ga) / determinant;
  }
  return -a / b;
}
