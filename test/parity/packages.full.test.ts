import path from 'node:path';
import { expect, it } from 'vitest';
import { onnxruntimeCpu } from '../../main/engine/onnxruntime.ts';
import { packageDeviation, readPackageReference } from './package-reference.ts';
import { hasGivenReferences, largeReferences } from './package-references.ts';
import { TOLERANCE } from './reference.ts';

it.skipIf(!hasGivenReferences)('B7 is among the given references', () => {
  expect(largeReferences.map((file) => path.basename(file))).toContain('timm--tf_efficientnet_b7.json');
});

it.skipIf(!hasGivenReferences).each(largeReferences.map((file) => [path.basename(file, '.json'), file] as const))(
  'the logits are those of the given %s',
  async (_, file) => {
    expect(await packageDeviation(readPackageReference(file), onnxruntimeCpu)).toBeLessThanOrEqual(TOLERANCE);
  },
);
