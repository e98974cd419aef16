import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PoolOutcome } from '../../main/pool/case.ts';
import type { PoolOptions } from '../../main/pool/pool.ts';
import { createRetreat, type Footing } from '../../main/pool/retreat.ts';
import type { MemoryHazard } from './memory-hazard.ts';
import { allClassified, classifyAll, footingOf, openPoolBench, type PoolBench } from './pool-bench.ts';

let bench: PoolBench;
beforeAll(() => {
  bench = openPoolBench();
});
afterEach(async () => {
  delete process.env['HAZARD_MEMORY'];
  delete process.env['HAZARD_ENGINES'];
  await bench.endPools();
});
afterAll(() => {
  bench.remove();
});

const GPU = 'onnxruntime:webgpu';

/** Memory is this short from now on. */
function setHazard(hazard: MemoryHazard): void {
  process.env['HAZARD_MEMORY'] = JSON.stringify(hazard);
  process.env['HAZARD_ENGINES'] = `${GPU}=fine`;
}

/** Classifies them all; `steps`: the plans that came into force one after the other. */
async function classifyShort(paths: readonly string[], options: Partial<PoolOptions>) {
  const steps: string[] = [];
  const onReduced = (footing: Footing): void => {
    steps.push(inShort(footing));
  };
  const pool = bench.openPool({ ...options, onReduced });
  return { ...(await classifyAll(pool, paths)), steps, inForce: inShort(pool.inForce) };
}

function inShort({ engine, plan }: Footing): string {
  return `${engine} ${plan.workers} × ${plan.batch}`;
}

function scoresOf(outcomes: readonly PoolOutcome[]): readonly unknown[] {
  return outcomes.map((outcome) => (outcome.kind === 'classified' ? outcome.classification.scores : outcome));
}

const crew = { threads: 1, decoders: 2 };

describe('a way back', () => {
  it('is half the batch, then fewer workers with all threads, then the next device, and ends there', () => {
    const cpu = footingOf({ workers: 2, threads: 4, decoders: 2, batch: 1 });
    const retreat = createRetreat(footingOf({ workers: 8, threads: 1, decoders: 2, batch: 4 }, GPU), [cpu]);
    const steps: string[] = [];
    while (retreat.step()) steps.push(`${inShort(retreat.inForce)} × ${retreat.inForce.plan.threads}`);
    expect(steps).toEqual([
      ...[`${GPU} 8 × 2 × 1`, `${GPU} 8 × 1 × 1`, `${GPU} 6 × 1 × 1`, `${GPU} 4 × 1 × 2`, `${GPU} 3 × 1 × 2`],
      ...[`${GPU} 2 × 1 × 4`, `${GPU} 1 × 1 × 8`, 'onnxruntime:cpu 2 × 1 × 4', 'onnxruntime:cpu 1 × 1 × 8'],
    ]);
    expect(retreat.isAtEnd()).toBe(true);
  });
});

describe('memory that is too short for a plan', () => {
  it.each(['loading', 'throw', 'abort'] as const)(
    'halves the batch, then takes fewer workers; every picture is classified as otherwise (%s)',
    async (how) => {
      const { innocent } = bench.makePictures(8);
      const footing = footingOf({ workers: 2, ...crew, batch: 4 });
      const undisturbed = await classifyAll(bench.openPool({ footing }), innocent);
      setHazard({ how, batch: 2, workers: 1 });
      const { outcomes, steps } = await classifyShort(innocent, { footing });
      expect(scoresOf(outcomes)).toEqual(scoresOf(undisturbed.outcomes));
      const cpu = 'onnxruntime:cpu';
      expect(steps).toEqual([`${cpu} 2 × 2`, `${cpu} 2 × 1`, `${cpu} 1 × 1`]);
    },
  );

  it.each(['throw', 'abort'] as const)('goes over to the next device in the end (%s)', async (how) => {
    setHazard({ how, engines: [GPU] });
    const { innocent } = bench.makePictures(6);
    const { kinds, steps } = await classifyShort(innocent, {
      footing: footingOf({ workers: 1, ...crew, batch: 2 }, GPU),
      fallbacks: [footingOf({ workers: 2, ...crew, batch: 1 })],
    });
    expect(kinds).toEqual(allClassified(innocent));
    // Where a process died while it decoded, one picture alone has shown that half the batch would not do.
    expect(steps).toEqual(expect.arrayContaining(how === 'abort' ? [] : [`${GPU} 1 × 1`]));
    expect(steps.at(-1)).toBe('onnxruntime:cpu 2 × 1');
  });

  it.each(['loading', 'abort'] as const)(
    'stops the run where nothing is smaller, and no picture is blamed (%s)',
    async (how) => {
      setHazard({ how, engines: ['onnxruntime:cpu'] });
      const { innocent } = bench.makePictures(6);
      const { outcomes, steps } = await classifyShort(innocent, {
        footing: footingOf({ workers: 2, ...crew, batch: 2 }),
      });
      for (const outcome of outcomes) {
        expect(outcome).toMatchObject({
          kind: 'stopped',
          reason: expect.stringMatching(/^Memory ran out with one worker/) as string,
        });
      }
      if (how !== 'abort') expect(steps).toEqual(['onnxruntime:cpu 2 × 1', 'onnxruntime:cpu 1 × 1']);
    },
  );
});

