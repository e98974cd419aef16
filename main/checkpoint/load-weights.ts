import { parameterName, type Architecture, type Weights } from '../efficientnet/architecture.ts';
import type { CheckpointFault } from './checkpoint-fault.ts';
import { tensorName, type Dialect } from './dialect.ts';
import { openCheckpoint } from './open-checkpoint.ts';
import type { TensorEntry } from './tensor-entry.ts';

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
    const matched = matchTensors(path, file.entries, architecture, dialect);
    if (matched.faults.length > 0) return { ok: false, faults: matched.faults };
    const weights = new Map<string, Float32Array>();
    for (const [parameter, entry] of matched.entries) {
      const read = await file.read(entry);
      if (!read.ok) return { ok: false, faults: [read.fault] };
      weights.set(parameter, read.values);
    }
    return { ok: true, weights };
  } finally {
    await file.close();
  }
}

interface MatchedTensors {
  /** By parameter name. */
  readonly entries: ReadonlyMap<string, TensorEntry>;
  readonly faults: readonly CheckpointFault[];
}

/** Finds each parameter's tensor. */
function matchTensors(
  file: string,
  entries: readonly TensorEntry[],
  architecture: Architecture,
  dialect: Dialect,
): MatchedTensors {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const matched = new Map<string, TensorEntry>();
  const faults: CheckpointFault[] = [];
  const fault = (tensor: string, reason: string) => faults.push({ kind: 'wrong-network', file, tensor, reason });
  for (const layer of architecture.layers) {
    for (const { role, shape } of layer.parameters) {
      const name = tensorName(dialect, layer, role);
      const entry = byName.get(name);
      byName.delete(name);
      if (entry === undefined) {
        fault(name, 'is missing');
      } else if (!isSameShape(entry.shape, shape)) {
        fault(name, `is [${entry.shape.join(', ')}] where this network has [${shape.join(', ')}]`);
      } else {
        matched.set(parameterName(layer, role), entry);
      }
    }
  }
  for (const name of byName.keys()) {
    if (!dialect.ignored.test(name)) fault(name, 'is no part of this network');
  }
  return { entries: matched, faults };
}

function isSameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((side, axis) => side === b[axis]);
}
