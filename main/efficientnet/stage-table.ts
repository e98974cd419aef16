/** A row of MBConv blocks: the first has the stride and changes the channels, the others repeat it at stride 1. */
export interface Stage {
  /** Number in table 1. */
  readonly stage: number;
  /** MBConv1 or MBConv6. */
  readonly expansion: number;
  readonly kernelSize: number;
  readonly stride: 1 | 2;
  readonly channels: number;
  readonly layers: number;
}

/** EfficientNet-B0 (table 1): stage 1 is the stem, 2–8 are MBConv blocks, 9 is the head. */
export const STEM = { kernelSize: 3, stride: 2, channels: 32 } as const;

export const STAGES: readonly Stage[] = [
  { stage: 2, expansion: 1, kernelSize: 3, stride: 1, channels: 16, layers: 1 },
  { stage: 3, expansion: 6, kernelSize: 3, stride: 2, channels: 24, layers: 2 },
  { stage: 4, expansion: 6, kernelSize: 5, stride: 2, channels: 40, layers: 2 },
  { stage: 5, expansion: 6, kernelSize: 3, stride: 2, channels: 80, layers: 3 },
  { stage: 6, expansion: 6, kernelSize: 5, stride: 1, channels: 112, layers: 3 },
  { stage: 7, expansion: 6, kernelSize: 5, stride: 2, channels: 192, layers: 4 },
  { stage: 8, expansion: 6, kernelSize: 3, stride: 1, channels: 320, layers: 1 },
];

export const HEAD = { channels: 1280 } as const;

/** Squeezed width as a share of the block's input channels. */
export const SQUEEZE_RATIO = 0.25;

/** Drop-path rate that the last block would reach; it grows linearly from 0 at the first. */
export const DROP_PATH_RATE = 0.2;
