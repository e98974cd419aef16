import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { forkProgram } from '../../main/cli/fork-program.ts';
import type { PoolOutcome } from '../../main/pool/case.ts';
import { createPool, type Pool, type PoolOptions } from '../../main/pool/pool.ts';
import type { Footing } from '../../main/pool/retreat.ts';
import type { EngineName } from '../../shared/engine.ts';
import type { Plan } from '../../shared/run.ts';
import type { Spawn } from '../../main/process/started-process.ts';
import type { FromWorker, WorkerProcess } from '../../main/worker/protocol.ts';

export const projectRoot = path.resolve(import.meta.dirname, '..', '..');
const samples = path.join(projectRoot, 'assets', 'samples');
export const hazardWorker = path.join(projectRoot, 'out', 'test', 'hazard-worker.cjs');
export const orphanMaker = path.join(projectRoot, 'out', 'test', 'orphan-maker.cjs');
export const modelFolder = path.join(projectRoot, 'assets', 'models', 'efficientnet-lite0');

/** Real pools of real processes over real pictures, in a folder that is removed. */
export interface PoolBench {
  readonly folder: string;
  readonly cacheDir: string;
  /** Process ids of all workers that were started. */
  readonly pids: ReadonlySet<number>;
  /** Called with each message of each worker. */
  onMessage: ((message: FromWorker, worker: WorkerProcess) => void) | null;
  openPool(options?: Partial<PoolOptions>): Pool;
  /** Real pictures, `innocents` of them, and one for each hazard, in one folder. */
  makePictures(
    innocents: number,
    hazards?: readonly string[],
  ): { readonly innocent: readonly string[]; readonly hazardous: readonly string[] };
  /** Kills every pool; fails where a process is left. */
  endPools(): Promise<void>;
  remove(): void;
}

export function openPoolBench(): PoolBench {
  const folder = mkdtempSync(path.join(tmpdir(), 'pool-'));
  const cacheDir = path.join(folder, 'cache');
  const pools: Pool[] = [];
  const pids = new Set<number>();
  const real = readdirSync(samples).filter((name) => /\.(webp|jpg|png)$/.test(name));

  const spawn: Spawn = (script, options) => {
    const worker = forkProgram(script, options) as WorkerProcess;
    if (worker.pid !== undefined) pids.add(worker.pid);
    worker.onMessage((message) => bench.onMessage?.(message, worker));
    return worker;
  };

  const bench: PoolBench = {
    folder,
    cacheDir,
    pids,
    onMessage: null,
    openPool: (options) => {
      const pool = createPool({
        spawn,
        workerScript: hazardWorker,
        footing: footingOf({ workers: 2, threads: 1, decoders: 2, batch: 2 }),
        model: { modelFolder, cacheDir, k: 5, memoryBytes: 4e9, maxFileBytes: 1e8 },
        deadlines: { loadMs: 60_000, pictureMs: 60_000 },
        ...options,
      });
      pools.push(pool);
      return pool;
    },
    makePictures: (innocents, hazards = []) => {
      const place = mkdtempSync(path.join(folder, 'pictures-'));
      const copy = (name: string, index: number): string => {
        const source = real[index % real.length]!;
        const target = path.join(place, `${name}${path.extname(source)}`);
        copyFileSync(path.join(samples, source), target);
        return target;
      };
      return {
        innocent: Array.from({ length: innocents }, (_, index) => copy(`picture-${index}`, index)),
        hazardous: hazards.map((hazard, index) => copy(`hazard-${hazard}.${index}`, index)),
      };
    },
    endPools: async () => {
      await Promise.all(pools.splice(0).map((pool) => pool.kill()));
      for (const pid of pids) expect(isAlive(pid), `worker ${pid} is left`).toBe(false);
      pids.clear();
      bench.onMessage = null;
    },
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
  return bench;
}

/** A plan on an engine that comes with the program, on a machine that has room for one worker more. */
export function footingOf(plan: Plan, engine: EngineName = 'onnxruntime:cpu'): Footing {
  return { engine, packFolder: null, plan, hasSpareWorker: true };
}

/** A zombie, dead and not yet buried by its parent, is not alive. */
export function isAlive(pid: number): boolean {
  try {
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0];
    return state !== 'Z' && state !== 'X';
  } catch {
    return false;
  }
}

/** Every picture at once; `kinds`: each outcome's, or its failure's. */
export async function classifyAll(
  pool: Pool,
  paths: readonly string[],
): Promise<{ readonly outcomes: readonly PoolOutcome[]; readonly kinds: readonly string[] }> {
  const outcomes = await Promise.all(
    paths.map((picture, id) => pool.classify({ id, path: picture, alone: null }, () => Promise.resolve('classify'))),
  );
  const kinds = outcomes.map((outcome) => (outcome.kind === 'failed' ? outcome.failure.kind : outcome.kind));
  return { outcomes, kinds };
}

export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** As many `classified` as there are pictures. */
export function allClassified(pictures: readonly string[]): readonly string[] {
  return pictures.map(() => 'classified');
}
