import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Footing } from '../../main/pool/retreat.ts';
import { allClassified, classifyAll, footingOf, isAlive, openPoolBench, type PoolBench } from './pool-bench.ts';

let bench: PoolBench;
beforeAll(() => {
  bench = openPoolBench();
});
afterEach(() => bench.endPools());
afterAll(() => {
  bench.remove();
});

function footing(workers: number, hasSpareWorker: boolean): Footing {
  return { ...footingOf({ workers, threads: 1, decoders: 2, batch: 2 }), hasSpareWorker };
}

/** Classifies them; `most`: worker processes that there were at one time. */
async function classifyCounting(paths: readonly string[], pool: ReturnType<PoolBench['openPool']>) {
  let most = 0;
  bench.onMessage = () => {
    most = Math.max(most, [...bench.pids].filter(isAlive).length);
  };
  const { kinds } = await classifyAll(pool, paths);
  return { kinds, most };
}

describe('a picture that runs alone on a machine without room for one worker more', () => {
  it.each([1, 2])('has the place of one of the plan’s workers, of %d; every other is classified', async (workers) => {
    const { innocent, hazardous } = bench.makePictures(12, ['damaged', 'abort']);
    const { kinds, most } = await classifyCounting(
      [...hazardous, ...innocent],
      bench.openPool({ footing: footing(workers, false) }),
    );
    expect(kinds).toEqual(['unreadable-picture', 'worker-crashed', ...allClassified(innocent)]);
    expect(most).toBe(workers);
  });

  it.each([1, 2])('is classified where it can be decoded alone, in the place of one of %d workers', async (workers) => {
    const { innocent, hazardous } = bench.makePictures(12, ['damaged-at-first']);
    const paths = [...hazardous, ...innocent];
    const { kinds, most } = await classifyCounting(paths, bench.openPool({ footing: footing(workers, false) }));
    expect(kinds).toEqual(allClassified(paths));
    expect(most).toBe(workers);
  });

  it('has a worker beside them where there is room', async () => {
    const { innocent, hazardous } = bench.makePictures(12, ['damaged']);
    const { kinds, most } = await classifyCounting(
      [...hazardous, ...innocent],
      bench.openPool({ footing: footing(2, true) }),
    );
    expect(kinds).toEqual(['unreadable-picture', ...allClassified(innocent)]);
    expect(most).toBe(3);
  });

  it('waits until the crew is gone where it comes first, and the crew comes back after it', async () => {
    const { innocent } = bench.makePictures(8);
    const pool = bench.openPool({ footing: footing(1, false) });
    const [first = '', ...others] = innocent;
    const alone = { onHanded: () => Promise.resolve() };
    const crew = classifyCounting(others, pool);
    const outcome = await pool.classify({ id: 99, path: first, alone }, () => Promise.resolve('classify'));
    expect(outcome.kind).toBe('classified');
    const { kinds, most } = await crew;
    expect(kinds).toEqual(allClassified(others));
    expect(most).toBe(1);
  });

  it('keeps its worker for the next, where nothing else is to be done', async () => {
    const { innocent } = bench.makePictures(3);
    const pool = bench.openPool({ footing: footing(1, false) });
    const alone = { onHanded: () => Promise.resolve() };
    for (const [id, path] of innocent.entries()) {
      expect(await pool.classify({ id, path, alone }, () => Promise.resolve('classify'))).toMatchObject({
        kind: 'classified',
      });
    }
    expect(bench.pids.size).toBe(1);
  });
});
