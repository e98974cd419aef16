import { describe, expect, it } from 'vitest';
import { compoundScaling, scaleChannels, scaleLayers } from '../../main/efficientnet/scaling.ts';
import { VARIANTS } from '../../main/efficientnet/variants.ts';

describe('compoundScaling', () => {
  it('leaves the baseline as it is', () => {
    expect(compoundScaling(0)).toEqual({ depth: 1, width: 1, resolution: 224 });
  });

  it.each([
    ['b1', 0.5],
    ['b2', 1],
    ['b3', 2],
    ['b5', 5],
    ['b6', 6],
    ['b7', 7],
  ] as const)('comes near the published %s at φ = %d', (id, phi) => {
    const { depth, width, resolution } = compoundScaling(phi);
    expect(Math.abs(depth / VARIANTS[id].depth - 1)).toBeLessThan(0.16);
    expect(Math.abs(width / VARIANTS[id].width - 1)).toBeLessThan(0.06);
    expect(Math.abs(resolution / VARIANTS[id].resolution - 1)).toBeLessThan(0.03);
  });

  it('doubles multiply-adds with each φ, about', () => {
    const { depth, width, resolution } = compoundScaling(1);
    expect(depth * width ** 2 * (resolution / 224) ** 2).toBeCloseTo(2, 0);
  });
});

describe('scaleChannels', () => {
  it.each([
    [32, 1, 32],
    [32, 1.1, 32],
    [24, 1.1, 24],
    [40, 1.1, 48],
    [320, 1.8, 576],
    [16, 0.1, 8],
    // Nearest would be 16, below 90 % of 19.2.
    [16, 1.2, 24],
  ])('makes %d channels at width %d to %d', (channels, width, scaled) => {
    expect(scaleChannels(channels, width)).toBe(scaled);
  });
});

describe('scaleLayers', () => {
  it.each([
    [1, 1.1, 2],
    [4, 1.8, 8],
    [3, 1, 3],
    [4, 0.5, 2],
  ])('makes %d layers at depth %d to %d', (layers, depth, scaled) => {
    expect(scaleLayers(layers, depth)).toBe(scaled);
  });
});
