import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { tensorName } from '../../main/checkpoint/dialect.ts';
import { DIALECTS } from '../../main/checkpoint/dialects.ts';
import type { NamedTensor } from '../../main/checkpoint/match-tensors.ts';
import { recogniseCheckpoint } from '../../main/checkpoint/recognise.ts';
import { buildArchitecture } from '../../main/efficientnet/build-architecture.ts';
import { VARIANTS } from '../../main/efficientnet/variants.ts';
import { DIALECT_IDS, type DialectId } from '../../shared/recognition.ts';
import { VARIANT_IDS, type VariantId } from '../../shared/variant.ts';

interface PackageFile {
  readonly dialect: DialectId;
  readonly model: string;
  readonly classes: number;
  readonly stateDict: readonly (readonly [name: string, shape: readonly number[]])[];
}

const folder = path.join(import.meta.dirname, '../fixtures/parity/packages');

/** The published packages' own state dicts, as test/fixtures/parity/packages/generate.py wrote them down. */
const packageFiles = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as PackageFile);

function tensorsOf({ stateDict }: PackageFile): NamedTensor[] {
  return stateDict.map(([name, shape]) => ({ name, shape }));
}

function packageTensors(dialect: DialectId): NamedTensor[] {
  const file = packageFiles.find((candidate) => candidate.dialect === dialect);
  if (file === undefined) throw new Error(`there is no state dict of ${dialect}`);
  return tensorsOf(file);
}

/** Every tensor of a network, by this program's own name maps. */
function networkTensors(dialect: DialectId, variant: VariantId, classes: number): NamedTensor[] {
  const { layers } = buildArchitecture({ ...VARIANTS[variant], classes, padding: 'same', epsilon: 1e-3 });
  return layers.flatMap((layer) =>
    layer.parameters.map(({ role, shape }) => ({ name: tensorName(DIALECTS[dialect], layer, role), shape })),
  );
}

function recognised(tensors: readonly NamedTensor[]) {
  const recognition = recogniseCheckpoint(tensors, null);
  return recognition.ok ? recognition.network : recognition.fault;
}

/** Dialects whose publisher has Lite networks, or has not. */
const hasVariant = (dialect: DialectId, variant: VariantId): boolean =>
  dialect === 'timm' || (dialect === 'efficientnet-lite-pytorch') === variant.startsWith('lite');

