import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { conventionsOf, originsOf } from '../../main/checkpoint/origins.ts';
import type { Preprocessing } from '../../shared/preprocessing.ts';
import { DIALECT_IDS, ORIGIN_IDS, type OriginId } from '../../shared/recognition.ts';
import { VARIANT_IDS, type Padding, type VariantId } from '../../shared/variant.ts';

/** What the published packages' own models say; of preprocessing as much as they do. */
type PackageConvention = readonly [OriginId, VariantId, Padding, epsilon: number, Partial<Preprocessing>];

const file = path.join(import.meta.dirname, '../fixtures/parity/conventions.json');
const published = JSON.parse(readFileSync(file, 'utf8')) as PackageConvention[];

describe('conventionsOf', () => {
  it.each(published)('says of %s %s what its package does', (origin, variant, padding, epsilon, preprocessing) => {
    expect(conventionsOf(origin, variant)).toMatchObject({ padding, epsilon, preprocessing });
  });

  it('knows no variant that its package does not have', () => {
    const known = ORIGIN_IDS.flatMap((origin) =>
      VARIANT_IDS.filter((variant) => conventionsOf(origin, variant) !== null).map((variant) => `${origin} ${variant}`),
    );
    expect(known.sort()).toEqual(published.map(([origin, variant]) => `${origin} ${variant}`).sort());
  });

  it('never cuts a square larger than the resized picture', () => {
    for (const [origin, variant] of published) {
      const preprocessing = conventionsOf(origin, variant)?.preprocessing;
      expect(preprocessing?.shorterSide).toBeGreaterThanOrEqual(preprocessing?.inputSize ?? NaN);
    }
  });
});

describe('originsOf', () => {
  it('leaves two origins for timm’s names, and one or none for others', () => {
    expect(DIALECT_IDS.map((dialect) => originsOf(dialect, 'b0'))).toEqual([
      ['timm', 'timm-tf'],
      ['torchvision'],
      ['efficientnet-pytorch'],
      [],
    ]);
    expect(DIALECT_IDS.map((dialect) => originsOf(dialect, 'lite0').length)).toEqual([2, 0, 0, 1]);
  });
});
