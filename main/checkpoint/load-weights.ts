import type { TensorFault } from '../../shared/recognition.ts';
import type { Architecture, Weights } from '../efficientnet/architecture.ts';
import type { CheckpointFault } from './checkpoint-fault.ts';
import type { Dialect } from './dialect.ts';
import { matchTensors } from './match-tensors.ts';
import { openCheckpoint } from './open-checkpoint.ts';

export type LoadedWeights =
  | { readonly ok: true; readonly weights: Weights }
  /** Never empty; every tensor that is missing, extra or of another shape. */
  | { readonly ok: false; readonly faults: readonly CheckpointFault[] };

/**
 * Reads a network's weights from a checkpoint. Names and shapes are checked before a value is read; memory
 * stays near the size of the weights in float32.
 */
export async function loadWeights(path: string, architecture: Architecture, dialect: Dialect): Promise<LoadedWeights> {
  const opened = await openCheckpoint(path);
  if (!opened.ok) return { ok: false, faults: [opened.fault] };
  const { file } = opened;
  try {
    const { tensors, faults } = matchTensors(file.entries, architecture, dialect);
    if (faults.length > 0) return { ok: false, faults: faults.map((fault) => wrongNetwork(path, fault)) };
    const weights = new Map<string, Float32Array>();
    for (const [parameter, entry] of tensors) {
      const read = await file.read(entry);
      if (!read.ok) return { ok: false, faults: [read.fault] };
      weights.set(parameter, read.values);
    }
    return { ok: true, weights };
  } finally {
    await file.close();
  }
}

function wrongNetwork(file: string, { tensor, reason }: TensorFault): CheckpointFault {
  return { kind: 'wrong-network', file, tensor, reason };
}
