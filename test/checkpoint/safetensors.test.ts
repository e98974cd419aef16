import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCheckpoint } from '../../main/checkpoint/open-checkpoint.ts';
import { encodeSafetensors, float32Tensor, safetensorsBytes, type StoredTensor } from './write-safetensors.ts';

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
    await writeFile(file, encodeSafetensors(tensors));
    expect(await readAll()).toEqual({ half: [-2], single: [Math.fround(0.1), -3], brain: [3.140625, 1] });
  });

  it('names a tensor of a type that it does not read', async () => {
    await writeFile(file, encodeSafetensors([{ name: 'steps', dtype: 'I64', shape: [], bytes: new Uint8Array(8) }]));
    expect(await readAll()).toMatchObject({ kind: 'wrong-network', tensor: 'steps', file });
  });

  it('refuses a lie of 4 GB in a file of 1 kB before it allocates anything', async () => {
    const bytes = new Uint8Array(1024);
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

  it('gives values or a fault, and nothing else, for a thousand damaged files', async () => {
    const sound = encodeSafetensors([
      float32Tensor('conv_stem.weight', [2, 3], Float32Array.of(1, 2, 3, 4, 5, 6)),
      bits16('bn1.weight', 'F16', 0x3c00, 0x3c00),
      bits16('bn1.bias', 'BF16', 0x3f80, 0x3f80),
    ]);
    const place = fc.nat({ max: sound.length - 1 });
    const damage = fc.oneof(
      fc.record({ kind: fc.constant('set' as const), place, byte: fc.integer({ min: 0, max: 255 }) }),
      fc.record({ kind: fc.constant('cut' as const), place, byte: fc.constant(0) }),
      fc.record({
        kind: fc.constant('insert' as const),
        place,
        byte: fc.constantFrom(0x30, 0x39, 0x2c, 0x2d, 0x22, 0x7d),
      }),
    );
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (damages) => {
        let bytes: Uint8Array<ArrayBuffer> = Uint8Array.from(sound);
        for (const { kind, place: at, byte } of damages) {
          if (kind === 'set') bytes[at] = byte;
          else if (kind === 'cut') bytes = bytes.slice(0, at);
          else bytes = Uint8Array.of(...bytes.subarray(0, at), byte, ...bytes.subarray(at));
        }
        await writeFile(file, bytes);
        const result = await readAll();
        if ('kind' in result && typeof result.kind === 'string') refused++;
        else expect(Object.values(result).flat().length).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 1000, seed: 4 },
    );
    // Damage to the values alone is not for the format to see.
    expect(refused).toBeGreaterThan(600);
  });
});
