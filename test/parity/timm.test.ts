import { expect, it } from 'vitest';
import { hasTimmReferences, timmDeviation } from './timm-reference.ts';

it.skipIf(!hasTimmReferences).each([
  ['tf_efficientnet_lite0', 'lite0'],
  ['tf_efficientnet_b0', 'b0'],
  ['tf_efficientnet_b0--c37', 'b0'],
  ['efficientnet_b0', 'b0'],
  ['tf_efficientnet_b3', 'b3'],
] as const)('timm’s %s gives timm’s logits', async (model, variant) => {
  expect(await timmDeviation(model, variant)).toBeLessThanOrEqual(1e-3);
});
