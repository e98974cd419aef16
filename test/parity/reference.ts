import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadWeights } from '../../main/checkpoint/load-weights.ts';
import { timm } from '../../main/checkpoint/timm.ts';
import type { Architecture } from '../../main/efficientnet/architecture.ts';
import { onnxruntimeCpu } from '../../main/engine/onnxruntime.ts';
import { openSession } from '../../main/engine/open-session.ts';
import { float32Tensor, writeSafetensors } from '../../main/checkpoint/write-safetensors.ts';
import { formulaParameter, formulaPicture } from './formula.ts';

/** What every file of reference logits holds. */
export interface Reference {
  readonly resolution: number;
  readonly classes: number;
  readonly gain: number;
  readonly stateDict: readonly (readonly [name: string, shape: readonly number[]])[];
  readonly logits: readonly number[];
}

/** Tensor names and shapes are the reference's own; values are the formula's. */
async function writeFormulaWeights(file: string, { stateDict, gain }: Reference): Promise<void> {
  const tensors = stateDict.map(([name, shape]) => float32Tensor(name, shape, formulaParameter(name, shape, gain)));
  await writeSafetensors(file, tensors);
}

/**
 * How far this program is from the reference, `max|logit − reference| / std(reference)`, the whole way: a safetensors
 * file, its reader, the graph, the session.
 */
export async function deviation(architecture: Architecture, reference: Reference): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'classifold-parity-'));
  try {
    const file = path.join(folder, 'weights.safetensors');
    await writeFormulaWeights(file, reference);
    const opened = await openSession(onnxruntimeCpu, {
      architecture,
      modelDigest: '0'.repeat(64),
      cacheDir: path.join(folder, 'graphs'),
      threads: 2,
      loadWeights: async () => {
        const loaded = await loadWeights(file, architecture, timm);
        return loaded.ok ? loaded : { ok: false, reason: JSON.stringify(loaded.faults) };
      },
    });
    if (!opened.ok) throw new Error(opened.reason);
    const logits = await opened.session.run(formulaPicture(reference.resolution), 1);
    await opened.session.dispose();
    return relativeDeviation(logits, reference.logits);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function relativeDeviation(logits: Float32Array, reference: readonly number[]): number {
  const mean = reference.reduce((sum, logit) => sum + logit, 0) / reference.length;
  const variance = reference.reduce((sum, logit) => sum + (logit - mean) ** 2, 0) / reference.length;
  if (logits.length !== reference.length) throw new Error(`${logits.length} logits, not ${reference.length}`);
  const differences = reference.map((logit, i) => Math.abs((logits[i] ?? NaN) - logit));
  return Math.max(...differences) / Math.sqrt(variance);
}
