import { describe, expect, it } from 'vitest';
import { modelCosts } from '../../main/model/costs.ts';
import type { ModelManifest } from '../../main/model/manifest.ts';
import { scalingTable, stageTable } from '../../main/model/network-tables.ts';
import type { VariantId } from '../../shared/variant.ts';

const manifestOf = (variant: VariantId, inputSize: number): ModelManifest => ({
  format: 1,
  id: variant,
  name: variant,
  variant,
  classes: 1000,
  preprocessing: { shorterSide: inputSize, inputSize, kernel: 'cubic', mean: [0, 0, 0], std: [1, 1, 1] },
  padding: 'same',
  epsilon: 1e-3,
  weights: { file: 'w', bytes: 1, sha256: '0'.repeat(64), dialect: 'timm' },
  labelSet: 'imagenet-1k',
  threshold: 0.5,
  licence: null,
  source: 'test',
});

describe('stageTable', () => {
  it('is table 1 of the paper for B0', () => {
    const rows = stageTable(manifestOf('b0', 224));
    expect(
      rows.map(({ stage, operator, inputSize, channels, layers }) => [stage, operator, inputSize, channels, layers]),
    ).toEqual([
      [1, 'Conv3×3', 224, 32, 1],
      [2, 'MBConv1, k3×3', 112, 16, 1],
      [3, 'MBConv6, k3×3', 112, 24, 2],
      [4, 'MBConv6, k5×5', 56, 40, 2],
      [5, 'MBConv6, k3×3', 28, 80, 3],
      [6, 'MBConv6, k5×5', 14, 112, 3],
      [7, 'MBConv6, k5×5', 14, 192, 4],
      [8, 'MBConv6, k3×3', 7, 320, 1],
      [9, 'Conv1×1, pooling, FC', 7, 1280, 1],
    ]);
  });

  it.each<[VariantId, number]>([
    ['b0', 224],
    ['b3', 300],
    ['lite4', 380],
  ])('leaves nothing of %s out', (variant, size) => {
    const manifest = manifestOf(variant, size);
    const rows = stageTable(manifest);
    const costs = modelCosts(manifest);
    expect(rows.reduce((sum, row) => sum + row.parameters, 0)).toBe(costs.parameters);
    expect(rows.reduce((sum, row) => sum + row.multiplyAdds, 0)).toBe(costs.multiplyAdds);
  });
});

describe('scalingTable', () => {
  it('is empty for a baseline', () => {
    expect(scalingTable(manifestOf('b0', 224))).toEqual([]);
    expect(scalingTable(manifestOf('lite0', 224))).toEqual([]);
  });

  it('has no row for what is not scaled', () => {
    expect(scalingTable(manifestOf('b1', 240)).map(({ scaling }) => scaling)).toEqual(['depth', 'resolution']);
    expect(scalingTable(manifestOf('b0', 300)).map(({ scaling }) => scaling)).toEqual(['resolution']);
  });

  it('takes one factor away at a time: resolution has no parameters, all three cost multiply-adds', () => {
    const manifest = manifestOf('b4', 380);
    const whole = modelCosts(manifest);
    const [width, depth, resolution] = scalingTable(manifest);
    expect([width, depth, resolution]).toMatchObject([
      { scaling: 'width', value: 1.4, baseline: 1 },
      { scaling: 'depth', value: 1.8, baseline: 1 },
      { scaling: 'resolution', value: 380, baseline: 224, parameters: whole.parameters },
    ]);
    for (const row of [width, depth, resolution]) expect(row?.multiplyAdds).toBeLessThan(whole.multiplyAdds);
    for (const row of [width, depth]) expect(row?.parameters).toBeLessThan(whole.parameters);
    expect((resolution?.multiplyAdds ?? 0) / whole.multiplyAdds).toBeCloseTo((224 / 380) ** 2, 1);
  });
});
