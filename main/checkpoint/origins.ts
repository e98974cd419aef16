import type { Preprocessing } from '../../shared/preprocessing.ts';
import { ORIGIN_IDS, type DialectId, type OriginId } from '../../shared/recognition.ts';
import type { Padding, VariantId } from '../../shared/variant.ts';

/** What tensors do not tell of a network and its pictures. */
export interface Conventions {
  readonly padding: Padding;
  /** Added to the variance by every batch normalisation. */
  readonly epsilon: number;
  readonly preprocessing: Preprocessing;
}

/** How one publisher's networks were trained: the same for all its variants, but for what `epsilons` names. */
interface Origin {
  readonly dialect: DialectId;
  readonly padding: Padding;
  readonly epsilon: number;
  /** Of variants whose epsilon is another. */
  readonly epsilons: Partial<Record<VariantId, number>>;
  /** Of the weights that the publisher gives by default; a variant that is not here it does not have. */
  readonly preprocessing: Partial<Record<VariantId, Preprocessing>>;
}

type Colours = Pick<Preprocessing, 'mean' | 'std'>;

/** ImageNet's means and deviations, 0.485, 0.456, 0.406 and 0.229, 0.224, 0.225 on the 0…255 scale. */
export const IMAGENET: Colours = { mean: [123.675, 116.28, 103.53], std: [58.395, 57.12, 57.375] };
/** 0.5 and 0.5 on the 0…255 scale: −1…1. */
const HALF: Colours = { mean: [127.5, 127.5, 127.5], std: [127.5, 127.5, 127.5] };
const LITE: Colours = { mean: [127, 127, 127], std: [128, 128, 128] };

const cubic = (shorterSide: number, inputSize: number, colours = IMAGENET): Preprocessing => ({
  shorterSide,
  inputSize,
  kernel: 'cubic',
  ...colours,
});

const linear = (shorterSide: number, inputSize: number, colours = IMAGENET): Preprocessing => ({
  ...cubic(shorterSide, inputSize, colours),
  kernel: 'linear',
});

const ORIGINS: Readonly<Record<OriginId, Origin>> = {
  // timm 1.0.31: `resolve_model_data_config` of each model's default weights (timm/models/efficientnet.py,
  // default_cfgs); shorter side = floor(input size / crop_pct) (timm/data/transforms_factory.py).
  timm: {
    dialect: 'timm',
    padding: 'symmetric',
    epsilon: 1e-5,
    epsilons: {},
    preprocessing: {
      b0: cubic(256, 224),
      b1: cubic(266, 240, HALF),
      b2: cubic(292, 256),
      b3: cubic(329, 288),
      b4: cubic(365, 320),
      // timm squashes the whole picture into this square; here its middle is cut out.
      b5: cubic(448, 448),
      b6: cubic(560, 528),
      b7: cubic(632, 600),
      lite0: cubic(256, 224),
      lite1: cubic(272, 240),
      lite2: cubic(292, 260),
      lite3: cubic(331, 300),
      lite4: cubic(412, 380),
    },
  },
  // The same, `tf_efficientnet_*`: pad_type 'same', BN_EPS_TF_DEFAULT. AdvProp's weights (`ap`) want HALF.
  'timm-tf': {
    dialect: 'timm',
    padding: 'same',
    epsilon: 1e-3,
    epsilons: {},
    preprocessing: {
      b0: cubic(256, 224),
      b1: cubic(272, 240),
      b2: cubic(292, 260),
      b3: cubic(331, 300),
      b4: cubic(412, 380),
      b5: cubic(488, 456),
      b6: cubic(560, 528),
      b7: cubic(632, 600),
      lite0: cubic(256, 224, HALF),
      lite1: cubic(272, 240, HALF),
      lite2: cubic(292, 260, HALF),
      lite3: linear(331, 300, HALF),
      lite4: linear(413, 380, HALF),
    },
  },
  // torchvision 0.29.2, torchvision/models/efficientnet.py: `transforms` of each model's DEFAULT weights (of B1,
  // IMAGENET1K_V2), norm_layer of B5–B7.
  torchvision: {
    dialect: 'torchvision',
    padding: 'symmetric',
    epsilon: 1e-5,
    epsilons: { b5: 1e-3, b6: 1e-3, b7: 1e-3 },
    preprocessing: {
      b0: cubic(256, 224),
      b1: linear(255, 240),
      b2: cubic(288, 288),
      b3: cubic(320, 300),
      b4: cubic(384, 380),
      b5: cubic(456, 456),
      b6: cubic(528, 528),
      b7: cubic(600, 600),
    },
  },
  // efficientnet-pytorch 0.7.1: efficientnet_pytorch/utils.py (sizes, batch_norm_epsilon, SAME padding),
  // examples/imagenet/main.py (val_transforms).
  'efficientnet-pytorch': {
    dialect: 'efficientnet-pytorch',
    padding: 'same',
    epsilon: 1e-3,
    epsilons: {},
    preprocessing: {
      b0: cubic(224, 224),
      b1: cubic(240, 240),
      b2: cubic(260, 260),
      b3: cubic(300, 300),
      b4: cubic(380, 380),
      b5: cubic(456, 456),
      b6: cubic(528, 528),
      b7: cubic(600, 600),
    },
  },
  // efficientnet-lite-pytorch 0.1.0: efficientnet_lite_pytorch/utils.py (sizes, epsilon, SAME padding). Its weights
  // are Google's, and so is the rest: tensorflow/tpu, models/official/efficientnet, lite/efficientnet_lite_builder.py
  // (MEAN_RGB, STDDEV_RGB) and preprocessing.py of 2020 (CROP_PADDING = 32, resize_bicubic).
  'efficientnet-lite-pytorch': {
    dialect: 'efficientnet-lite-pytorch',
    padding: 'same',
    epsilon: 1e-3,
    epsilons: {},
    preprocessing: {
      lite0: cubic(256, 224, LITE),
      lite1: cubic(272, 240, LITE),
      lite2: cubic(292, 260, LITE),
      lite3: cubic(312, 280, LITE),
      lite4: cubic(332, 300, LITE),
    },
  },
};

/** Which origins have this variant under this dialect's names: timm's has two, every other dialect one or none. */
export function originsOf(dialect: DialectId, variant: VariantId): readonly OriginId[] {
  return ORIGIN_IDS.filter((id) => ORIGINS[id].dialect === dialect && ORIGINS[id].preprocessing[variant] !== undefined);
}

/** How an origin's variant was trained; null where it has no such variant. */
export function conventionsOf(origin: OriginId, variant: VariantId): Conventions | null {
  const { padding, epsilon, epsilons, preprocessing } = ORIGINS[origin];
  const prepared = preprocessing[variant];
  if (prepared === undefined) return null;
  return { padding, epsilon: epsilons[variant] ?? epsilon, preprocessing: prepared };
}