describe('a picture that takes all memory', () => {
  it('is given up; the plan stays, and every other is classified', async () => {
    const NODE_OPTIONS = process.env['NODE_OPTIONS'];
    process.env['NODE_OPTIONS'] = '--max-old-space-size=64';
    try {
      const { innocent, hazardous } = bench.makePictures(6, ['fill-heap']);
      const { kinds, steps } = await classifyShort([...hazardous, ...innocent], {});
      expect(kinds).toEqual(['too-large', ...allClassified(innocent)]);
      expect(steps).toEqual([]);
    } finally {
      if (NODE_OPTIONS === undefined) delete process.env['NODE_OPTIONS'];
      else process.env['NODE_OPTIONS'] = NODE_OPTIONS;
    }
  });

  it('by the word of a decoder, is tried alone first', async () => {
    const { innocent, hazardous } = bench.makePictures(6, severalOf('no-room', 3));
    const { kinds, steps } = await classifyShort([...hazardous, ...innocent], {});
    expect(kinds).toEqual([...hazardous.map(() => 'too-large'), ...allClassified(innocent)]);
    expect(steps).toEqual([]);
    // Two to begin with; for each one alone, and two new ones.
    expect(bench.pids.size).toBeGreaterThanOrEqual(2 + 3);
    expect(bench.pids.size).toBeLessThanOrEqual(2 + 3 * 3);
  });

  it('is not to blame any more where many do, one after the other: the run stops, and others are untried', async () => {
    const { hazardous } = bench.makePictures(0, severalOf('no-room', 8));
    const { outcomes } = await classifyShort(hazardous, { footing: footingOf({ workers: 1, ...crew, batch: 1 }) });
    const stopped = outcomes.filter(({ kind }) => kind === 'stopped');
    expect(stopped).toHaveLength(3);
    expect(stopped[0]).toMatchObject({ reason: expect.stringMatching(/^Memory ran out for 6 pictures/) as string });
  });

  it('is not to blame where there was not even room for a thread: the run stops at once', async () => {
    const { hazardous } = bench.makePictures(0, severalOf('no-thread', 2));
    const { outcomes } = await classifyShort(hazardous, { footing: footingOf({ workers: 1, ...crew, batch: 1 }) });
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({
        kind: 'stopped',
        reason: expect.stringMatching(/^Memory ran out with one worker.*Error creating thread/) as string,
      });
    }
  });
});

describe('a picture that a decoder calls damaged before memory ran out', () => {
  it('is tried once more, alone; where it is sound, the decoder had no room, and the plan becomes smaller', async () => {
    const { innocent, hazardous } = bench.makePictures(6, ['damaged-at-first']);
    const { kinds, steps } = await classifyShort([...hazardous, ...innocent], {
      footing: footingOf({ workers: 2, ...crew, batch: 2 }),
    });
    expect(kinds).toEqual(allClassified([...hazardous, ...innocent]));
    expect(steps).toEqual(['onnxruntime:cpu 2 × 1']);
  });

  it('is believed at once where it was alone for another reason: its worker had died', async () => {
    const { innocent, hazardous } = bench.makePictures(4, ['damaged-after-a-hang']);
    const { kinds, steps } = await classifyShort([...hazardous, ...innocent], {
      deadlines: { loadMs: 60_000, pictureMs: 3_000 },
    });
    expect(kinds).toEqual(['unreadable-picture', ...allClassified(innocent)]);
    expect(steps).toEqual([]);
  });

  it('is believed then, and after a few such at once; no worker ends for it', async () => {
    const { innocent, hazardous } = bench.makePictures(6, severalOf('damaged', 6));
    const { kinds, steps } = await classifyShort([...hazardous, ...innocent], {});
    expect(kinds).toEqual([...hazardous.map(() => 'unreadable-picture'), ...allClassified(innocent)]);
    expect(steps).toEqual([]);
    // Two for all, and one for those that are alone.
    expect(bench.pids.size).toBe(3);
  });
});

function severalOf(hazard: string, n: number): readonly string[] {
  return Array.from({ length: n }, () => hazard);
}
