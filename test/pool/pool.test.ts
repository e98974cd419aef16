import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { spawnWorker } from '../../main/cli/spawn-worker.ts';
import { createPool, type Pool, type PoolOptions, type PoolOutcome } from '../../main/pool/pool.ts';
import type { SpawnWorker } from '../../main/worker/protocol.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const samples = path.join(root, 'assets', 'samples');
const hazardWorker = path.join(root, 'out', 'test', 'hazard-worker.cjs');

let folder: string;
let cacheDir: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'pool-'));
  cacheDir = path.join(folder, 'cache');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const pools: Pool[] = [];
const pids = new Set<number>();
afterEach(async () => {
  delete process.env['HAZARD_LOADING'];
  await Promise.all(pools.splice(0).map((pool) => pool.kill()));
  // Who creates closes: not one process is left.
  for (const pid of pids) expect(isAlive(pid), `worker ${pid} is left`).toBe(false);
  pids.clear();
});

const spawnNoted: SpawnWorker = (script, options) => {
  const worker = spawnWorker(script, options);
  if (worker.pid !== undefined) pids.add(worker.pid);
  return worker;
};

function openPool(options: Partial<PoolOptions> = {}): Pool {
  const pool = createPool({
    spawn: spawnNoted,
    workerScript: hazardWorker,
    plan: { workers: 2, threads: 1, decoders: 2, batch: 2 },
    model: {
      modelFolder: path.join(root, 'assets', 'models', 'efficientnet-lite0'),
      cacheDir,
      k: 5,
      memoryBytes: 4e9,
      maxFileBytes: 1e8,
    },
    deadlines: { loadMs: 60_000, pictureMs: 60_000 },
    ...options,
  });
  pools.push(pool);
  return pool;
}

