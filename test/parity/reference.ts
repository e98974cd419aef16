import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DIALECTS } from '../../main/checkpoint/dialects.ts';
import { loadWeights } from '../../main/checkpoint/load-weights.ts';
import { float32Tensor, writeSafetensors, type StoredTensor } from '../../main/checkpoint/write-safetensors.ts';
import type { Architecture } from '../../main/efficientnet/architecture.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { openSession } from '../../main/engine/open-session.ts';
import type { DialectId } from '../../shared/recognition.ts';
import { writeTorchOld, writeTorchZip } from '../checkpoint/write-torch.ts';
import { formulaParameter, formulaPicture } from '../../main/efficientnet/formula.ts';
import { inLayout } from './picture-layout.ts';

/** Largest deviation that float32 may have from the reference's float64. */
export const TOLERANCE = 1e-3;

/** What every file of reference logits holds. */
export interface Reference {
  readonly resolution: number;
  readonly classes: number;
  readonly gain: number;
  readonly stateDict: readonly (readonly [name: string, shape: readonly number[]])[];
  readonly logits: readonly number[];
}

interface CheckpointFormat {
  readonly extension: string;
  readonly write: (file: string, tensors: readonly StoredTensor[]) => Promise<void>;
}

/** The format that each publisher's own weights are in. */
const FORMATS: Readonly<Record<DialectId, CheckpointFormat>> = {
  timm: { extension: 'safetensors', write: writeSafetensors },
  torchvision: { extension: 'pth', write: writeTorchZip },
  'efficientnet-pytorch': { extension: 'pth', write: writeTorchOld },
  'efficientnet-lite-pytorch': { extension: 'pth', write: writeTorchOld },
};

/** How far an engine is from a reference of a network that is given, with timm's names. */
export async function deviation(architecture: Architecture, reference: Reference, engine: Engine): Promise<number> {
  return withFormulaCheckpoint(reference, 'timm', (file) =>
    checkpointDeviation({ file, dialect: 'timm', architecture, reference, engine }),
  );
}

/**
 * Runs `use` with a checkpoint, in the dialect's format, whose tensors have the reference's own names and shapes, and the
 * formula's values. It is deleted afterwards.
 */
export async function withFormulaCheckpoint<Result>(
  { stateDict, gain }: Reference,
  dialect: DialectId,
  use: (file: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(path.join(tmpdir(), 'classifold-parity-'));
  try {
    const { extension, write } = FORMATS[dialect];
    const file = path.join(folder, `weights.${extension}`);
    await write(
      file,
      stateDict.map(([name, shape]) => float32Tensor(name, shape, formulaParameter(name, shape, gain))),
    );
    return await use(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Comparison {
  readonly file: string;
  readonly dialect: DialectId;
  readonly architecture: Architecture;
  readonly reference: Reference;
  readonly engine: Engine;
}

/**
 * `max|logit − reference| / std(reference)`, the whole way: the checkpoint, its reader, the graph (written beside the
 * checkpoint), the session. Throws where one of them refuses.
 */
export async function checkpointDeviation(comparison: Comparison): Promise<number> {
  const { file, dialect, architecture, reference, engine } = comparison;
  const opened = await openSession(engine, {
    architecture,
    modelDigest: '0'.repeat(64),
    cacheDir: path.join(path.dirname(file), 'graphs'),
    threads: 2,
    loadWeights: async () => {
      const loaded = await loadWeights(file, architecture, DIALECTS[dialect]);
      return loaded.ok ? loaded : { ok: false, reason: JSON.stringify(loaded.faults) };
    },
  });
  if (!opened.ok) throw new Error(opened.reason);
  try {
    const logits = await opened.session.run(inLayout(formulaPicture(reference.resolution), engine.layout), 1);
    return relativeDeviation(logits, reference.logits);
  } finally {
    await opened.session.dispose();
  }
}

function relativeDeviation(logits: Float32Array, reference: readonly number[]): number {
  const mean = reference.reduce((sum, logit) => sum + logit, 0) / reference.length;
  const variance = reference.reduce((sum, logit) => sum + (logit - mean) ** 2, 0) / reference.length;
  if (logits.length !== reference.length) throw new Error(`${logits.length} logits, not ${reference.length}`);
  const differences = reference.map((logit, i) => Math.abs((logits[i] ?? NaN) - logit));
  return Math.max(...differences) / Math.sqrt(variance);
}
