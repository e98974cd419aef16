import { spawn } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  footingOf,
  hazardWorker,
  isAlive,
  modelFolder,
  openPoolBench,
  orphanMaker,
  until,
  type PoolBench,
} from '../pool/pool-bench.ts';

let bench: PoolBench;
beforeAll(() => {
  bench = openPoolBench();
});
afterEach(() => {
  delete process.env['HAZARD_LOADING'];
});
afterAll(() => {
  bench.remove();
});

describe('a worker whose parent was killed', () => {
  it.each([
    ['with nothing to do', 'ready', 'picture', ''],
    ['while its session loads', 'started', 'picture', ''],
    ['while loading blocks it', 'started', 'picture', 'block'],
    ['while a decoder hangs', 'decoding', 'hang', ''],
    ['while a decoder blocks it', 'decoding', 'block', ''],
    ['while a loop keeps it busy', 'decoding', 'fill-heap', ''],
  ])('ends, %s', async (_when, moment, hazard, loading) => {
    process.env['HAZARD_LOADING'] = loading;
    const { hazardous } = bench.makePictures(0, [hazard]);
    const start = JSON.stringify({
      kind: 'start',
      engine: 'onnxruntime:cpu',
      modelFolder,
      cacheDir: bench.cacheDir,
      threads: 1,
      decoders: 1,
      batch: 1,
      k: 5,
      memoryBytes: 4e9,
      allDecoders: 1,
      maxFileBytes: 1e8,
    });
    const parent = spawn(process.execPath, [orphanMaker, hazardWorker, start, hazardous[0]!, moment], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const orphan = await new Promise<number>((resolve) => {
      parent.stdout.on('data', (text: Buffer) => {
        resolve(Number(text.toString()));
      });
    });
    expect(isAlive(orphan)).toBe(true);
    parent.kill('SIGKILL');
    // It has nothing left to wait for: without a watchdog it would go on for ever.
    await until(() => !isAlive(orphan));
  });
});

describe('a worker in a terminal', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('leaves %s to its host', async (signal) => {
    const { innocent } = bench.makePictures(3);
    const pool = bench.openPool({ footing: footingOf({ workers: 1, threads: 1, decoders: 1, batch: 1 }) });
    bench.onMessage = ({ kind }, { pid }) => {
      if (kind === 'reading' && pid !== undefined) process.kill(pid, signal);
    };
    for (const [id, picture] of innocent.entries()) {
      const outcome = await pool.classify({ id, path: picture, alone: null }, () => Promise.resolve('classify'));
      expect(outcome.kind).toBe('classified');
    }
    expect(bench.pids.size).toBe(1);
    await bench.endPools();
  });
});
