import { describe, expect, it } from 'vitest';
import type { Architecture, FeatureMap } from '../../main/efficientnet/architecture.ts';
import { buildArchitecture } from '../../main/efficientnet/build-architecture.ts';
import { multiplyAdds, parameterCount, peakActivationBytes } from '../../main/efficientnet/costs.ts';
import { VARIANTS } from '../../main/efficientnet/variants.ts';
import { VARIANT_IDS, type VariantId } from '../../shared/variant.ts';
import { B_VARIANTS, TABLE_2 } from './table-2.ts';

function published(id: VariantId, classes = 1000): Architecture {
  return buildArchitecture({ ...VARIANTS[id], classes, padding: 'same', epsilon: 1e-3 });
}

/** What the reference implementations (timm, torchvision) count. */
const PARAMETERS: Readonly<Record<VariantId, number>> = {
  b0: 5_288_548,
  b1: 7_794_184,
  b2: 9_109_994,
  b3: 12_233_232,
  b4: 19_341_616,
  b5: 30_389_784,
  b6: 43_040_704,
  b7: 66_347_960,
  lite0: 4_652_008,
  lite1: 5_416_680,
  lite2: 6_092_072,
  lite3: 8_197_096,
  lite4: 13_006_568,
};

describe('parameterCount', () => {
  it.each(VARIANT_IDS)('is exact for %s', (id) => {
    expect(parameterCount(published(id))).toBe(PARAMETERS[id]);
  });

  it('is exact for another number of classes', () => {
    expect(parameterCount(published('b0', 37))).toBe(4_054_945);
  });
});

describe('multiplyAdds', () => {
  it.each(B_VARIANTS)('of %s is within 8 %% of the paper’s', (id) => {
    const ratio = multiplyAdds(published(id)) / (TABLE_2[id].multiplyAdds * 1e9);
    expect(Math.abs(ratio - 1)).toBeLessThanOrEqual(0.08);
  });
});

describe('peakActivationBytes', () => {
  it('of B0 is the first expansion and the depthwise output behind it', () => {
    expect(peakActivationBytes(published('b0'), 1)).toBe(4 * (112 * 112 * 96 + 56 * 56 * 96));
  });

  it('grows with the batch', () => {
    expect(peakActivationBytes(published('b3'), 8)).toBe(8 * peakActivationBytes(published('b3'), 1));
  });

  it('counts a tensor until the shortcut that reads it, and works in place where a runtime does', () => {
    const common = { block: null, parameters: [] };
    const small: FeatureMap = [1, 1, 10];
    const network: Architecture = {
      resolution: 1,
      classes: 1,
      padding: 'same',
      blocks: [],
      layers: [
        { ...common, name: 'x', step: 'x', inputs: [], output: small, kind: 'input' },
        { ...common, name: 'a', step: 'a', inputs: ['x'], output: small, kind: 'global-average-pool' },
        { ...common, name: 'b', step: 'b', inputs: ['a'], output: small, kind: 'drop-path', rate: 0.1 },
        { ...common, name: 'c', step: 'c', inputs: ['b'], output: small, kind: 'global-average-pool' },
        { ...common, name: 'd', step: 'd', inputs: ['c', 'x'], output: small, kind: 'add' },
      ],
    };
    // While c is made, x waits for d: x, a (with b in place) and c.
    expect(peakActivationBytes(network, 1)).toBe(4 * 30);
  });
});