/** A zombie, dead and not yet buried by its parent, is not alive. */
function isAlive(pid: number): boolean {
  try {
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0];
    return state !== 'Z' && state !== 'X';
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Real pictures, `innocents` of them, and one for each hazard, in one folder. */
function makePictures(innocents: number, hazards: readonly string[]): { innocent: string[]; hazardous: string[] } {
  const real = readdirSync(samples).filter((name) => /\.(webp|jpg|png)$/.test(name));
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
}

async function classifyAll(
  pool: Pool,
  paths: readonly string[],
): Promise<{ readonly outcomes: readonly PoolOutcome[]; readonly kinds: readonly string[] }> {
  const outcomes = await Promise.all(
    paths.map((picture, id) => pool.classify({ id, path: picture, alone: null }, () => Promise.resolve('classify'))),
  );
  const kinds = outcomes.map((outcome) => (outcome.kind === 'failed' ? outcome.failure.kind : outcome.kind));
  return { outcomes, kinds };
}

describe('a pool', () => {
  it('classifies pictures in several processes, with true softmax scores', async () => {
    const { innocent } = makePictures(20, []);
    const { outcomes } = await classifyAll(openPool(), innocent);
    for (const outcome of outcomes) {
      if (outcome.kind !== 'classified') throw new Error(`a picture ended as ${outcome.kind}`);
      const { scores } = outcome.classification;
      expect(scores).toHaveLength(5);
      expect(scores[0]!.score).toBeGreaterThan(0.2);
      expect(scores.reduce((sum, { score }) => sum + score, 0)).toBeLessThanOrEqual(1);
    }
    expect(pids.size).toBe(2);
  });

  it('does not decode what is released', async () => {
    const { hazardous } = makePictures(0, ['abort']);
    const pool = openPool();
    const released = await pool.classify({ id: 1, path: hazardous[0]!, alone: null }, () => Promise.resolve('release'));
    expect(released.kind).toBe('released');
    expect(pids.size).toBe(2);
  });

  it('says of each file that cannot be read why', async () => {
    const pool = openPool();
    const { kinds } = await classifyAll(pool, [
      path.join(folder, 'nowhere.jpg'),
      samples,
      path.join(samples, 'README.md'),
    ]);
    expect(kinds).toEqual(['vanished', 'not-a-regular-file', 'unsupported-format']);
  });

  it.each([
    ['abort', 'worker-crashed', 'SIGABRT'],
    ['exit', 'worker-crashed', 'exit code 7'],
    ['throw', 'worker-crashed', 'exit code 1'],
    ['abort-in-session', 'worker-crashed', 'SIGABRT'],
  ])('quarantines a picture that makes workers die by %s; every other is classified', async (hazard, kind, cause) => {
    const { innocent, hazardous } = makePictures(12, [hazard]);
    const { outcomes, kinds } = await classifyAll(openPool(), [...hazardous, ...innocent]);
    expect(kinds).toEqual([kind, ...innocent.map(() => 'classified')]);
    expect(outcomes[0]).toMatchObject({ failure: { detail: expect.stringContaining(cause) as string } });
  });

  it.each(['hang', 'block', 'hang-reading'])(
    'ends a picture that hangs (%s) by the deadline; every other is classified',
    async (hazard) => {
      const { innocent, hazardous } = makePictures(6, [hazard]);
      const pool = openPool({ deadlines: { loadMs: 60_000, pictureMs: 800 } });
      const { kinds } = await classifyAll(pool, [...hazardous, ...innocent]);
      expect(kinds).toEqual(['timed-out', ...innocent.map(() => 'classified')]);
    },
  );

  it('tells two guilty pictures of one batch apart from the innocent ones between them', async () => {
    const { innocent, hazardous } = makePictures(6, ['abort', 'hang']);
    const pool = openPool({
      plan: { workers: 1, threads: 1, decoders: 4, batch: 4 },
      deadlines: { loadMs: 60_000, pictureMs: 1500 },
    });
    const { kinds } = await classifyAll(pool, [
      hazardous[0]!,
      ...innocent.slice(0, 2),
      hazardous[1]!,
      ...innocent.slice(2),
    ]);
    expect(kinds).toEqual([
      'worker-crashed',
      'classified',
      'classified',
      'timed-out',
      ...innocent.slice(2).map(() => 'classified'),
    ]);
  });

  it('classifies every picture though workers are killed from outside again and again', async () => {
    const { innocent } = makePictures(120, []);
    const pool = openPool();
    const done: string[] = [];
    let kills = 0;
    const outcomes = innocent.map((picture, id) =>
      pool
        .classify({ id, path: picture, alone: null }, () => Promise.resolve('classify'))
        .then((outcome) => {
          done.push(outcome.kind);
          if (done.length % 20 === 10 && kills < 5) {
            kills += 1;
            const victim = [...pids].filter(isAlive).at(-1);
            if (victim !== undefined) process.kill(victim, 'SIGKILL');
          }
        }),
    );
    await Promise.all(outcomes);
    expect(kills).toBeGreaterThanOrEqual(4);
    expect(done).toEqual(innocent.map(() => 'classified'));
  });

  it('gives a picture up for this run, and does not quarantine it, where its lone workers are always killed', async () => {
    const { innocent } = makePictures(1, []);
    const pool = openPool();
    const killer = setInterval(() => {
      for (const pid of pids) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    }, 1);
    const { kinds } = await classifyAll(pool, innocent);
    clearInterval(killer);
    // Whether the kill meets the worker while it loads or while it works is chance; nothing may be quarantined.
    expect(['worker-killed', 'stopped']).toContain(kinds[0]);
  });

  it('stops, with the reason, where no session ever finishes loading', async () => {
    process.env['HAZARD_LOADING'] = 'never';
    const { innocent } = makePictures(5, []);
    const pool = openPool({ deadlines: { loadMs: 300, pictureMs: 60_000 } });
    const { outcomes } = await classifyAll(pool, innocent);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ kind: 'stopped', reason: expect.stringContaining('did not load') as string });
    }
  });

  it('stops, with the reason, where workers die while they load', async () => {
    process.env['HAZARD_LOADING'] = 'abort';
    const { innocent } = makePictures(3, []);
    const { outcomes } = await classifyAll(openPool(), innocent);
    expect(outcomes[0]).toMatchObject({ kind: 'stopped', reason: expect.stringContaining('SIGABRT') as string });
  });

  it('stops at once, with the reason, where the model cannot be used', async () => {
    const { innocent } = makePictures(3, []);
    const nowhere = path.join(folder, 'no-model');
    const pool = openPool({ model: { modelFolder: nowhere, cacheDir, k: 5, memoryBytes: 4e9, maxFileBytes: 1e8 } });
    const { outcomes } = await classifyAll(pool, innocent);
    expect(outcomes[0]).toMatchObject({ kind: 'stopped', reason: expect.stringContaining(nowhere) as string });
    expect(pids.size).toBe(2);
  });

  it('stops where picture after picture ends its worker the same way', async () => {
    const { hazardous } = makePictures(
      0,
      Array.from({ length: 14 }, () => 'abort'),
    );
    const { kinds } = await classifyAll(openPool(), hazardous);
    expect(kinds.filter((kind) => kind === 'worker-crashed')).toHaveLength(10);
    expect(kinds.filter((kind) => kind === 'stopped')).toHaveLength(4);
  });

  it('runs a picture alone in a worker that has nothing else, and says when that worker gets it', async () => {
    const { innocent } = makePictures(2, []);
    const pool = openPool();
    let isHanded = false;
    const onHanded = (): Promise<void> => {
      isHanded = true;
      return Promise.resolve();
    };
    const outcome = await pool.classify({ id: 1, path: innocent[0]!, alone: { onHanded } }, () => {
      expect(isHanded).toBe(true);
      return Promise.resolve('classify');
    });
    expect(outcome.kind).toBe('classified');
  });

  it('leaves no worker a second after its parent vanished, even while the worker is blocked', async () => {
    const { hazardous } = makePictures(0, ['block']);
    const start = JSON.stringify({
      kind: 'start',
      modelFolder: path.join(root, 'assets', 'models', 'efficientnet-lite0'),
      cacheDir,
      threads: 1,
      decoders: 1,
      batch: 1,
      k: 5,
      memoryBytes: 4e9,
      allDecoders: 1,
      maxFileBytes: 1e8,
    });
    const orphanMaker = path.join(root, 'out', 'test', 'orphan-maker.cjs');
    const parent = spawn(process.execPath, [orphanMaker, hazardWorker, start, hazardous[0]!], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const orphan = await new Promise<number>((resolve) => {
      parent.stdout.on('data', (text: Buffer) => {
        resolve(Number(text.toString()));
      });
    });
    expect(isAlive(orphan)).toBe(true);
    parent.kill('SIGKILL');
    const vanishedAt = performance.now();
    await until(() => !isAlive(orphan));
    expect(performance.now() - vanishedAt).toBeLessThan(1000);
  });
});
