import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forkProgram } from '../../main/cli/fork-program.ts';
import type { CoreOptions } from '../../main/core/host-contract.ts';
import { keepSpeed, keptSpeeds, SPEEDS_FILE, type SpeedOrigin } from '../../main/core/kept-speeds.ts';
import { keepVerdict } from '../../main/core/kept-verdicts.ts';
import { engineOrigin } from '../../main/core/engine-choice.ts';
import { foreseeRun, type PlannedEngine } from '../../main/core/run-pool.ts';
import { readModelFolder } from '../../main/model/model-folder.ts';
import type { ComparisonProgress, ModelComparison } from '../../shared/model-comparison.ts';
import { NO_RUN_LIMITS } from '../../shared/settings.ts';
import { VARIANT_IDS, type VariantId } from '../../shared/variant.ts';
import { projectRoot } from '../cli/classifold.ts';
import { openTestCore, valueOf, type OpenedCore } from './opened-core.ts';
import { installSecondModel, SECOND_MODEL } from './second-model.ts';

let cacheDir: string;
let started = 0;
beforeAll(() => {
  cacheDir = mkdtempSync(path.join(tmpdir(), 'classifold-speeds-'));
});
beforeEach(() => {
  started = 0;
});
afterAll(() => {
  rmSync(cacheDir, { recursive: true });
});

const oneWorker = { ...NO_RUN_LIMITS, workers: 1 };
const never = new AbortController().signal;

async function withCore<Value>(
  host: Partial<CoreOptions>,
  use: (core: OpenedCore['core']) => Promise<Value>,
): Promise<Value> {
  const opened = openTestCore({
    cacheDir,
    runLimits: () => oneWorker,
    spawn: (...args) => {
      started += 1;
      return forkProgram(...args);
    },
    ...host,
  });
  try {
    return await use(opened.core);
  } finally {
    await opened.close();
  }
}

function compare(
  variants: readonly VariantId[],
  {
    again = false,
    host = {},
    signal = never,
    heard = [] as ComparisonProgress[],
    modelId = null as string | null,
    endsUnkept = false,
  } = {},
) {
  return withCore(host, async (core) =>
    valueOf(
      await core.compareModels({ variants, again, measureMs: 20, modelId, endsUnkept }, signal, (progress) => {
        heard.push(progress);
      }),
    ),
  );
}

function speedIn({ variants }: ModelComparison, variant: VariantId) {
  return variants.find((one) => one.variant === variant)!.speed;
}

