/** What scales the baseline network: multipliers of width and depth, and the input's side in pixels. */
export interface Scaling {
  readonly width: number;
  readonly depth: number;
  readonly resolution: number;
}

/** Compound scaling (equation 3): α, β and γ were found by a grid search such that α · β² · γ² ≈ 2. */
const ALPHA = 1.2;
const BETA = 1.1;
const GAMMA = 1.15;
const BASELINE_RESOLUTION = 224;

/**
 * Equation 3: depth α^φ, width β^φ, resolution 224 · γ^φ, so that multiply-adds grow about 2^φ. The published B1–B7
 * follow it loosely; their own rounded coefficients are in `VARIANTS`.
 */
export function compoundScaling(phi: number): Scaling {
  return { depth: ALPHA ** phi, width: BETA ** phi, resolution: Math.round(BASELINE_RESOLUTION * GAMMA ** phi) };
}

/** Channels are multiples of this, as hardware likes them. */
const CHANNEL_STEP = 8;

/** `width · channels`, rounded to a multiple of 8 that is never below 90 % of the unrounded value. */
export function scaleChannels(channels: number, width: number): number {
  const unrounded = channels * width;
  const nearest = Math.floor(unrounded / CHANNEL_STEP + 0.5) * CHANNEL_STEP;
  const rounded = Math.max(CHANNEL_STEP, nearest);
  return rounded < 0.9 * unrounded ? rounded + CHANNEL_STEP : rounded;
}

/** `depth · layers`, rounded up. */
export function scaleLayers(layers: number, depth: number): number {
  return Math.ceil(layers * depth);
}
