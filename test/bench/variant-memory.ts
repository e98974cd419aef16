import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { forkProgram } from '../../main/cli/fork-program.ts';
import { sessionMemory } from '../../main/engine/session-memory.ts';
import { modelCosts } from '../../main/model/costs.ts';
import { readModelFolder } from '../../main/model/model-folder.ts';
import { probe } from '../../main/pool/probe.ts';
import { createPool } from '../../main/pool/pool.ts';
import type { EngineName } from '../../shared/engine.ts';
import type { VariantId } from '../../shared/variant.ts';
import { peakOf } from './memory.ts';
import { makeVariantModel } from './variant-models.ts';

/** Peaks of resident memory, 10⁶ bytes, each of a process of its own; computed bytes likewise in 10⁶. */
export interface VariantMemory {
  readonly variant: VariantId;
  /** Computed from the architecture: of its parameters, and of one picture's activations. */
  readonly weights: number;
  readonly activations: number;
  /** A worker that finds no graph: it reads the weights, writes the graph and classifies pictures one by one. */
  readonly first: number;
  /** A worker that finds the graph, by pictures a batch. */
  readonly batches: Readonly<Record<number, number>>;
  /**
   * What the engine does not do: a whole batch in one call of the runtime, in a process without sharp; null where it would
   * not fit.
   */
  readonly inOneCall: Readonly<Record<number, number | null>>;
}

const BATCHES = [1, 8, 32] as const;
const MOST_BYTES = 12e9;
const worker = path.join(import.meta.dirname, '..', '..', 'out', 'program', 'worker.cjs');
const oneCall = path.join(import.meta.dirname, 'one-call.ts');

/** Measures one variant (Linux only), with weights by a formula: memory does not depend on their values. */
export async function measureVariantMemory(
  variant: VariantId,
  files: readonly string[],
  scratch: string,
): Promise<VariantMemory> {
  const modelFolder = path.join(scratch, variant);
  const cacheDir = path.join(scratch, `${variant}-graphs`);
  const manifest = await makeVariantModel(variant, modelFolder);
  const costs = modelCosts(manifest);
  const first = await workerPeak(modelFolder, cacheDir, 1, files);
  const batches: Record<number, number> = {};
  const inOneCall: Record<number, number | null> = {};
  for (const batch of BATCHES) {
    batches[batch] = await workerPeak(modelFolder, cacheDir, batch, files);
    // The most that was seen is five times the activations.
    const fits = 5 * costs.activationBytes(batch) + 4 * costs.weightBytes < MOST_BYTES;
    inOneCall[batch] = fits ? await oneCallPeak(modelFolder, cacheDir, batch) : null;
  }
  return {
    variant,
    weights: megabytes(costs.weightBytes),
    activations: megabytes(costs.activationBytes(1)),
    first,
    batches,
    inOneCall,
  };
}

/** Peaks on TensorFlow, which computes all pictures of a batch at once, in the units of `VariantMemory`. */
export interface TensorflowVariantMemory extends Pick<VariantMemory, 'variant' | 'weights' | 'activations' | 'first'> {
  /**
   * A session alone, without sharp, that makes weights and graph and computes two full batches, by pictures a batch: workers do not
   * wait for a batch to fill. Null where it would not fit.
   */
  readonly batches: Readonly<Record<number, number | null>>;
}

export async function measureTensorflowVariantMemory(
  variant: VariantId,
  files: readonly string[],
  scratch: string,
): Promise<TensorflowVariantMemory> {
  const modelFolder = path.join(scratch, variant);
  const costs = modelCosts(await makeVariantModel(variant, modelFolder));
  const first = await workerPeak(modelFolder, path.join(scratch, `${variant}-graphs`), 1, files, 'tensorflow');
  rmSync(modelFolder, { recursive: true });
  const batches: Record<number, number | null> = {};
  for (const batch of BATCHES) {
    const fits = sessionMemory('tensorflow', costs, batch) < MOST_BYTES;
    batches[batch] = fits ? await sessionPeak(variant, batch) : null;
  }
  const [weights, activations] = [megabytes(costs.weightBytes), megabytes(costs.activationBytes(1))];
  return { variant, weights, activations, first, batches };
}

async function sessionPeak(variant: VariantId, batch: number): Promise<number> {
  const network = { kind: 'variant', variant } as const;
  const answered = await probe(
    { engine: 'tensorflow', network, workers: 1, threads: 1, batch, measureMs: 0 },
    { spawn: forkProgram, workerScript: worker, deadlineMs: 3_600_000 },
  );
  if (!answered.ok) throw new Error(`${variant}, ${batch} pictures: ${answered.reason}`);
  return megabytes(answered.figures.peakBytes);
}

/** The peak of a worker (10⁶ bytes, Linux only), as a run starts it, over as many pictures as fill a batch. */
export async function workerPeak(
  modelFolder: string,
  cacheDir: string,
  batch: number,
  files: readonly string[],
  engine: EngineName = 'onnxruntime:cpu',
): Promise<number> {
  let pid = 0;
  const pool = createPool({
    spawn: (script, options) => {
      const started = forkProgram(script, options);
      pid = started.pid ?? 0;
      return started;
    },
    workerScript: worker,
    footing: { engine, packFolder: null, plan: { workers: 1, threads: 1, decoders: 2, batch }, hasSpareWorker: true },
    model: {
      modelFolder,
      cacheDir,
      k: 5,
      memoryBytes: os.totalmem(),
      maxFileBytes: 1 << 30,
    },
    readAhead: batch + 4,
  });
  try {
    await Promise.all(
      files.slice(0, batch + 4).map(async (file, id) => {
        const outcome = await pool.classify({ id, path: file, alone: null }, () => Promise.resolve('classify'));
        if (outcome.kind !== 'classified') throw new Error(`${file}: ${outcome.kind}`);
      }),
    );
    return peakOf(pid);
  } finally {
    await pool.close();
  }
}

async function oneCallPeak(modelFolder: string, cacheDir: string, batch: number): Promise<number> {
  const read = await readModelFolder(modelFolder);
  if (!read.ok) throw new Error(read.problem.reason);
  const { digest, manifest } = read.model;
  const args = [oneCall, cacheDir, digest, String(manifest.preprocessing.inputSize), String(batch)];
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}