describe('a comparison', () => {
  it('names every network with its published accuracy and its costs before anything is measured', async () => {
    const comparison = await withCore({}, (core) => core.comparison());
    expect(started).toBe(0);
    expect(comparison).toMatchObject({ engine: 'onnxruntime:cpu', engineVersion: '1.30.0' });
    expect(comparison.variants.map(({ variant }) => variant)).toEqual(VARIANT_IDS);
    const unknown = { kind: 'unknown' };
    expect(comparison.variants[7]).toEqual({
      ...{ variant: 'b7', resolution: 600, top1: 84.3, speed: unknown },
      ...{ parameters: 66_347_960, multiplyAdds: 37_745_884_192 },
    });
    expect(comparison.variants[8]).toMatchObject({ variant: 'lite0', resolution: 224, top1: 75.1, speed: unknown });
  });

  it('names the version that only the library itself tells', async () => {
    process.env['HAZARD_ENGINES'] = 'tensorflow=fine';
    const host: Partial<CoreOptions> = {
      workerScript: path.join(projectRoot, 'out', 'test', 'hazard-worker.cjs'),
      engineChoice: () => 'tensorflow',
      findEngine: () => ({
        state: { kind: 'present', device: null, memoryBytes: null, isSoftware: false },
        ...{ library: '/a/binding.node', driver: '', isAccelerator: false, source: 'package' },
      }),
    };
    const comparison = await withCore(host, (core) => core.comparison());
    delete process.env['HAZARD_ENGINES'];
    expect(comparison).toMatchObject({ engine: 'tensorflow', engineVersion: '1.2.3' });
  });

  it('measures in worker processes, keeps what it measured, and measures again when it is asked to', async () => {
    const heard: ComparisonProgress[] = [];
    const { comparison, isComplete, notKept } = await compare(['lite0', 'b0'], { heard });
    expect({ isComplete, notKept }).toEqual({ isComplete: true, notKept: null });
    expect(heard).toEqual([
      { variant: 'lite0', done: 0, total: 2 },
      { variant: 'b0', done: 1, total: 2 },
    ]);
    expect(started).toBe(2);
    for (const variant of ['lite0', 'b0'] as const) {
      const speed = speedIn(comparison, variant);
      if (speed.kind !== 'measured') throw new Error(`${variant} is ${speed.kind}`);
      expect(speed).toMatchObject({ workers: 1, batch: 1 });
      expect(speed.picturesPerSecond).toBeGreaterThan(0);
      expect(speed.peakBytes).toBeGreaterThan(100e6);
      expect(Math.abs(Date.now() - speed.at)).toBeLessThan(600_000);
    }
    expect(speedIn(comparison, 'b7')).toEqual({ kind: 'unknown' });

    // Another program, later: at once.
    const second = await compare(['lite0', 'b0']);
    expect(started).toBe(2);
    expect(second.comparison).toEqual(comparison);

    const again = await compare(['lite0'], { again: true });
    expect(started).toBe(3);
    expect(speedIn(again.comparison, 'lite0')).not.toEqual(speedIn(comparison, 'lite0'));
    expect(speedIn(again.comparison, 'b0')).toEqual(speedIn(comparison, 'b0'));

    // Another plan is another speed, and takes that of this one away from nobody.
    const host = { runLimits: () => ({ ...oneWorker, workers: 2 }) };
    expect(speedIn(await withCore(host, (core) => core.comparison()), 'lite0')).toEqual({ kind: 'unknown' });
    const { comparison: byTwo } = await compare(['lite0'], { host });
    expect(speedIn(byTwo, 'lite0')).toMatchObject({ kind: 'measured', workers: 2 });
    expect(started).toBe(5);
    expect((await compare(['lite0', 'b0'])).comparison).toEqual(again.comparison);
    expect(speedIn(await withCore(host, (core) => core.comparison()), 'lite0')).toEqual(speedIn(byTwo, 'lite0'));
    expect(started).toBe(5);
  });

  it('says of a network that it does not fit, and measures the others', async () => {
    const host = { runLimits: () => ({ ...oneWorker, memoryBytes: 700e6 }) };
    const { comparison } = await compare(['b7'], { host });
    expect(started).toBe(0);
    const speed = speedIn(comparison, 'b7');
    if (speed.kind !== 'too-large') throw new Error(`b7 is ${speed.kind}`);
    expect(speed).toMatchObject({ of: 'machine', allowed: 700e6 });
    expect(speed.needed).toBeGreaterThan(1e9);
  });

  it('says why a network could not be measured, and tries it again the next time', async () => {
    const broken = { workerScript: path.join(cacheDir, 'no-such-program.cjs') };
    const { comparison, isComplete } = await compare(['lite1'], { host: broken });
    expect(isComplete).toBe(true);
    expect(speedIn(comparison, 'lite1')).toMatchObject({ kind: 'failed' });
    const { comparison: mended } = await compare(['lite1']);
    expect(speedIn(mended, 'lite1')).toMatchObject({ kind: 'measured' });
    // What was measured before is not forgotten for it.
    const { comparison: again } = await compare(['lite1'], { host: broken, again: true });
    expect(speedIn(again, 'lite1')).toMatchObject({ kind: 'failed' });
    expect(speedIn((await compare(['lite1'])).comparison, 'lite1')).toEqual(speedIn(mended, 'lite1'));
  });

  it('is answered where it cannot be kept, with the reason', async () => {
    const file = path.join(cacheDir, 'a file');
    writeFileSync(file, '');
    const { comparison, notKept } = await compare(['lite0'], { host: { cacheDir: file } });
    expect(speedIn(comparison, 'lite0')).toMatchObject({ kind: 'measured' });
    expect(notKept).toContain(`cannot be kept in ${file}`);
    const heard: ComparisonProgress[] = [];
    await compare(['lite0', 'b0'], { host: { cacheDir: file }, heard, endsUnkept: true });
    expect(heard.map(({ variant }) => variant)).toEqual(['lite0']);
  });

  it('is of the engine that a run takes with the model that is named', async () => {
    const host: Partial<CoreOptions> = {
      cacheDir: path.join(cacheDir, 'verdicts'),
      modelDirs: [path.join(projectRoot, 'assets', 'models'), path.join(cacheDir, 'models')],
      findEngine: (engine) => ({
        state: { kind: 'present', device: 'a card', memoryBytes: null, isSoftware: false },
        ...{ library: '1', driver: '1', isAccelerator: engine === 'onnxruntime:webgpu', source: 'bundled' },
      }),
    };
    const folder = installSecondModel(path.join(cacheDir, 'models'));
    const second = await readModelFolder(folder);
    if (!second.ok) throw new Error(second.problem.reason);
    const { model } = second;
    for (const [engine, picturesPerSecond] of [
      ['onnxruntime:cpu', 100],
      ['onnxruntime:webgpu', 900],
    ] as const) {
      const isOnCard = engine === 'onnxruntime:webgpu';
      const planned: PlannedEngine = { engine, isOnCard, isSoftware: false, cardBytes: null };
      const origin = engineOrigin(engine, { library: '1', driver: '1' });
      const { plan } = foreseeRun(model, oneWorker, planned);
      const verdict = { kind: 'measured', picturesPerSecond } as const;
      await keepVerdict(path.join(cacheDir, 'verdicts'), { ...origin, modelDigest: model.digest, plan }, verdict);
    }
    expect((await compare([], { host })).comparison.engine).toBe('onnxruntime:cpu');
    expect((await compare([], { host, modelId: SECOND_MODEL })).comparison.engine).toBe('onnxruntime:webgpu');
    const unknown = { variants: [], again: false, measureMs: 20, modelId: 'unknown', endsUnkept: false };
    expect(await withCore(host, (core) => core.compareModels(unknown, never, () => undefined))).toMatchObject({
      failure: { kind: 'unknown-model', id: 'unknown' },
    });
  });

  it('ends when it is stopped, without a process that goes on', async () => {
    const control = new AbortController();
    const host: Partial<CoreOptions> = {
      spawn: (...args) => {
        const process = forkProgram(...args);
        control.abort();
        return process;
      },
    };
    const { comparison, isComplete } = await compare(['lite2', 'lite3'], { host, signal: control.signal });
    expect(isComplete).toBe(false);
    expect(speedIn(comparison, 'lite2')).toEqual({ kind: 'unknown' });
    expect(speedIn(comparison, 'lite3')).toEqual({ kind: 'unknown' });
  });
});

