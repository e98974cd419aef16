/**
 * Whose network a checkpoint was trained in. timm has each network twice under the same tensor names: its own
 * (`timm`: `efficientnet_b0`…) and those it took over from TensorFlow (`timm-tf`: `tf_efficientnet_b0`…).
 */
export const ORIGIN_IDS = [
  'timm',
  'timm-tf',
  'torchvision',
  'efficientnet-pytorch',
  'efficientnet-lite-pytorch',
] as const;

export type OriginId = (typeof ORIGIN_IDS)[number];
