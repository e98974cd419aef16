import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { comparedEngines, otherEngines } from './engines.ts';
import { packageDeviation, readPackageReference } from './package-reference.ts';
import { hasGivenReferences, largeReferences, ownReferences, smallReferences } from './package-references.ts';
import { TOLERANCE } from './reference.ts';

it.skipIf(!hasGivenReferences)('B7 is among the given references', () => {
  expect(largeReferences.map((file) => path.basename(file))).toContain('timm--tf_efficientnet_b7.json');
});

const named = (file: string) => [path.basename(file, '.json'), file] as const;

// Of ONNX Runtime on the CPU these are in packages.test.ts.
describe.each(otherEngines)('on %s', (_, engine) => {
  it.each([...ownReferences, ...smallReferences].map(named))('the logits are those of %s', async (__, file) => {
    expect(await packageDeviation(readPackageReference(file), engine)).toBeLessThanOrEqual(TOLERANCE);
  });
});

describe.each(comparedEngines)('on %s', (_, engine) => {
  it.skipIf(!hasGivenReferences).each(largeReferences.map(named))(
    'the logits are those of the given %s',
    async (__, file) => {
      expect(await packageDeviation(readPackageReference(file), engine)).toBeLessThanOrEqual(TOLERANCE);
    },
  );
});
