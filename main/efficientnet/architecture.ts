import type { Padding } from '../../shared/variant.ts';

/** What one layer makes of one picture: a feature map `[height, width, channels]`, or a vector `[channels]`. */
export type FeatureMap = readonly [height: number, width: number, channels: number];
export type Shape = FeatureMap | readonly [channels: number];

/**
 * What a tensor of parameters is for. `mean` and `variance` are batch normalisation's statistics of the training data
 * (PyTorch's running mean and variance), stored with the weights but not trained.
 */
export type ParameterRole = 'kernel' | 'bias' | 'gamma' | 'beta' | 'mean' | 'variance';

export interface Parameter {
  readonly role: ParameterRole;
  /**
   * Kernel of a convolution: `[filters, input channels / groups, height, width]`; of the fully connected layer:
   * `[classes, features]`; everything else `[channels]`.
   */
  readonly shape: readonly number[];
}

/** One MBConv block (paper, section 4; MobileNetV2's inverted bottleneck with squeeze-and-excitation). */
export interface Block {
  /** `stage3.0`: the stage's number in table 1, then the block's index in it. */
  readonly name: string;
  /** Stage in table 1, 2–8. */
  readonly stage: number;
  /** Index within the stage, from 0. */
  readonly index: number;
  /** Index among all blocks of the network, from 0. */
  readonly position: number;
  /** Factor of the 1×1 expansion: 1 (no expansion) or 6. */
  readonly expansion: number;
  /** Side of the depthwise kernel, 3 or 5. */
  readonly kernelSize: number;
  readonly stride: 1 | 2;
  readonly inputChannels: number;
  readonly outputChannels: number;
  /** Channels between squeeze and excitation; null in the Lite family, which has neither. */
  readonly squeezedChannels: number | null;
  /** Chance that training skips the block's own branch; null where the block has no shortcut. */
  readonly dropPathRate: number | null;
}

/** Rows and columns of zeros around a convolution's input. */
export interface Pads {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export type ActivationFunction = 'swish' | 'relu6' | 'sigmoid';

interface LayerCommon {
  /** Unique in the network: the block's name, where there is one, and the step: `stage3.0.expand.conv`. */
  readonly name: string;
  /** Place within its block, or within the network for layers outside blocks: `expand.conv`, `stem.conv`. */
  readonly step: string;
  readonly block: Block | null;
  /** Names of the layers whose outputs this one reads; all of them come earlier in the list. */
  readonly inputs: readonly string[];
  /** Of one picture. */
  readonly output: Shape;
  readonly parameters: readonly Parameter[];
}

export interface ConvolutionLayer extends LayerCommon {
  readonly kind: 'convolution';
  readonly output: FeatureMap;
  readonly kernelSize: number;
  readonly stride: 1 | 2;
  /** 1, or as many as there are channels: a depthwise convolution. */
  readonly groups: number;
  readonly pads: Pads;
}

export type Layer =
  | (LayerCommon & { readonly kind: 'input' })
  | ConvolutionLayer
  | (LayerCommon & { readonly kind: 'batch-norm'; readonly epsilon: number })
  | (LayerCommon & { readonly kind: 'activation'; readonly function: ActivationFunction })
  /** Means over height and width; the output is `[1, 1, channels]` in squeeze-and-excitation, `[channels]` in the head. */
  | (LayerCommon & { readonly kind: 'global-average-pool' })
  /** Feature map times one factor a channel: the excitation. */
  | (LayerCommon & { readonly kind: 'multiply' })
  /** The shortcut. */
  | (LayerCommon & { readonly kind: 'add' })
  /** Stochastic depth (Huang et al. 2016); in training only. */
  | (LayerCommon & { readonly kind: 'drop-path'; readonly rate: number })
  /** In training only. */
  | (LayerCommon & { readonly kind: 'dropout'; readonly rate: number })
  | (LayerCommon & { readonly kind: 'fully-connected' });

/** A whole network as plain data. */
export interface Architecture {
  /** Side of the square input, pixels. */
  readonly resolution: number;
  /** Length of the logits. */
  readonly classes: number;
  readonly padding: Padding;
  readonly blocks: readonly Block[];
  /** In execution order: the first is the input, the last gives the logits. */
  readonly layers: readonly Layer[];
}

/** Values of every parameter of an architecture, row-major, by `parameterName`. */
export type Weights = ReadonlyMap<string, Float32Array>;

/** Key of a parameter in `Weights`: `stage3.0.expand.conv.kernel`. */
export function parameterName(layer: Layer, role: ParameterRole): string {
  return `${layer.name}.${role}`;
}
