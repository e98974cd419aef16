import { writeFile } from 'node:fs/promises';

/** A tensor as it lies in the file. */
export interface StoredTensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

export function float32Tensor(name: string, shape: readonly number[], values: Float32Array): StoredTensor {
  return { name, dtype: 'F32', shape, bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
}

/** A header, given as JSON text, and data as one safetensors file. */
export function safetensorsBytes(header: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + json.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  return bytes;
}

/** The tensors one behind the other, as the `safetensors` library writes them. */
export function encodeSafetensors(tensors: readonly StoredTensor[]): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
  let offset = 0;
  for (const { name, dtype, shape, bytes } of tensors) {
    header[name] = { dtype, shape, data_offsets: [offset, offset + bytes.length] };
    offset += bytes.length;
  }
  const data = new Uint8Array(offset);
  offset = 0;
  for (const { bytes } of tensors) {
    data.set(bytes, offset);
    offset += bytes.length;
  }
  return safetensorsBytes(JSON.stringify(header), data);
}

export async function writeSafetensors(path: string, tensors: readonly StoredTensor[]): Promise<void> {
  await writeFile(path, encodeSafetensors(tensors));
}
