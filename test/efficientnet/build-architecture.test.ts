import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Architecture, Layer } from '../../main/efficientnet/architecture.ts';
import { buildArchitecture, type ArchitectureOptions } from '../../main/efficientnet/build-architecture.ts';
import { VARIANTS } from '../../main/efficientnet/variants.ts';
import type { VariantId } from '../../shared/variant.ts';

function published(id: VariantId, options: Partial<ArchitectureOptions> = {}): Architecture {
  return buildArchitecture({ ...VARIANTS[id], classes: 1000, padding: 'same', epsilon: 1e-3, ...options });
}

function layersPerStage({ blocks }: Architecture): number[] {
  return [2, 3, 4, 5, 6, 7, 8].map((stage) => blocks.filter((block) => block.stage === stage).length);
}

function layer(architecture: Architecture, name: string): Layer {
  const found = architecture.layers.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no layer ${name}`);
  return found;
}

describe('EfficientNet-B0 is table 1', () => {
  const b0 = published('b0');

  it('has the table’s operators, channels, layers and strides', () => {
    const rows = b0.blocks.filter(({ index }) => index === 0);
    expect(rows.map((block) => [block.expansion, block.kernelSize, block.stride, block.outputChannels])).toEqual([
      [1, 3, 1, 16],
      [6, 3, 2, 24],
      [6, 5, 2, 40],
      [6, 3, 2, 80],
      [6, 5, 1, 112],
      [6, 5, 2, 192],
      [6, 3, 1, 320],
    ]);
    expect(layersPerStage(b0)).toEqual([1, 2, 2, 3, 3, 4, 1]);
  });

  it('knows every layer’s output shape', () => {
    const stageOutputs = [2, 3, 4, 5, 6, 7, 8].map((stage) => {
      return b0.layers.filter(({ block }) => block?.stage === stage).at(-1)?.output;
    });
    expect(layer(b0, 'stem.swish').output).toEqual([112, 112, 32]);
    expect(stageOutputs).toEqual([
      [112, 112, 16],
      [56, 56, 24],
      [28, 28, 40],
      [14, 14, 80],
      [14, 14, 112],
      [7, 7, 192],
      [7, 7, 320],
    ]);
    expect(b0.layers.slice(-5).map(({ step, output }) => [step, output])).toEqual([
      ['head.bn', [7, 7, 1280]],
      ['head.swish', [7, 7, 1280]],
      ['head.pool', [1280]],
      ['head.dropout', [1280]],
      ['classifier', [1000]],
    ]);
  });

  it('builds MBConv6 with squeeze-and-excitation from a quarter of the block’s input channels', () => {
    const steps = b0.layers.filter(({ block }) => block?.name === 'stage3.1').map(({ step, output }) => [step, output]);
    expect(steps).toEqual([
      ['expand.conv', [56, 56, 144]],
      ['expand.bn', [56, 56, 144]],
      ['expand.swish', [56, 56, 144]],
      ['depthwise.conv', [56, 56, 144]],
      ['depthwise.bn', [56, 56, 144]],
      ['depthwise.swish', [56, 56, 144]],
      ['se.squeeze', [1, 1, 144]],
      ['se.reduce', [1, 1, 6]],
      ['se.swish', [1, 1, 6]],
      ['se.expand', [1, 1, 144]],
      ['se.sigmoid', [1, 1, 144]],
      ['se.excite', [56, 56, 144]],
      ['project.conv', [56, 56, 24]],
      ['project.bn', [56, 56, 24]],
      ['drop-path', [56, 56, 24]],
      ['shortcut', [56, 56, 24]],
    ]);
  });

  it('has no expansion in MBConv1 and no shortcut where stride or channels change', () => {
    const steps = (block: string) =>
      b0.layers.filter((candidate) => candidate.block?.name === block).map((l) => l.step);
    expect(steps('stage2.0')).not.toContain('expand.conv');
    expect(steps('stage2.0')).not.toContain('shortcut');
    expect(steps('stage3.0')).toContain('expand.conv');
    expect(steps('stage3.0')).not.toContain('shortcut');
  });

  it('names dropout and drop-path with their rates', () => {
    expect(layer(b0, 'head.dropout')).toMatchObject({ kind: 'dropout', rate: 0.2 });
    const rates = b0.layers.flatMap((candidate) => (candidate.kind === 'drop-path' ? [candidate.rate] : []));
    expect(rates[0]).toBeCloseTo((0.2 * 2) / 16);
    expect(rates.at(-1)).toBeCloseTo((0.2 * 14) / 16);
  });
});

describe('scaled networks', () => {
  it('scales layers up, and in the Lite family not those of the first and last stage', () => {
    expect(layersPerStage(published('b4'))).toEqual([2, 4, 4, 6, 6, 8, 2]);
    expect(layersPerStage(published('lite4'))).toEqual([1, 4, 4, 6, 6, 8, 1]);
  });

  it('scales stem and head of B4, not of Lite4', () => {
    expect(layer(published('b4'), 'stem.conv').output).toEqual([190, 190, 48]);
    expect(layer(published('b4'), 'head.conv').output).toEqual([12, 12, 1792]);
    expect(layer(published('lite4'), 'stem.conv').output).toEqual([190, 190, 32]);
    expect(layer(published('lite4'), 'head.conv').output).toEqual([12, 12, 1280]);
  });

  it('has neither squeeze-and-excitation nor Swish in the Lite family', () => {
    const lite0 = published('lite0');
    expect(lite0.layers.filter(({ step }) => step.startsWith('se.'))).toEqual([]);
    const functions = lite0.layers.flatMap((candidate) =>
      candidate.kind === 'activation' ? [candidate.function] : [],
    );
    expect(new Set(functions)).toEqual(new Set(['relu6']));
  });

  it('pads asymmetrically at stride 2 as TensorFlow does, symmetrically as PyTorch does', () => {
    const pads = (options: Partial<ArchitectureOptions>) => layer(published('b0', options), 'stem.conv');
    expect(pads({ padding: 'same' })).toMatchObject({ pads: { top: 0, left: 0, bottom: 1, right: 1 } });
    expect(pads({ padding: 'same', resolution: 225 })).toMatchObject({
      pads: { top: 1, left: 1, bottom: 1, right: 1 },
    });
    expect(pads({ padding: 'symmetric' })).toMatchObject({ pads: { top: 1, left: 1, bottom: 1, right: 1 } });
  });

  const anyOptions = fc.record({
    width: fc.double({ min: 0.1, max: 3, noNaN: true }),
    depth: fc.double({ min: 0.1, max: 3, noNaN: true }),
    resolution: fc.integer({ min: 1, max: 700 }),
    classes: fc.integer({ min: 1, max: 30_000 }),
    padding: fc.constantFrom('same' as const, 'symmetric' as const),
    epsilon: fc.constantFrom(1e-3, 1e-5),
    dropout: fc.constant(0.2),
    lite: fc.boolean(),
  });

  it('fits together at any width, depth, resolution and class count', () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        const { layers } = buildArchitecture(options);
        const known = new Map<string, Layer>();
        for (const current of layers) {
          const [first, second] = current.inputs.map((name) => known.get(name));
          if (current.kind !== 'input') expect(first).toBeDefined();
          if (current.kind === 'convolution' && first?.output.length === 3) {
            const { pads, kernelSize, stride } = current;
            const [height, width, channels] = first.output;
            expect(current.output).toEqual([
              Math.floor((height + pads.top + pads.bottom - kernelSize) / stride) + 1,
              Math.floor((width + pads.left + pads.right - kernelSize) / stride) + 1,
              current.parameters[0]?.shape[0],
            ]);
            expect(current.parameters[0]?.shape[1]).toBe(channels / current.groups);
            expect(current.output.every((length) => Number.isInteger(length) && length > 0)).toBe(true);
          }
          if (current.kind === 'add') expect(first?.output).toEqual(second?.output);
          expect(known.has(current.name)).toBe(false);
          known.set(current.name, current);
        }
        expect(layers.at(-1)?.output).toEqual([options.classes]);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses numbers that make no network', () => {
    expect(() => published('b0', { resolution: 0 })).toThrow('resolution must be positive');
    expect(() => published('b0', { classes: 2.5 })).toThrow('classes must be a whole number');
    expect(() => published('b0', { width: NaN })).toThrow('width must be positive');
  });
});
