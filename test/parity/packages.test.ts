import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { onnxruntimeCpu } from '../../main/engine/onnxruntime.ts';
import { DIALECT_IDS } from '../../shared/recognition.ts';
import { otherEngines } from './engines.ts';
import { packageDeviation, readPackageReference } from './package-reference.ts';
import { hasGivenReferences, ownReferences, smallReferences } from './package-references.ts';
import { TOLERANCE } from './reference.ts';

const named = (file: string) => [path.basename(file, '.json'), file] as const;

describe('the logits of published packages', () => {
  it.each(ownReferences.map(named))('are those of the project’s own %s', async (_, file) => {
    expect(await packageDeviation(readPackageReference(file), onnxruntimeCpu)).toBeLessThanOrEqual(TOLERANCE);
  });

  it.skipIf(!hasGivenReferences)('are given in every dialect', () => {
    const dialects = new Set(smallReferences.map((file) => readPackageReference(file).dialect));
    expect(dialects).toEqual(new Set(DIALECT_IDS));
  });

  it.skipIf(!hasGivenReferences).each(smallReferences.map(named))('are those of the given %s', async (_, file) => {
    expect(await packageDeviation(readPackageReference(file), onnxruntimeCpu)).toBeLessThanOrEqual(TOLERANCE);
  });

  // The others are compared in packages.full.test.ts.
  const oneOfEachDialect = DIALECT_IDS.map(
    (dialect) => ownReferences.find((file) => path.basename(file).startsWith(`${dialect}--`)) ?? '',
  );
  describe.each(otherEngines)('on %s', (_, engine) => {
    it.each(oneOfEachDialect.map(named))('are those of the project’s own %s', async (__, file) => {
      expect(await packageDeviation(readPackageReference(file), engine)).toBeLessThanOrEqual(TOLERANCE);
    });
  });

  it('would be seen with the origin’s other family', async () => {
    const file = ownReferences.find((candidate) => candidate.endsWith('timm--efficientnet_b0.json')) ?? '';
    const reference = { ...readPackageReference(file), model: 'tf_efficientnet_b0' };
    expect(await packageDeviation(reference, onnxruntimeCpu)).toBeGreaterThan(10 * TOLERANCE);
  });
});
