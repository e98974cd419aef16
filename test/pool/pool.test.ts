import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  allClassified,
  classifyAll,
  footingOf,
  isAlive,
  modelFolder,
  openPoolBench,
  until,
  type PoolBench,
} from './pool-bench.ts';

let bench: PoolBench;
beforeAll(() => {
  bench = openPoolBench();
});
afterEach(async () => {
  delete process.env['HAZARD_LOADING'];
  await bench.endPools();
});
afterAll(() => {
  bench.remove();
});

describe('a pool', () => {
  it('classifies pictures in several processes, with true softmax scores', async () => {
    const { innocent } = bench.makePictures(20);
    const { outcomes } = await classifyAll(bench.openPool(), innocent);
    for (const outcome of outcomes) {
      if (outcome.kind !== 'classified') throw new Error(`a picture ended as ${outcome.kind}`);
      const { scores } = outcome.classification;
      expect(scores).toHaveLength(5);
      expect(scores[0]!.score).toBeGreaterThan(0.2);
      expect(scores.reduce((sum, { score }) => sum + score, 0)).toBeLessThanOrEqual(1);
    }
    expect(bench.pids.size).toBe(2);
  });

  it('starts no more workers than there are pictures, and leaves none', async () => {
    const pool = bench.openPool();
    expect(bench.pids.size).toBe(0);
    const { innocent } = bench.makePictures(1);
    expect((await classifyAll(pool, innocent)).kinds).toEqual(['classified']);
    expect(bench.pids.size).toBe(1);
    await pool.close();
    expect([...bench.pids].filter(isAlive)).toEqual([]);
  });

  it('gives the same scores in any plan', async () => {
    const { innocent } = bench.makePictures(12);
    const scoresBy = async (workers: number, threads: number, decoders: number, batch: number): Promise<unknown> => {
      const { outcomes } = await classifyAll(
        bench.openPool({ footing: footingOf({ workers, threads, decoders, batch }) }),
        innocent,
      );
      return outcomes.map((outcome) => (outcome.kind === 'classified' ? outcome.classification.scores : null));
    };
    const scores = await scoresBy(2, 1, 2, 1);
    expect(scores).not.toContain(null);
    expect(await scoresBy(1, 2, 4, 8)).toEqual(scores);
  });

  it('does not decode what is released', async () => {
    const { hazardous } = bench.makePictures(0, ['abort']);
    const pool = bench.openPool();
    const released = await pool.classify({ id: 1, path: hazardous[0]!, alone: null }, () => Promise.resolve('release'));
    expect(released).toMatchObject({
      kind: 'released',
      content: { digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    });
    expect(bench.pids.size).toBe(1);
  });

  it('says of each file that cannot be read why', async () => {
    const pool = bench.openPool();
    const samples = path.join(modelFolder, '..', '..', 'samples');
    const { kinds } = await classifyAll(pool, [
      path.join(bench.folder, 'nowhere.jpg'),
      samples,
      path.join(samples, 'README.md'),
    ]);
    expect(kinds).toEqual(['vanished', 'not-a-regular-file', 'unsupported-format']);
  });

  it('classifies files that together are larger than the memory for files', async () => {
    const { innocent } = bench.makePictures(10);
    // 60,000 bytes for the files of each of two workers: every sample is larger, and each waits for the one before it.
    const model = {
      modelFolder,
      cacheDir: bench.cacheDir,
      k: 5,
      memoryBytes: 960_000,
      maxFileBytes: 1e8,
    };
    const { outcomes, kinds } = await classifyAll(bench.openPool({ model }), innocent);
    // So little memory has no room for their pixels either, and that is said of each.
    expect(kinds).toEqual(innocent.map(() => 'too-large'));
    for (const outcome of outcomes) expect(outcome).toMatchObject({ content: { size: expect.any(Number) as number } });
  });

  it('rejects with the error of a caller that cannot settle, and goes on', async () => {
    const { innocent } = bench.makePictures(3);
    const pool = bench.openPool();
    const classify = (id: number, settle: () => Promise<'classify'>): Promise<string> =>
      pool.classify({ id, path: innocent[id]!, alone: null }, settle).then(({ kind }) => kind);
    const results = await Promise.allSettled([
      classify(0, () => Promise.resolve('classify')),
      classify(1, () => Promise.reject(new Error('the disk is full'))),
      classify(2, () => Promise.resolve('classify')),
    ]);
    expect(results).toEqual([
      { status: 'fulfilled', value: 'classified' },
      { status: 'rejected', reason: new Error('the disk is full') },
      { status: 'fulfilled', value: 'classified' },
    ]);
  });

  it('ends what is in flight as stopped where it is killed', async () => {
    const { hazardous } = bench.makePictures(0, ['hang', 'hang', 'hang']);
    const pool = bench.openPool();
    let decoding = 0;
    bench.onMessage = ({ kind }) => {
      if (kind === 'decoding') decoding += 1;
    };
    const all = classifyAll(pool, hazardous);
    await until(() => decoding >= 2);
    await pool.kill();
    expect((await all).kinds).toEqual(['stopped', 'stopped', 'stopped']);
    expect([...bench.pids].filter(isAlive)).toEqual([]);
  });
});

describe('a picture that runs alone', () => {
  it('has a worker with nothing else in it, which it is said to be given to', async () => {
    const { innocent } = bench.makePictures(4);
    const pool = bench.openPool();
    const others = classifyAll(pool, innocent.slice(1));
    let handed = 0;
    const onHanded = (): Promise<void> => {
      handed += 1;
      return Promise.resolve();
    };
    const pidOf = new Map<number, number | undefined>();
    bench.onMessage = (message, { pid }) => {
      if (message.kind === 'decoding') pidOf.set(message.id, pid);
    };
    const outcome = await pool.classify({ id: 9, path: innocent[0]!, alone: { onHanded } }, () => {
      expect(handed).toBe(1);
      return Promise.resolve('classify');
    });
    expect(outcome.kind).toBe('classified');
    await others;
    const pids = [...pidOf].filter(([id]) => id !== 9).map(([, pid]) => pid);
    expect(pids).toHaveLength(3);
    expect(pids).not.toContain(pidOf.get(9));
  });

  it('is quarantined after two deaths, and handed before each', async () => {
    const { hazardous } = bench.makePictures(0, ['abort']);
    let handed = 0;
    const onHanded = (): Promise<void> => {
      handed += 1;
      return Promise.resolve();
    };
    const outcome = await bench
      .openPool()
      .classify({ id: 1, path: hazardous[0]!, alone: { onHanded } }, () => Promise.resolve('classify'));
    expect(outcome).toMatchObject({ kind: 'failed', failure: { kind: 'worker-crashed' } });
    expect(handed).toBe(2);
    expect(bench.pids.size).toBe(2);
  });

  it('counts no death in a worker that served another picture before', async () => {
    const { innocent, hazardous } = bench.makePictures(1, ['abort']);
    const pool = bench.openPool();
    let handed = 0;
    const alone = {
      onHanded: (): Promise<void> => {
        handed += 1;
        return Promise.resolve();
      },
    };
    const outcomes = await Promise.all(
      [innocent[0]!, hazardous[0]!].map((picture, id) =>
        pool.classify({ id, path: picture, alone }, () => Promise.resolve('classify')),
      ),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(['classified', 'failed']);
    // The innocent one; then one death beside its memory, two in fresh workers.
    expect(handed).toBe(4);
    expect(bench.pids.size).toBe(3);
  });
});

describe('a session that does not load', () => {
  it.each(['never', 'block'])('ends the run with the reason where that is so every time (%s)', async (hazard) => {
    process.env['HAZARD_LOADING'] = hazard;
    const { innocent } = bench.makePictures(5);
    const pool = bench.openPool({ deadlines: { loadMs: 400, pictureMs: 60_000 } });
    const { outcomes } = await classifyAll(pool, innocent);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({
        kind: 'stopped',
        reason: expect.stringContaining('not loaded within') as string,
      });
    }
    // Two at a time, three times in a row; where one dies long before the other, others are started one by one.
    expect(bench.pids.size).toBeGreaterThanOrEqual(4);
    expect(bench.pids.size).toBeLessThanOrEqual(7);
  });

  it('ends the run with the reason where workers die while they load', async () => {
    process.env['HAZARD_LOADING'] = 'abort';
    const { innocent } = bench.makePictures(3);
    const { outcomes } = await classifyAll(bench.openPool(), innocent);
    expect(outcomes[0]).toMatchObject({ kind: 'stopped', reason: expect.stringContaining('SIGABRT') as string });
  });

  it('is tried again', async () => {
    process.env['HAZARD_LOADING'] = `abort-once:${path.join(bench.folder, 'aborted')}`;
    const { innocent } = bench.makePictures(4);
    const deaths: string[] = [];
    const pool = bench.openPool({ onDeath: (detail) => deaths.push(detail) });
    expect((await classifyAll(pool, innocent)).kinds).toEqual(allClassified(innocent));
    expect(deaths[0]).toMatch(/^Worker \d+ ended while loading: SIGABRT/);
  });

  it('ends the run at once, with the reason, where the model cannot be used', async () => {
    const { innocent } = bench.makePictures(3);
    const nowhere = path.join(bench.folder, 'no-model');
    const model = {
      modelFolder: nowhere,
      cacheDir: bench.cacheDir,
      k: 5,
      memoryBytes: 4e9,
      maxFileBytes: 1e8,
    };
    const { outcomes } = await classifyAll(bench.openPool({ model }), innocent);
    expect(outcomes[0]).toMatchObject({ kind: 'stopped', reason: expect.stringContaining(nowhere) as string });
    expect(bench.pids.size).toBe(2);
  });
});
