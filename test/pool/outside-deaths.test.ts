import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { allClassified, classifyAll, footingOf, isAlive, openPoolBench, until, type PoolBench } from './pool-bench.ts';

let bench: PoolBench;
beforeAll(() => {
  bench = openPoolBench();
});
afterEach(async () => {
  await bench.endPools();
});
afterAll(() => {
  bench.remove();
});

describe('workers that are killed from outside', () => {
  it('cost no picture, however often', async () => {
    const { innocent } = bench.makePictures(120);
    const pool = bench.openPool();
    const done: string[] = [];
    let kills = 0;
    const outcomes = innocent.map((picture, id) =>
      pool
        .classify({ id, path: picture, alone: null }, () => Promise.resolve('classify'))
        .then((outcome) => {
          done.push(outcome.kind);
          if (done.length % 20 === 10) {
            const victim = [...bench.pids].filter(isAlive).at(-1);
            if (victim === undefined) return;
            kills += 1;
            process.kill(victim, 'SIGKILL');
          }
        }),
    );
    await Promise.all(outcomes);
    expect(kills).toBeGreaterThanOrEqual(4);
    expect(done).toEqual(allClassified(innocent));
  });

  it('all at once are one event, however many they are', async () => {
    const { innocent } = bench.makePictures(30);
    const pool = bench.openPool({ footing: footingOf({ workers: 7, threads: 1, decoders: 1, batch: 1 }) });
    let ready = 0;
    bench.onMessage = ({ kind }) => {
      if (kind !== 'ready') return;
      ready += 1;
      if (ready === 7) for (const pid of bench.pids) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    };
    // Those that are ready first would have done all by then.
    const whenAllAreThere = async () => {
      await until(() => ready >= 7);
      return 'classify' as const;
    };
    const outcomes = await Promise.all(
      innocent.map((picture, id) => pool.classify({ id, path: picture, alone: null }, whenAllAreThere)),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(allClassified(innocent));
    expect(bench.pids.size).toBeGreaterThan(7);
  });

  it('never put a picture in quarantine: after four, alone, it is given up for this run', async () => {
    const { innocent, hazardous } = bench.makePictures(6, ['hang']);
    bench.onMessage = (message, { pid }) => {
      if (message.kind === 'decoding' && message.id === 0 && pid !== undefined) process.kill(pid, 'SIGKILL');
    };
    const { outcomes, kinds } = await classifyAll(bench.openPool(), [...hazardous, ...innocent]);
    expect(kinds).toEqual(['worker-killed', ...allClassified(innocent)]);
    expect(outcomes[0]).toMatchObject({ content: { digest: expect.any(String) as string } });
  });
});