describe('recogniseCheckpoint', () => {
  it('has a state dict of every dialect to look at', () => {
    expect(new Set(packageFiles.map(({ dialect }) => dialect))).toEqual(new Set(DIALECT_IDS));
  });

  it.each(packageFiles)('knows $dialect’s own $model by its state dict', (file) => {
    const variant = file.model.replace(/^.*[_-]/, '');
    expect(recognised(tensorsOf(file))).toEqual({ dialect: file.dialect, variant, classes: file.classes });
  });

  it.each(DIALECT_IDS)('tells all variants of %s apart, whatever the classes', (dialect) => {
    for (const variant of VARIANT_IDS.filter((id) => hasVariant(dialect, id))) {
      for (const classes of [1, 37, 21843]) {
        expect(recognised(networkTensors(dialect, variant, classes))).toEqual({ dialect, variant, classes });
      }
    }
  });

  it('does without the counters that PyTorch keeps, and with them', () => {
    const counter = { name: '_bn0.num_batches_tracked', shape: [] };
    expect(recognised([...packageTensors('efficientnet-pytorch'), counter])).toMatchObject({ variant: 'b0' });
  });

  it('names what is missing, extra or of another shape, against the nearest network', () => {
    const tensors = packageTensors('torchvision')
      .filter(({ name }) => name !== 'features.1.0.block.1.fc1.bias')
      .map((tensor) => (tensor.name === 'features.0.0.weight' ? { ...tensor, shape: [32, 1, 3, 3] } : tensor));
    const extra = { name: 'arcface.weight', shape: [37, 1280] };
    expect(recognised([...tensors, extra])).toEqual({
      kind: 'no-such-network',
      nearest: { dialect: 'torchvision', variant: 'b0', classes: 37 },
      expected: 311,
      matched: 309,
      faults: [
        { tensor: 'features.0.0.weight', reason: 'is [32, 1, 3, 3] where this network has [32, 3, 3, 3]' },
        { tensor: 'features.1.0.block.1.fc1.bias', reason: 'is missing' },
        { tensor: 'arcface.weight', reason: 'is no part of this network' },
      ],
    });
  });

  it.each(DIALECT_IDS)('names the classifier that a network of %s is left without', (dialect) => {
    const { classifier } = DIALECTS[dialect].network;
    const headless = packageTensors(dialect).filter(({ name }) => !name.startsWith(`${classifier}.`));
    expect(recognised(headless)).toMatchObject({
      kind: 'no-such-network',
      nearest: { dialect },
      faults: [
        { tensor: `${classifier}.weight`, reason: 'is missing' },
        { tensor: `${classifier}.bias`, reason: 'is missing' },
      ],
    });
  });

  it('takes no classifier for one of no class', () => {
    const tensors = networkTensors('timm', 'b0', 5).map((tensor) =>
      tensor.name.startsWith('classifier.') ? { ...tensor, shape: [0, ...tensor.shape.slice(1)] } : tensor,
    );
    expect(recognised(tensors)).toMatchObject({
      kind: 'no-such-network',
      faults: [{ tensor: 'classifier.weight' }, { tensor: 'classifier.bias' }],
    });
  });

  it('says of other networks that they are none', () => {
    const resnet = ['conv1.weight', 'bn1.weight', 'layer1.0.conv1.weight', 'fc.weight', 'fc.bias'];
    expect(recognised(resnet.map((name) => ({ name, shape: [64] })))).toEqual({ kind: 'no-efficientnet' });
    expect(recognised([])).toEqual({ kind: 'no-efficientnet' });
  });
});

describe('the origin of a checkpoint', () => {
  it.each([
    ['torchvision', 'b0', 'torchvision'],
    ['efficientnet-pytorch', 'b0', 'efficientnet-pytorch'],
    ['efficientnet-lite-pytorch', 'lite1', 'efficientnet-lite-pytorch'],
  ] as const)('is told by the names of %s', (dialect, variant, origin) => {
    const recognition = recogniseCheckpoint(networkTensors(dialect, variant, 1000), null);
    expect(recognition).toMatchObject({
      origin,
      assumed: [{ kind: 'preprocessing', origin, trainedFurther: false }],
    });
  });

  it('is assumed where timm’s names leave two, and taken as named where a person did', () => {
    const tensors = networkTensors('timm', 'b0', 37);
    const assumedOf = (origin: 'timm' | 'timm-tf' | null) => {
      const recognition = recogniseCheckpoint(tensors, origin);
      return recognition.ok ? [recognition.conventions.padding, recognition.assumed] : recognition.fault;
    };
    const prepared = { kind: 'preprocessing', inputSize: 224, trainedFurther: true };
    expect(assumedOf(null)).toEqual([
      'symmetric',
      [
        { kind: 'family', taken: 'timm', other: 'timm-tf' },
        { ...prepared, origin: 'timm' },
      ],
    ]);
    expect(assumedOf('timm')).toEqual(['symmetric', [{ ...prepared, origin: 'timm' }]]);
    expect(assumedOf('timm-tf')).toEqual(['same', [{ ...prepared, origin: 'timm-tf' }]]);
  });

  it('is assumed to be TensorFlow’s where timm’s weights are', () => {
    const recognition = recogniseCheckpoint(networkTensors('timm', 'lite4', 1000), null);
    expect(recognition).toMatchObject({ origin: 'timm-tf', assumed: [{ kind: 'family', other: 'timm' }, {}] });
  });

  it.each(['timm', 'efficientnet-lite-pytorch', 'torchvision'] as const)('cannot be %s by other names', (origin) => {
    const recognition = recogniseCheckpoint(networkTensors('efficientnet-pytorch', 'b1', 1000), origin);
    expect(recognition).toMatchObject({
      ok: false,
      fault: { kind: 'other-origin', origin, network: { variant: 'b1' } },
    });
  });
});
