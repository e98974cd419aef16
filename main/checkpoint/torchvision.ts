import type { Dialect, ModuleNames } from './dialect.ts';

/** torchvision numbers what a block consists of: `depthwise` is the place of the depthwise convolution. */
const blockModules = (depthwise: 0 | 1): ModuleNames => ({
  'expand.conv': '0.0',
  'expand.bn': '0.1',
  'depthwise.conv': `${depthwise}.0`,
  'depthwise.bn': `${depthwise}.1`,
  'se.reduce': `${depthwise + 1}.fc1`,
  'se.expand': `${depthwise + 1}.fc2`,
  'project.conv': `${depthwise + 2}.0`,
  'project.bn': `${depthwise + 2}.1`,
});

const WITHOUT_EXPANSION = blockModules(0);
const WITH_EXPANSION = blockModules(1);

/** torchvision (0.29, torchvision/models/efficientnet.py). It has no Lite networks. */
export const torchvision: Dialect = {
  network: {
    'stem.conv': 'features.0.0',
    'stem.bn': 'features.0.1',
    'head.conv': 'features.8.0',
    'head.bn': 'features.8.1',
    classifier: 'classifier.1',
  },
  blockModules: ({ expansion }) => (expansion === 1 ? WITHOUT_EXPANSION : WITH_EXPANSION),
  // Its features.0 is the stem, table 1's first stage.
  blockPrefix: ({ stage, index }) => `features.${stage - 1}.${index}.block.`,
};
