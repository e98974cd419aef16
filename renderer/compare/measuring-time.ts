import type { ComparedVariant } from '../../shared/model-comparison.ts';

// Of one network, on an idle machine of two cores: its processes, weights and graph, and two and a half seconds of
// computing; then its first and its last picture, which are slow where it is large.
const SECONDS_EACH = 3.2;
const SECONDS_A_BILLION = 0.25;

/** About how long measuring these takes, in seconds: to ten seconds, which is more than can be known before. */
export function measuringSeconds(variants: readonly Pick<ComparedVariant, 'multiplyAdds'>[]): number {
  const seconds = variants.reduce(
    (sum, { multiplyAdds }) => sum + SECONDS_EACH + (SECONDS_A_BILLION * multiplyAdds) / 1e9,
    0,
  );
  return Math.max(10, 10 * Math.round(seconds / 10));
}