describe('kept speeds', () => {
  const plan = { workers: 2, threads: 1, batch: 1 };
  const origin: SpeedOrigin = { ...engineOrigin('onnxruntime:cpu'), variant: 'lite0', plan };
  const failed = { kind: 'failed', reason: 'a test' } as const;
  const measured = { kind: 'measured', picturesPerSecond: 4, peakBytes: 1, at: 1 } as const;
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(cacheDir, 'kept-'));
  });

  /** What is kept of one of them. */
  const kept = async (other: Partial<SpeedOrigin> = {}) => {
    const asked = { ...origin, ...other };
    return (await keptSpeeds(folder, [asked])).get(asked.variant);
  };

  it.each<[string, Partial<SpeedOrigin>]>([
    ['machine', { machine: { ...origin.machine, cores: 77 } }],
    ['engine', { engine: 'tensorflow' }],
    ['network', { variant: 'b0' }],
    ['plan', { plan: { ...plan, workers: 1 } }],
  ])('are of one %s, and take the place of no other', async (_, other) => {
    expect(await keepSpeed(folder, origin, measured)).toBeNull();
    expect(await kept()).toEqual({ ...measured, ...plan });
    expect(await kept(other)).toBeUndefined();
    expect(await keepSpeed(folder, { ...origin, ...other }, { ...measured, at: 2 })).toBeNull();
    expect(await kept(other)).toMatchObject({ at: 2 });
    expect(await kept()).toMatchObject({ at: 1 });
  });

  it.each(['library', 'driver'])('are of one %s; those of another take their place', async (which) => {
    await keepSpeed(folder, origin, measured);
    const other = { [which]: 'another' };
    expect(await kept(other)).toBeUndefined();
    await keepSpeed(folder, { ...origin, ...other }, failed);
    expect(await kept(other)).toEqual(failed);
    expect(await kept()).toBeUndefined();
  });

  it('that cannot be understood are measured again, and those that cannot be written are said', async () => {
    await keepSpeed(folder, origin, measured);
    const file = path.join(folder, SPEEDS_FILE);
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -5));
    expect(await kept()).toBeUndefined();
    expect(await keepSpeed(folder, origin, failed)).toBeNull();
    expect(await kept()).toEqual(failed);
    expect(await keepSpeed(path.join(file, 'below-a-file'), origin, measured)).toContain('cannot be kept');
  });
});
