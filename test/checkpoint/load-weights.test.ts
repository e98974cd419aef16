import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tensorName } from '../../main/checkpoint/dialect.ts';
import { loadWeights } from '../../main/checkpoint/load-weights.ts';
import { timm } from '../../main/checkpoint/timm.ts';
import { buildArchitecture } from '../../main/efficientnet/build-architecture.ts';
import { VARIANTS } from '../../main/efficientnet/variants.ts';
import { float32Tensor, writeSafetensors, type StoredTensor } from '../../main/checkpoint/write-safetensors.ts';

const architecture = buildArchitecture({
  ...VARIANTS.b0,
  width: 0.2,
  depth: 0.4,
  classes: 3,
  padding: 'same',
  epsilon: 1e-3,
});

/** Every tensor that the network has, each filled with a number of its own. */
const tensors: StoredTensor[] = [];
for (const layer of architecture.layers) {
  for (const { role, shape } of layer.parameters) {
    const length = shape.reduce((product, side) => product * side, 1);
    tensors.push(float32Tensor(tensorName(timm, layer, role), shape, new Float32Array(length).fill(tensors.length)));
  }
}
const flag: StoredTensor = { name: 'bn1.num_batches_tracked', dtype: 'I64', shape: [], bytes: new Uint8Array(8) };

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'classifold-weights-'));
  file = path.join(folder, 'weights.safetensors');
});
afterAll(() => rm(folder, { recursive: true }));

async function faultsOf(changed: readonly StoredTensor[]) {
  await writeSafetensors(file, changed);
  const loaded = await loadWeights(file, architecture, timm);
  return loaded.ok ? [] : loaded.faults;
}

describe('loadWeights', () => {
  it('gives every parameter its own tensor’s values', async () => {
    await writeSafetensors(file, [...tensors].reverse());
    const loaded = await loadWeights(file, architecture, timm);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
    expect(loaded.weights.size).toBe(tensors.length);
    const name = tensors.findIndex((tensor) => tensor.name === 'blocks.1.0.conv_pwl.weight');
    expect(loaded.weights.get('stage3.0.project.conv.kernel')?.[0]).toBe(name);
    const reduce = tensors.findIndex((tensor) => tensor.name === 'blocks.0.0.se.conv_reduce.bias');
    expect(loaded.weights.get('stage2.0.se.reduce.bias')?.[0]).toBe(reduce);
  });

  it('passes over the counters that PyTorch keeps', async () => {
    expect(await faultsOf([...tensors, flag])).toEqual([]);
  });

  it('names tensors that are missing, extra or of another shape', async () => {
    const changed = tensors
      .filter(({ name }) => name !== 'blocks.0.0.bn2.bias')
      .map((tensor) => (tensor.name === 'classifier.bias' ? { ...tensor, shape: [1, 3] } : tensor));
    const extra = float32Tensor('blocks.9.0.conv_pw.weight', [1], Float32Array.of(1));
    const faults = await faultsOf([...changed, extra]);
    expect(faults.map(({ kind, tensor, reason }) => [kind, tensor, reason])).toEqual([
      ['wrong-network', 'blocks.0.0.bn2.bias', 'is missing'],
      ['wrong-network', 'classifier.bias', 'is [1, 3] where this network has [3]'],
      ['wrong-network', 'blocks.9.0.conv_pw.weight', 'is no part of this network'],
    ]);
  });

  it('names a tensor of another type', async () => {
    const changed = tensors.map((tensor) =>
      tensor.name === 'classifier.bias' ? { ...tensor, dtype: 'I32', bytes: new Uint8Array(12) } : tensor,
    );
    expect(await faultsOf(changed)).toMatchObject([{ tensor: 'classifier.bias' }]);
  });
});
