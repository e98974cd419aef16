import { parameterName, type Architecture } from '../efficientnet/architecture.ts';
import type { CheckpointFault } from './checkpoint-fault.ts';
import type { CheckpointFile } from './checkpoint-file.ts';
import { tensorName, type Dialect } from './dialect.ts';
import { encodeBfloat16, encodeFloat16 } from './half-precision.ts';
import { matchTensors } from './match-tensors.ts';
import { float32Tensor, type StoredTensor } from './write-safetensors.ts';

export type NetworkTensors =
  | { readonly ok: true; readonly tensors: readonly StoredTensor[] }
  | { readonly ok: false; readonly fault: CheckpointFault };

/**
 * The tensors of a network out of its checkpoint, under the names that they have there, in the order of the layers,
 * row-major. Half precision stays as it is; float64 becomes float32, which is what is computed with. What else is in the
 * file is left out. The caller has recognised the network: every tensor is there.
 */
export async function readNetworkTensors(
  file: CheckpointFile,
  architecture: Architecture,
  dialect: Dialect,
): Promise<NetworkTensors> {
  const { tensors: matched } = matchTensors(file.entries, architecture, dialect);
  const tensors: StoredTensor[] = [];
  for (const layer of architecture.layers) {
    for (const { role, shape } of layer.parameters) {
      const name = tensorName(dialect, layer, role);
      const entry = matched.get(parameterName(layer, role));
      if (entry === undefined) throw new Error(`the checkpoint of a recognised network lacks ${name}`);
      const read = await file.read(entry);
      if (!read.ok) return read;
      tensors.push(storedAs(entry.dtype, name, shape, read.values));
    }
  }
  return { ok: true, tensors };
}

function storedAs(dtype: string, name: string, shape: readonly number[], values: Float32Array): StoredTensor {
  const encode = dtype === 'F16' ? encodeFloat16 : dtype === 'BF16' ? encodeBfloat16 : null;
  if (encode === null) return float32Tensor(name, shape, values);
  return { name, dtype, shape, bytes: new Uint8Array(encode(values).buffer) };
}
