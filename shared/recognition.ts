import type { VariantId } from './variant.ts';

/** Implementations whose tensor names are known. */
export const DIALECT_IDS = ['timm', 'torchvision', 'efficientnet-pytorch', 'efficientnet-lite-pytorch'] as const;

export type DialectId = (typeof DIALECT_IDS)[number];

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

/** What names and shapes of a checkpoint's tensors tell of its network. */
export interface RecognisedNetwork {
  readonly dialect: DialectId;
  readonly variant: VariantId;
  /** Length of the logits. */
  readonly classes: number;
}

/**
 * What is taken for granted, since no tensor tells:
 * - `family`: nobody said which of timm's two networks of these names it is. They pad differently and have another
 *   epsilon.
 * - `preprocessing`: pictures are prepared as for the weights that this origin publishes. `trainedFurther`: these
 *   are not they, by the number of classes, and may want theirs prepared in another way.
 */
export type Assumption =
  | { readonly kind: 'family'; readonly taken: OriginId; readonly other: OriginId }
  | {
      readonly kind: 'preprocessing';
      readonly origin: OriginId;
      /** Pixels. */
      readonly inputSize: number;
      readonly trainedFurther: boolean;
    };

/** A tensor that is missing, extra or of another shape. */
export interface TensorFault {
  readonly tensor: string;
  /** Clause that follows the tensor's name. */
  readonly reason: string;
}

/** Why a checkpoint, sound as a file, is none that can be used. */
export type RecognitionFault =
  /** Not one tensor is named as in any dialect. */
  | { readonly kind: 'no-efficientnet' }
  /** Named as in a dialect, but none of its networks. */
  | {
      readonly kind: 'no-such-network';
      readonly nearest: RecognisedNetwork;
      /** Tensors that the nearest has, and how many of them are there with their shape. */
      readonly expected: number;
      readonly matched: number;
      /** Against the nearest; never empty. */
      readonly faults: readonly TensorFault[];
    }
  /** Recognised, but the origin that was named has no such network under such names. */
  | { readonly kind: 'other-origin'; readonly network: RecognisedNetwork; readonly origin: OriginId };
