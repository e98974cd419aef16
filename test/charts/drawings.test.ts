import { describe, expect, it } from 'vitest';
import { chartSvg } from '../../main/export/chart-svg.ts';
import { scaledNetworks } from '../../main/model/published-networks.ts';
import { comparisonChart } from '../../shared/charts/comparison-chart.ts';
import { CHART_PALETTES } from '../../shared/charts/palette.ts';
import { rateBars, rateBarsHeight } from '../../shared/charts/rate-bars.ts';
import { scalingChart, scalingHeight } from '../../shared/charts/scaling-chart.ts';
import { VARIANT_IDS, type VariantId } from '../../shared/variant.ts';
import { variantName, type ComparedVariant, type VariantSpeed } from '../../shared/model-comparison.ts';
import { readSvg } from './read-svg.ts';
import { wholeComparison } from './compared.ts';

const { light, dark } = CHART_PALETTES;
const words = { title: 'Speed <measured> & "drawn"', description: 'What it shows' };
const comparisonSize = { width: 820, height: 560, fontSize: 13 };

/** Diameter of each point, pixels. */
function sizesOf(variants: readonly ComparedVariant[]): ReadonlyMap<VariantId, number> {
  const { series } = comparisonChart(variants, comparisonSize, light, []);
  return new Map(series.flatMap(({ data }) => data.map(({ id, symbolSize }) => [id, symbolSize])));
}

describe('the drawing of a comparison', () => {
  const drawn = chartSvg(
    comparisonChart(wholeComparison().variants, comparisonSize, light, ['A <title> & more']),
    comparisonSize,
    words,
  );

  it('is well-formed, says what it is, and has every network as a point with its name', async () => {
    const { title, description, texts, points } = await readSvg(drawn);
    expect({ title, description }).toEqual(words);
    expect(drawn).toContain('role="img"');
    expect(texts).toContain('A <title> & more');
    for (const variant of VARIANT_IDS) expect(texts.filter((text) => text === variantName(variant))).toHaveLength(1);
    expect(points).toEqual([8, 5]);
  });

  it('turns dark with what shows it: each colour of a text has its rule, and nothing waits for a pointer', async () => {
    const { colors } = await readSvg(drawn);
    expect(colors).toEqual(new Set([light.text, light.dimmed]));
    for (const name of ['background', 'text', 'dimmed', 'grid'] as const) {
      expect(drawn).toContain(
        `[fill="${light[name]}"]{fill:${dark[name]}}[stroke="${light[name]}"]{stroke:${dark[name]}}`,
      );
    }
    for (const [at, color] of light.series.entries())
      expect(drawn).toContain(`[fill="${color}"]{fill:${dark.series[at]!}}`);
    expect(drawn).not.toMatch(/class=|:hover|cursor/);
  });

  it('has points whose areas are to each other as the peaks of memory; the least can still be seen', () => {
    const { variants } = wholeComparison();
    const peakOf = (variant: VariantId) => variants.find((one) => one.variant === variant)?.speed;
    const sizes = sizesOf(variants);
    const largest = sizes.get('b7') ?? NaN;
    expect(largest).toBeGreaterThan(2 * comparisonSize.fontSize);
    for (const variant of VARIANT_IDS) {
      const peak = peakOf(variant);
      const share = peak?.kind === 'measured' ? peak.peakBytes / 2900e6 : NaN;
      expect(((sizes.get(variant) ?? NaN) / largest) ** 2).toBeCloseTo(share, 6);
    }
    const [first, ...others] = variants;
    const tiny = { ...first!, speed: { ...first!.speed, peakBytes: 1 } as VariantSpeed };
    expect(sizesOf([tiny, ...others]).get(tiny.variant)).toBeCloseTo(0.6 * comparisonSize.fontSize, 6);
  });

  it('is of those that were measured only', async () => {
    const { variants } = wholeComparison();
    const some = variants.map((one) => (one.variant === 'b7' ? { ...one, speed: { kind: 'unknown' } as const } : one));
    const { points } = await readSvg(chartSvg(comparisonChart(some, comparisonSize, light, []), comparisonSize, words));
    expect(points).toEqual([7, 5]);
  });
});

it('draws how B0 to B7 grow, with their stages', async () => {
  const networks = scaledNetworks();
  const size = { width: 820, height: scalingHeight(networks.length, 13), fontSize: 13 };
  const { texts } = await readSvg(chartSvg(scalingChart(networks, size, light), size, words));
  for (const text of ['B0', 'B7', '×128', 'multiply-adds', '600²', '384 × 13', 'stage 2'])
    expect(texts).toContain(text);
});

it('draws rates as bars with their numbers', async () => {
  const bars = [
    { name: 'this one', perSecond: 106.4, isMain: true },
    { name: 'another', perSecond: 3.21, isMain: false },
  ];
  const size = { width: 720, height: rateBarsHeight(bars.length, 1, 13), fontSize: 13 };
  const { texts } = await readSvg(chartSvg(rateBars(bars, size, light, ['Pictures per second']), size, words));
  for (const text of ['Pictures per second', 'this one', '106', 'another', '3.2']) expect(texts).toContain(text);
});
