import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCheckpoint } from '../../main/checkpoint/open-checkpoint.ts';
import { float32Tensor, writeSafetensors, type StoredTensor } from '../../main/checkpoint/write-safetensors.ts';
import { safetensorsBytes } from './safetensors-bytes.ts';

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'classifold-safetensors-'));
  file = path.join(folder, 'weights.safetensors');
});
afterAll(() => rm(folder, { recursive: true }));

/** Every tensor of the file, or the first fault. */
async function readAll(target = file) {
  const opened = await openCheckpoint(target);
  if (!opened.ok) return opened.fault;
  const values: Record<string, number[]> = {};
  try {
    for (const entry of opened.file.entries) {
      const read = await opened.file.read(entry);
      if (!read.ok) return read.fault;
      values[entry.name] = [...read.values];
    }
  } finally {
    await opened.file.close();
  }
  return values;
}

function bits16(name: string, dtype: string, ...bits: number[]): StoredTensor {
  return { name, dtype, shape: [bits.length], bytes: new Uint8Array(Uint16Array.from(bits).buffer) };
}

describe('openCheckpoint, of safetensors', () => {
  it('reads F32, F16 and BF16 as float32', async () => {
    const tensors = [
      bits16('half', 'F16', 0xc000),
      // At byte 2 of the data: tensors need not be aligned.
      float32Tensor('single', [2, 1], Float32Array.of(0.1, -3)),
      bits16('brain', 'BF16', 0x4049, 0x3f80),
    ];
    await writeSafetensors(file, tensors);
    expect(await readAll()).toEqual({ half: [-2], single: [Math.fround(0.1), -3], brain: [3.140625, 1] });
  });

  it('names a tensor of a type that it does not read', async () => {
    await writeSafetensors(file, [{ name: 'steps', dtype: 'I64', shape: [], bytes: new Uint8Array(8) }]);
    expect(await readAll()).toMatchObject({ kind: 'wrong-network', tensor: 'steps', file });
  });

  it('refuses a lie of 4 GB in a file of 1 kB before it allocates anything', async () => {
    const bytes = new Uint8Array(1024);
    bytes[8] = '{'.charCodeAt(0);
    new DataView(bytes.buffer).setBigUint64(0, 2n ** 32n, true);
    await writeFile(file, bytes);
    expect(await readAll()).toMatchObject({
      kind: 'invalid-format',
      reason: expect.stringContaining('4294967296') as string,
    });
    new DataView(bytes.buffer).setBigUint64(0, 2n ** 64n - 1n, true);
    await writeFile(file, bytes);
    expect(await readAll()).toMatchObject({ kind: 'invalid-format' });
    const header = '{"big":{"dtype":"F32","shape":[1073741824],"data_offsets":[0,4294967296]}}';
    await writeFile(file, safetensorsBytes(header, new Uint8Array(900)));
    const before = process.memoryUsage().arrayBuffers;
    expect(await readAll()).toMatchObject({
      kind: 'invalid-format',
      reason: expect.stringContaining('900 bytes') as string,
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1 << 20);
  });

  it.each([
    ['an empty file', new Uint8Array(0)],
    ['seven bytes', new Uint8Array(7)],
    ['a header length of zero', new Uint8Array(8)],
    ['text', new TextEncoder().encode('<!DOCTYPE html><html>Not found</html>')],
  ])('refuses %s', async (_, bytes) => {
    await writeFile(file, bytes);
    expect(await readAll()).toMatchObject({ kind: 'invalid-format', file });
  });

  it('says of a file that is absent or a folder that it cannot be opened', async () => {
    expect(await readAll(path.join(folder, 'absent'))).toMatchObject({ kind: 'unreadable-file' });
    expect(await readAll(folder)).toMatchObject({ kind: 'unreadable-file', reason: 'is not a regular file' });
  });

  it.skipIf(process.platform === 'win32')('does not wait for the writer of a FIFO', async () => {
    const fifo = path.join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    expect(await readAll(fifo)).toMatchObject({ kind: 'unreadable-file' });
  });
});
