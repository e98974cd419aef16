import { expect, it } from 'vitest';
import { hasTimmReferences, timmDeviation } from './timm-reference.ts';

const REST = ['b1', 'b2', 'b4', 'b5', 'b6', 'b7', 'lite1', 'lite2', 'lite3', 'lite4'] as const;

it.skipIf(!hasTimmReferences).each(REST)('timm’s tf_efficientnet_%s gives timm’s logits', async (variant) => {
  expect(await timmDeviation(`tf_efficientnet_${variant}`, variant)).toBeLessThanOrEqual(1e-3);
});
