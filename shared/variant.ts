/** The thirteen published networks: B0–B7 (Tan & Le 2019, table 2) and Lite0–Lite4. */
export const VARIANT_IDS = [
  'b0',
  'b1',
  'b2',
  'b3',
  'b4',
  'b5',
  'b6',
  'b7',
  'lite0',
  'lite1',
  'lite2',
  'lite3',
  'lite4',
] as const;

export type VariantId = (typeof VARIANT_IDS)[number];

/**
 * How a strided convolution pads. `same` is TensorFlow's (asymmetric at stride 2: the odd row goes to the bottom and
 * right), `symmetric` is PyTorch's `padding = (k - 1) / 2`.
 */
export type Padding = 'same' | 'symmetric';
