import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoredTensor } from '../../main/checkpoint/write-safetensors.ts';
import { readCheckpoint } from './read-checkpoint.ts';
import { writeTorchOld, writeTorchZip } from './write-torch.ts';

const fixtures = path.join(import.meta.dirname, '../fixtures/checkpoints');

/** What PyTorch reads from each file that it wrote itself (test/fixtures/checkpoints/generate.py). */
const expected = JSON.parse(await readFile(path.join(fixtures, 'expected.json'), 'utf8')) as Record<
  string,
  readonly { name: string; dtype: string; shape: number[]; values: number[] }[]
>;

const FLOATS: Readonly<Record<string, string>> = { float16: 'F16', bfloat16: 'BF16', float32: 'F32', float64: 'F64' };
const OTHERS: Readonly<Record<string, string>> = {
  int64: 'I64',
  int32: 'I32',
  int16: 'I16',
  int8: 'I8',
  uint8: 'U8',
  bool: 'BOOL',
  uint16: 'U16',
  uint32: 'U32',
  uint64: 'U64',
  float8_e4m3fn: 'F8_E4M3',
  float8_e5m2: 'F8_E5M2',
};

describe('openCheckpoint, of files that PyTorch wrote', () => {
  it.each(Object.keys(expected))('reads %s as PyTorch does', async (file) => {
    const tensors = (expected[file] ?? []).map(({ name, dtype, shape, values }) => ({
      name,
      dtype: FLOATS[dtype] ?? OTHERS[dtype],
      shape,
      values: dtype in FLOATS ? values : null,
    }));
    expect(tensors.length).toBeGreaterThan(0);
    expect(await readCheckpoint(path.join(fixtures, file))).toEqual(tensors);
  });

  it.each([
    ['whole-model.pth', 'holds a whole model (torch.nn.modules.container.Sequential)'],
    ['one-tensor.pth', 'holds no state dict'],
    ['script.pt', 'TorchScript'],
    ['exported.pt2', 'torch.export'],
  ])('says what %s is', async (file, reason) => {
    const fault = { kind: 'invalid-format', file: path.join(fixtures, file), tensor: null };
    expect(await readCheckpoint(fault.file)).toMatchObject({
      ...fault,
      reason: expect.stringContaining(reason) as string,
    });
  });

  it('names a tensor that has more values than its storage', async () => {
    expect(await readCheckpoint(path.join(fixtures, 'repeated.pth'))).toMatchObject({
      kind: 'invalid-format',
      tensor: 'weight',
      reason: 'is [3], and its storage has 1 values',
    });
  });
});

describe('the writers of the tests', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'classifold-torch-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const tensors: StoredTensor[] = (expected['plain.pth'] ?? []).map(({ name, dtype, shape, values }) => {
    const stored = dtype === 'int64' ? BigInt64Array.from(values.map(BigInt)) : Float32Array.from(values);
    return { name, dtype: dtype === 'int64' ? 'I64' : 'F32', shape, bytes: new Uint8Array(stored.buffer) };
  });

  it('write the old format byte for byte as PyTorch does', async () => {
    const own = await readFile(path.join(fixtures, 'plain-old.pth'));
    // PyTorch calls storages by their place in its memory.
    const keys = [...own.toString('latin1').matchAll(/X.{4}(\d{6,})q/gs)].map(([, key]) => key ?? '');
    const file = path.join(folder, 'plain-old.pth');
    // The first of each: the list of all follows.
    await writeTorchOld(file, tensors, keys.slice(0, tensors.length));
    expect((await readFile(file)).equals(own)).toBe(true);
  });

  it('write the pickle of the ZIP format byte for byte as PyTorch does, and the same tensors', async () => {
    const own = await readFile(path.join(fixtures, 'plain.pth'));
    const file = path.join(folder, 'plain.pth');
    await writeTorchZip(file, tensors);
    const pickle = (bytes: Buffer) => bytes.subarray(64, bytes.indexOf('PK', 64));
    const written = await readFile(file);
    expect(pickle(own).subarray(0, pickle(written).length).equals(pickle(written))).toBe(true);
    expect(await readCheckpoint(file)).toEqual(await readCheckpoint(path.join(fixtures, 'plain.pth')));
  });
});
