import os from 'node:os';
import path from 'node:path';
import { forkProgram } from '../../main/cli/fork-program.ts';
import { createPool } from '../../main/pool/pool.ts';
import type { Plan } from '../../shared/run.ts';
import { median } from './median.ts';
import { peakOf } from './memory.ts';
import { bundledModelFolder } from './pictures.ts';

/** A plan, with the read-ahead that it is tried with, and what it did. */
export interface PlanFigure extends Plan {
  readonly readAhead: number;
  /** Of the rounds, pictures per second from the first that is classified to the last. */
  readonly rates: readonly number[];
  readonly median: number;
  /** Median, over that of the first plan in the same rounds. */
  readonly ofFirst: number;
  /** The largest peak of resident memory of any of its workers, 10⁶ bytes; 0 where that cannot be known. */
  readonly workerPeak: number;
}

type Candidate = Plan & { readonly readAhead: number };

/** The first is the rule's; of the others each differs from it in one respect, or trades workers for threads. */
function candidates(cores: number): readonly Candidate[] {
  const rule: Candidate = { workers: cores, threads: 1, decoders: 2, batch: 1, readAhead: 6 };
  return [
    rule,
    { ...rule, workers: 1, threads: cores },
    { ...rule, workers: 1, threads: cores, decoders: 4 },
    { ...rule, workers: 1, threads: cores, batch: 8 },
    { ...rule, threads: 2 },
    { ...rule, workers: cores + 1 },
    { ...rule, workers: cores * 2 },
    { ...rule, decoders: 1 },
    { ...rule, decoders: 3 },
    { ...rule, batch: 4 },
    { ...rule, batch: 16 },
    { ...rule, readAhead: 0 },
    { ...rule, readAhead: 2 },
    { ...rule, readAhead: 20 },
  ];
}

/** Every candidate once a round, one after the other, over the same files. */
export async function comparePlans(
  files: readonly string[],
  rounds: number,
  scratch: string,
): Promise<readonly PlanFigure[]> {
  const plans = candidates(os.availableParallelism());
  const rates = plans.map((): number[] => []);
  const peaks = plans.map(() => 0);
  for (let round = 0; round < rounds; round++) {
    for (const [at, plan] of plans.entries()) {
      const { rate, peak } = await tryPlan(plan, files, path.join(scratch, 'cache'));
      rates[at]!.push(rate);
      peaks[at] = Math.max(peaks[at]!, peak);
    }
  }
  const medians = rates.map(median);
  return plans.map((plan, at) => ({
    ...plan,
    rates: rates[at]!,
    median: medians[at]!,
    ofFirst: medians[at]! / medians[0]!,
    workerPeak: peaks[at]!,
  }));
}

async function tryPlan(
  { readAhead, ...plan }: Candidate,
  files: readonly string[],
  cacheDir: string,
): Promise<{ readonly rate: number; readonly peak: number }> {
  const pids: number[] = [];
  const pool = createPool({
    spawn: (script, options) => {
      const worker = forkProgram(script, options);
      if (worker.pid !== undefined) pids.push(worker.pid);
      return worker;
    },
    workerScript: path.join(import.meta.dirname, '..', '..', 'out', 'program', 'worker.cjs'),
    footing: { engine: 'onnxruntime:cpu', packFolder: null, plan, hasSpareWorker: true },
    model: {
      modelFolder: bundledModelFolder,
      cacheDir,
      k: 5,
      memoryBytes: os.totalmem(),
      maxFileBytes: 1 << 30,
    },
    readAhead,
  });
  let first = 0;
  let last = 0;
  try {
    await Promise.all(
      files.map(async (file, id) => {
        const outcome = await pool.classify({ id, path: file, alone: null }, () => Promise.resolve('classify'));
        if (outcome.kind !== 'classified') throw new Error(`${file}: ${outcome.kind}`);
        last = performance.now();
        if (first === 0) first = last;
      }),
    );
    return { rate: (1000 * (files.length - 1)) / (last - first), peak: Math.max(...pids.map(peakOf)) };
  } finally {
    await pool.close();
  }
}
