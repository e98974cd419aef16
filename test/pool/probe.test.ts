import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { forkProgram } from '../../main/cli/fork-program.ts';
import { probe, type ProbeAnswer, type ProbeRequest, type ProbeSettings } from '../../main/pool/probe.ts';
import { isAlive } from './pool-bench.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const modelFolder = path.join(root, 'assets', 'models', 'efficientnet-lite0');
const realWorker = path.join(root, 'out', 'program', 'worker.cjs');
const hazardWorker = path.join(root, 'out', 'test', 'hazard-worker.cjs');

let cacheDir: string;
const pids: number[] = [];
beforeAll(() => {
  cacheDir = mkdtempSync(path.join(tmpdir(), 'classifold-probe-'));
});
afterEach(() => {
  delete process.env['HAZARD_ENGINES'];
  expect(pids.splice(0).filter(isAlive)).toEqual([]);
});
afterAll(() => {
  rmSync(cacheDir, { recursive: true });
});

function ask(request: Partial<ProbeRequest>, settings: Partial<ProbeSettings> = {}): Promise<ProbeAnswer> {
  return probe(
    {
      engine: 'onnxruntime:cpu',
      network: { kind: 'model', modelFolder, cacheDir },
      workers: 1,
      threads: 1,
      batch: 1,
      measureMs: 20,
      ...request,
    },
    {
      spawn: (script, options) => {
        const started = forkProgram(script, options);
        pids.push(started.pid ?? 0);
        return started;
      },
      workerScript: realWorker,
      deadlineMs: 60_000,
      ...settings,
    },
  );
}

async function figuresOf(request: Partial<ProbeRequest>) {
  const answer = await ask(request);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.figures;
}

describe('a probe', () => {
  it('measures an installed model: the same logits in every plan, and the speed of all workers together', async () => {
    const one = await figuresOf({});
    expect(one.logits).toHaveLength(2000);
    expect(one.logits.slice(0, 1000)).not.toEqual(one.logits.slice(1000));
    const two = await figuresOf({ workers: 2, batch: 3 });
    expect(two.logits).toEqual(one.logits);
    for (const figures of [one, two]) {
      expect(figures.picturesPerSecond).toBeGreaterThan(0);
      expect(figures.openSeconds).toBeGreaterThan(0);
      expect(figures.firstBatchSeconds).toBeGreaterThan(0);
      expect(figures.peakBytes).toBeGreaterThan(50e6);
      expect(figures.peakBytes).toBeLessThan(1e9);
    }
    expect(one.allPeakBytes).toBe(one.peakBytes);
    expect(two.allPeakBytes).toBeGreaterThan(two.peakBytes);
  });

  it('measures a published network that is not installed, and leaves no file', async () => {
    const before = readdirSync(cacheDir);
    const figures = await figuresOf({ network: { kind: 'variant', variant: 'lite0' } });
    expect(figures.logits).toHaveLength(2000);
    expect(readdirSync(cacheDir)).toEqual(before);
  });

  it('says why a network cannot be loaded', async () => {
    const network = { kind: 'model', modelFolder: path.join(root, 'assets'), cacheDir } as const;
    expect(await ask({ network, workers: 2 })).toEqual({
      ok: false,
      kind: 'refused',
      reason: expect.stringContaining('manifest.json') as string,
    });
  });

  it('says it of a device that dies, fails, or computes no numbers', async () => {
    process.env['HAZARD_ENGINES'] = 'onnxruntime:webgpu=abort onnxruntime:cuda=throw tensorflow=nan';
    const answers = await Promise.all(
      (['onnxruntime:webgpu', 'onnxruntime:cuda', 'tensorflow'] as const).map((engine) =>
        ask({ engine }, { workerScript: hazardWorker }),
      ),
    );
    expect(answers).toEqual([
      { ok: false, kind: 'died', reason: expect.stringMatching(/^SIGABRT/) as string },
      { ok: false, kind: 'refused', reason: 'onnxruntime:cuda cannot compute the network: the device was lost' },
      { ok: false, kind: 'refused', reason: 'tensorflow computes NaN where a number belongs' },
    ]);
  });

  it('finds out a device that computes some places of a batch otherwise, or some of its sessions', async () => {
    process.env['HAZARD_ENGINES'] = 'onnxruntime:webgpu=wrong-at-the-end onnxruntime:cuda=other-in-each-process';
    const settings = { workerScript: hazardWorker };
    const unsteady = {
      ok: false,
      kind: 'refused',
      reason: expect.stringMatching(/^the same picture has other logits/) as string,
    };
    expect(await ask({ engine: 'onnxruntime:webgpu', batch: 3 }, settings)).toEqual(unsteady);
    expect(await ask({ engine: 'onnxruntime:cuda', workers: 2 }, settings)).toEqual(unsteady);
  });

  it('tells a lack of memory, and an end from outside, from what a device does by itself', async () => {
    process.env['HAZARD_ENGINES'] = 'onnxruntime:webgpu=short onnxruntime:cuda=short-aborts tensorflow=killed';
    const kinds = await Promise.all(
      (['onnxruntime:webgpu', 'onnxruntime:cuda', 'tensorflow'] as const).map(async (engine) => {
        const answered = await ask({ engine }, { workerScript: hazardWorker });
        return answered.ok ? 'measured' : answered.kind;
      }),
    );
    expect(kinds).toEqual(['out-of-memory', 'out-of-memory', 'killed']);
  });

  it('kills one that hangs', async () => {
    process.env['HAZARD_ENGINES'] = 'onnxruntime:webgpu=hang';
    const settings = { workerScript: hazardWorker, deadlineMs: 1500 };
    expect(await ask({ engine: 'onnxruntime:webgpu', workers: 2 }, settings)).toEqual({
      ok: false,
      kind: 'hung',
      reason: 'no end within 2 s',
    });
  });

  it('is cancelled', async () => {
    process.env['HAZARD_ENGINES'] = 'onnxruntime:webgpu=hang';
    const stop = new AbortController();
    const asked = ask({ engine: 'onnxruntime:webgpu' }, { workerScript: hazardWorker, signal: stop.signal });
    stop.abort();
    expect(await asked).toMatchObject({ kind: 'cancelled' });
    expect(await ask({}, { signal: stop.signal })).toMatchObject({ kind: 'cancelled' });
  });
});
