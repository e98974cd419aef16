import type { Dialect } from './dialect.ts';

const SQUEEZE_AND_EXCITATION = { 'se.reduce': 'se.conv_reduce', 'se.expand': 'se.conv_expand' };

/** timm's DepthwiseSeparableConv: a block without expansion. */
const DEPTHWISE_SEPARABLE = {
  'depthwise.conv': 'conv_dw',
  'depthwise.bn': 'bn1',
  ...SQUEEZE_AND_EXCITATION,
  'project.conv': 'conv_pw',
  'project.bn': 'bn2',
};

/** timm's InvertedResidual. */
const INVERTED_RESIDUAL = {
  'expand.conv': 'conv_pw',
  'expand.bn': 'bn1',
  'depthwise.conv': 'conv_dw',
  'depthwise.bn': 'bn2',
  ...SQUEEZE_AND_EXCITATION,
  'project.conv': 'conv_pwl',
  'project.bn': 'bn3',
};

/** pytorch-image-models (timm 1.0, timm/models/efficientnet.py), both its `efficientnet_*` and its `tf_efficientnet_*`. */
export const timm: Dialect = {
  network: {
    'stem.conv': 'conv_stem',
    'stem.bn': 'bn1',
    'head.conv': 'conv_head',
    'head.bn': 'bn2',
    classifier: 'classifier',
  },
  blockModules: ({ expansion }) => (expansion === 1 ? DEPTHWISE_SEPARABLE : INVERTED_RESIDUAL),
  // timm counts its stages from the first with blocks, the table's second.
  blockPrefix: ({ stage, index }) => `blocks.${stage - 2}.${index}.`,
};
