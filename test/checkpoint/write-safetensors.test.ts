import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeFloat16 } from '../../main/checkpoint/half-precision.ts';
import { openCheckpoint } from '../../main/checkpoint/open-checkpoint.ts';
import { float32Tensor, writeSafetensors, type StoredTensor } from '../../main/checkpoint/write-safetensors.ts';

const bundled = path.join(import.meta.dirname, '../../assets/models/efficientnet-lite0/weights.safetensors');

let file: string;
beforeAll(async () => {
  file = path.join(await mkdtemp(path.join(tmpdir(), 'classifold-write-')), 'weights.safetensors');
});
afterAll(() => rm(path.dirname(file), { recursive: true }));

/** Every tensor of a file as it would be written. */
async function storedTensors(checkpoint: string): Promise<readonly StoredTensor[]> {
  const opened = await openCheckpoint(checkpoint);
  if (!opened.ok) throw new Error(opened.fault.reason);
  const tensors: StoredTensor[] = [];
  for (const entry of opened.file.entries) {
    const read = await opened.file.read(entry);
    if (!read.ok) throw new Error(read.fault.reason);
    const { name, dtype, shape } = entry;
    const half = { name, dtype, shape, bytes: new Uint8Array(encodeFloat16(read.values).buffer) };
    tensors.push(dtype === 'F16' ? half : float32Tensor(name, shape, read.values));
  }
  await opened.file.close();
  return tensors;
}

describe('writeSafetensors', () => {
  it('writes the bundled weights, once read, byte for byte again', async () => {
    await writeSafetensors(file, await storedTensors(bundled));
    expect((await readFile(file)).equals(await readFile(bundled))).toBe(true);
  });

  it('pads its header so that values begin at a multiple of eight', async () => {
    for (let length = 1; length <= 8; length++) {
      await writeSafetensors(file, [float32Tensor('a'.repeat(length), [1], Float32Array.of(length))]);
      const bytes = await readFile(file);
      const headerBytes = Number(bytes.readBigUInt64LE());
      expect(headerBytes % 8).toBe(0);
      expect(bytes.readFloatLE(8 + headerBytes)).toBe(length);
      expect(bytes.length).toBe(8 + headerBytes + 4);
    }
  });
});
