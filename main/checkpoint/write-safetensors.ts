import { open } from 'node:fs/promises';

/** A tensor as it lies in a file. */
export interface StoredTensor {
  readonly name: string;
  /** In the format's names: `F32`, `F16`… */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Its values row-major, little-endian. */
  readonly bytes: Uint8Array;
}

export function float32Tensor(name: string, shape: readonly number[], values: Float32Array): StoredTensor {
  return { name, dtype: 'F32', shape, bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
}

/**
 * Writes tensors one behind the other, as the `safetensors` library does, with the header padded by spaces so that
 * values are aligned to 8 bytes. The same tensors give the same bytes. Throws what the file system says.
 */
export async function writeSafetensors(path: string, tensors: readonly StoredTensor[]): Promise<void> {
  const header: Record<string, unknown> = {};
  let end = 0;
  for (const { name, dtype, shape, bytes } of tensors) {
    header[name] = { dtype, shape, data_offsets: [end, end + bytes.length] };
    end += bytes.length;
  }
  const json = Buffer.from(JSON.stringify(header));
  const padded = Buffer.alloc(Math.ceil(json.length / 8) * 8, ' ');
  json.copy(padded);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  const file = await open(path, 'w');
  try {
    for (const part of [length, padded, ...tensors.map(({ bytes }) => bytes)]) await file.writeFile(part);
  } finally {
    await file.close();
  }
}
