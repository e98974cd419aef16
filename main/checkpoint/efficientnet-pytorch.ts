import type { Dialect, ModuleNames } from './dialect.ts';

const BLOCK_MODULES: ModuleNames = {
  'expand.conv': '_expand_conv',
  'expand.bn': '_bn0',
  'depthwise.conv': '_depthwise_conv',
  'depthwise.bn': '_bn1',
  'se.reduce': '_se_reduce',
  'se.expand': '_se_expand',
  'project.conv': '_project_conv',
  'project.bn': '_bn2',
};

/**
 * efficientnet-pytorch (0.7.1, efficientnet_pytorch/model.py) and efficientnet-lite-pytorch (0.1.0), which is made
 * from it. Blocks are counted through the whole network.
 */
export const efficientnetPytorch: Dialect = {
  network: {
    'stem.conv': '_conv_stem',
    'stem.bn': '_bn0',
    'head.conv': '_conv_head',
    'head.bn': '_bn1',
    classifier: '_fc',
  },
  blockModules: () => BLOCK_MODULES,
  blockPrefix: ({ position }) => `_blocks.${position}.`,
};
