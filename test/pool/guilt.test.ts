import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { judge } from '../../main/pool/guilt.ts';
import type { Death } from '../../main/pool/pool-worker.ts';
import { allClassified, classifyAll, footingOf, openPoolBench, until, type PoolBench } from './pool-bench.ts';

let bench: PoolBench;
beforeAll(() => {
  bench = openPoolBench();
});
afterEach(async () => {
  delete process.env['NODE_OPTIONS'];
  await bench.endPools();
});
afterAll(() => {
  bench.remove();
});

const LOAD_MS = 60_000;
const NOBODY = { suspects: [], readers: [], innocents: [] };

describe('judging a picture whose worker died with it alone', () => {
  const death = (by: Death['by'], during: Death['during'] = 'working'): Death => {
    return { kind: 'died', cause: 'what happened', by, memory: null, during, ...NOBODY, stderr: '', startedAt: 0 };
  };
  /** How many deaths it takes, each in a fresh worker or not, until the picture is judged; with its failure. */
  function deathsUntilJudged(one: Death, isFresh: boolean): readonly [number, string] | null {
    const charges = { own: 0, outside: 0, whileRead: 0, memory: 0 };
    for (let deaths = 1; deaths <= 20; deaths++) {
      const failure = judge(charges, one, isFresh);
      if (failure !== null) return [deaths, failure.kind];
    }
    return null;
  }

  it('takes two of its own, or four from outside', () => {
    expect(deathsUntilJudged(death('itself'), true)).toEqual([2, 'worker-crashed']);
    expect(deathsUntilJudged(death('deadline'), true)).toEqual([2, 'timed-out']);
    expect(deathsUntilJudged(death('deadline', 'reading'), true)).toEqual([2, 'read-error']);
    expect(deathsUntilJudged(death('outside'), true)).toEqual([4, 'worker-killed']);
  });

  it('counts nothing in a worker that had served others', () => {
    for (const by of ['itself', 'deadline', 'outside'] as const) expect(deathsUntilJudged(death(by), false)).toBeNull();
  });

  it('never adds up what came from outside and what did not', () => {
    const charges = { own: 0, outside: 0, whileRead: 0, memory: 0 };
    const answers = [death('outside'), death('itself'), death('outside'), death('outside')].map((one) =>
      judge(charges, one, true),
    );
    expect(answers).toEqual([null, null, null, null]);
  });
});

describe('a guilty picture', () => {
  it.each([
    ['abort', 'SIGABRT'],
    ['exit', 'exit code 7'],
    ['throw', 'exit code 1'],
    ['abort-in-session', 'SIGABRT'],
    ['abort-reading', 'SIGABRT'],
  ])('that ends its worker (%s) is quarantined; every other is classified', async (hazard, cause) => {
    const { innocent, hazardous } = bench.makePictures(12, [hazard]);
    const { outcomes, kinds } = await classifyAll(bench.openPool(), [...hazardous, ...innocent]);
    expect(kinds).toEqual(['worker-crashed', ...allClassified(innocent)]);
    expect(outcomes[0]).toMatchObject({ failure: { detail: expect.stringContaining(cause) as string } });
  });

  it('that fills the heap of its worker is quarantined; every other is classified', async () => {
    process.env['NODE_OPTIONS'] = '--max-old-space-size=64';
    const { innocent, hazardous } = bench.makePictures(6, ['fill-heap']);
    const { kinds } = await classifyAll(bench.openPool(), [...hazardous, ...innocent]);
    expect(kinds).toEqual(['too-large', ...allClassified(innocent)]);
  });

  it.each([
    ['hang', 'timed-out'],
    ['block', 'timed-out'],
    ['block-in-session', 'timed-out'],
    ['hang-reading', 'read-error'],
  ])('that never ends (%s) is given up at the deadline; every other is classified', async (hazard, kind) => {
    const { innocent, hazardous } = bench.makePictures(6, [hazard]);
    const pool = bench.openPool({ deadlines: { loadMs: LOAD_MS, pictureMs: 3_000 } });
    const { kinds } = await classifyAll(pool, [...hazardous, ...innocent]);
    expect(kinds).toEqual([kind, ...allClassified(innocent)]);
  });

  it('says what a bug in a worker said', async () => {
    const { innocent, hazardous } = bench.makePictures(1, ['throw']);
    const deaths: string[] = [];
    await classifyAll(bench.openPool({ onDeath: (detail) => deaths.push(detail) }), [...hazardous, ...innocent]);
    expect(deaths).toHaveLength(3);
    expect(deaths[0]).toContain('a bug in a decoder');
  });
});

describe('several guilty pictures', () => {
  it('in one call of the session are told from the innocent one between them', async () => {
    const { innocent, hazardous } = bench.makePictures(8, ['gather', 'abort-in-session', 'abort-in-session']);
    const [gather = '', ...guilty] = hazardous;
    const calls: (readonly number[])[] = [];
    const isIn = (id: number): boolean => calls.some((ids) => ids.includes(id));
    bench.onMessage = (message) => {
      if (message.kind === 'computing') calls.push(message.ids);
    };
    const pool = bench.openPool({ footing: footingOf({ workers: 1, threads: 1, decoders: 4, batch: 4 }) });
    const paths = [gather, guilty[0]!, innocent[0]!, guilty[1]!, ...innocent.slice(1)];
    // The first call has the first picture alone, and waits for both guilty ones to be decoded; the next has all three.
    const outcomes = await Promise.all(
      paths.map((picture, id) =>
        pool.classify({ id, path: picture, alone: null }, async () => {
          await until(() => id === 0 || isIn(id <= 3 ? 0 : 1));
          return 'classify';
        }),
      ),
    );
    expect(calls.some((ids) => ids.includes(1) && ids.includes(3))).toBe(true);
    const kinds = outcomes.map((outcome) => (outcome.kind === 'failed' ? outcome.failure.kind : outcome.kind));
    expect(kinds).toEqual([
      'classified',
      'worker-crashed',
      'classified',
      'worker-crashed',
      ...allClassified(innocent.slice(1)),
    ]);
  });

  it('that are decoded side by side are told apart: one aborts, one hangs', async () => {
    const { innocent, hazardous } = bench.makePictures(6, ['abort', 'hang']);
    const pool = bench.openPool({
      footing: footingOf({ workers: 1, threads: 1, decoders: 4, batch: 4 }),
      deadlines: { loadMs: LOAD_MS, pictureMs: 3_000 },
    });
    const { kinds } = await classifyAll(pool, [...hazardous, ...innocent]);
    expect(kinds).toEqual(['worker-crashed', 'timed-out', ...allClassified(innocent)]);
  });

  it('are all told so, though no other picture is there to show that the machine works', async () => {
    const { hazardous } = bench.makePictures(0, ['abort', 'abort']);
    const { kinds } = await classifyAll(bench.openPool(), hazardous);
    expect(kinds).toEqual(['worker-crashed', 'worker-crashed']);
  });

  it('end the run, and none is blamed, where ten in a row end their workers and none is classified', async () => {
    const { hazardous } = bench.makePictures(
      0,
      Array.from({ length: 12 }, () => 'abort'),
    );
    const { outcomes } = await classifyAll(bench.openPool(), hazardous);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ kind: 'stopped', reason: expect.stringContaining('SIGABRT') as string });
    }
  });
});
