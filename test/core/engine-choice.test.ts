import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forkProgram } from '../../main/cli/fork-program.ts';
import { comparedMachine, foreseeEngine, settleEngine, type TrialNews } from '../../main/core/engine-choice.ts';
import { lookForEngines } from '../../main/core/engines-here.ts';
import type { CoreOptions } from '../../main/core/host-contract.ts';
import { keepVerdict, VERDICTS_FILE, type VerdictOrigin } from '../../main/core/kept-verdicts.ts';
import { foreseeRun, plannedEngine } from '../../main/core/run-pool.ts';
import type { Presence } from '../../main/engine/engine-presence.ts';
import { listModels, type Model } from '../../main/model/model-folder.ts';
import type { EngineChoice, EngineName } from '../../shared/engine.ts';
import { NO_RUN_LIMITS, type RunLimits } from '../../shared/settings.ts';
import { projectRoot } from '../cli/classifold.ts';
import { publishedPlaces } from './published-places.ts';

// Devices that are not here are the CPU in disguise, each with what may be the matter with one (test/pool/hazard-worker.ts).

const GPU: Presence = {
  state: { kind: 'present', device: 'a card', memoryBytes: null, isSoftware: false },
  library: '1',
  driver: '1',
  isAccelerator: true,
  source: 'bundled',
};
const CPU: Presence = { ...GPU, isAccelerator: false };
/** TensorFlow out of an engine pack, on the CPU. */
const PACK: Presence = { ...CPU, source: 'pack' };
const SOFTWARE: Presence = {
  ...GPU,
  state: { kind: 'present', device: 'SwiftShader', memoryBytes: null, isSoftware: true },
};
const ABSENT: Presence = {
  state: { kind: 'absent', reason: 'there is no card', remedy: 'Buy one.' },
  library: '',
  driver: '',
  isAccelerator: false,
  source: null,
};
const PATIENT = { measureMs: 50, deadlineMs: 60_000 };
const never = new AbortController().signal;

let folder: string;
let model: Model;
let spawned: number;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'classifold-engines-'));
  spawned = 0;
  const { models } = await listModels([path.join(projectRoot, 'assets', 'models')]);
  model = models[0]!;
});
afterEach(() => {
  delete process.env['HAZARD_ENGINES'];
  rmSync(folder, { recursive: true });
});

type Here = Partial<Record<EngineName, Presence>>;

function host(here: Here, choice: EngineChoice = 'auto'): CoreOptions {
  return {
    catalogPath: path.join(folder, 'catalog.sqlite'),
    ownModelsDir: path.join(folder, 'models'),
    modelDirs: [path.join(projectRoot, 'assets', 'models')],
    taxonomyDir: path.join(projectRoot, 'assets', 'taxonomy'),
    enginesDir: path.join(folder, 'engines'),
    cacheDir: path.join(folder, 'cache'),
    workerScript: path.join(projectRoot, 'out', 'test', 'hazard-worker.cjs'),
    readerScript: '',
    writerScript: null,
    thumbnails: null,
    published: publishedPlaces,
    spawn: (script, options) => {
      spawned += 1;
      return forkProgram(script, options);
    },
    runLimits: () => limits,
    engineChoice: () => choice,
    findEngine: (engine) => here[engine] ?? (engine === 'onnxruntime:cpu' ? CPU : ABSENT),
  };
}

/** What a run may take. */
let limits: RunLimits = NO_RUN_LIMITS;

/** Engines that the last call of `settle` said it was trying, and what it could not keep. */
let heard: EngineName[] = [];
let problems: string[] = [];

function hear(news: TrialNews): void {
  if (news.kind === 'trying-engine') heard.push(news.engine);
  else problems.push(news.problem);
}

/** What is settled with: options, model, and what is here. */
async function settling(here: Here, choice: EngineChoice = 'auto') {
  const options = host(here, choice);
  return [options, model, await lookForEngines(options)] as const;
}

async function settle(here: Here, { hazards = '', patience = PATIENT, signal = never } = {}) {
  process.env['HAZARD_ENGINES'] = hazards;
  [heard, problems] = [[], []];
  const settled = await settleEngine(...(await settling(here)), signal, hear, patience);
  if (!settled.ok) throw new Error(JSON.stringify(settled.failure));
  return settled.value;
}

/** @param other what the verdict is of, where that is not this machine, driver, library, model and plan */
async function keep(engine: EngineName, picturesPerSecond: number, other: Partial<VerdictOrigin> = {}): Promise<void> {
  const presence = engine === 'onnxruntime:cpu' || engine === 'tensorflow' ? CPU : GPU;
  const { plan } = foreseeRun(model, limits, plannedEngine(engine, presence));
  const problem = await keepVerdict(
    path.join(folder, 'cache'),
    { machine: comparedMachine(), engine, library: '1', driver: '1', modelDigest: model.digest, plan, ...other },
    { kind: 'measured', picturesPerSecond },
  );
  expect(problem).toBeNull();
}

describe('the engine that a run takes', () => {
  it('is the fastest that computes what the CPU computes; the next run knows it', async () => {
    const here = { 'onnxruntime:webgpu': GPU, 'onnxruntime:cuda': GPU, 'onnxruntime:coreml': GPU };
    const hazards = 'onnxruntime:cpu=slow onnxruntime:webgpu=wrong onnxruntime:cuda=abort onnxruntime:coreml=fine';
    expect((await foreseeEngine(...(await settling(here)))).engine).toBe('onnxruntime:cpu');
    expect(spawned).toBe(0);
    const settled = await settle(here, { hazards });
    expect(settled.engine).toBe('onnxruntime:coreml');
    expect(settled.why).toMatch(/measured at [\d.]+ pictures\/s, onnxruntime:cpu at [\d.]+\./);
    expect(settled.why).toContain('onnxruntime:webgpu is refused: its logits are wrong by up to 1');
    expect(settled.why).toMatch(/onnxruntime:cuda is refused: SIGABRT/);
    expect(spawned).toBeGreaterThan(3);
    expect(heard).toEqual(['onnxruntime:cpu', 'onnxruntime:webgpu', 'onnxruntime:coreml', 'onnxruntime:cuda']);

    spawned = 0;
    expect(await settle(here, { hazards })).toEqual(settled);
    expect(heard).toEqual([]);
    expect(await foreseeEngine(...(await settling(here)))).toEqual(settled);
    expect(spawned).toBe(0);
    expect(readdirSync(path.join(folder, 'cache')).filter((name) => name.startsWith(VERDICTS_FILE))).toEqual([
      VERDICTS_FILE,
    ]);
  });

  it('is the CPU where the fastest would take more memory than a run may, tried or not', async () => {
    await keep('onnxruntime:cpu', 100);
    await keep('onnxruntime:webgpu', 600);
    limits = { ...NO_RUN_LIMITS, gpuMemoryBytes: 1e6 };
    try {
      const here = { 'onnxruntime:webgpu': GPU, 'onnxruntime:cuda': GPU };
      const settled = await settle(here);
      expect(settled).toEqual({
        engine: 'onnxruntime:cpu',
        why: 'onnxruntime:webgpu would take more memory than a run may. onnxruntime:cuda would take more memory than a run may.',
      });
      expect(await foreseeEngine(...(await settling(here)))).toEqual(settled);
      expect(spawned).toBe(0);
    } finally {
      limits = NO_RUN_LIMITS;
    }
    expect((await settle({ 'onnxruntime:webgpu': GPU })).engine).toBe('onnxruntime:webgpu');
  });

  it('is the CPU where a device was slower', async () => {
    await keep('onnxruntime:cpu', 100);
    await keep('onnxruntime:webgpu', 60);
    expect(await settle({ 'onnxruntime:webgpu': GPU })).toEqual({
      engine: 'onnxruntime:cpu',
      why: 'It was measured at 100 pictures/s, onnxruntime:webgpu at 60.',
    });
    expect(spawned).toBe(0);
  });

  it('is the CPU where a device hangs', async () => {
    const patience = { measureMs: 0, deadlineMs: 20_000 };
    const settled = await settle({ 'onnxruntime:webgpu': GPU }, { hazards: 'onnxruntime:webgpu=hang', patience });
    expect(settled.engine).toBe('onnxruntime:cpu');
    expect(settled.why).toContain('onnxruntime:webgpu is refused: no end within 20 s');
  });

  it.each(['short', 'short-aborts', 'killed'])(
    'is the CPU for this run, and nothing is kept, where memory was short for a moment (%s)',
    async (hazard) => {
      const here = { 'onnxruntime:webgpu': GPU };
      const settled = await settle(here, { hazards: `onnxruntime:webgpu=${hazard}` });
      expect(settled.engine).toBe('onnxruntime:cpu');
      expect(settled.why).toContain('onnxruntime:webgpu could not be tried this time: ');
      expect((await foreseeEngine(...(await settling(here)))).why).toBe('onnxruntime:webgpu was not measured yet.');

      await settle(here, { hazards: 'onnxruntime:webgpu=fine onnxruntime:cpu=slow' });
      expect(heard).toContain('onnxruntime:webgpu');
      expect((await foreseeEngine(...(await settling(here)))).engine).toBe('onnxruntime:webgpu');
    },
  );

  it('is a device that has memory for a part of the batch', async () => {
    const here = { 'onnxruntime:webgpu': GPU };
    const settled = await settle(here, { hazards: 'onnxruntime:webgpu=short-for-many onnxruntime:cpu=slow' });
    expect(settled.engine).toBe('onnxruntime:webgpu');
  });

  it('is the CPU without a process more where nothing else is here, or only the CPU in other clothes', async () => {
    expect(await settle({})).toEqual({ engine: 'onnxruntime:cpu', why: 'No other engine is here.' });
    const settled = await settle({ 'onnxruntime:webgpu': SOFTWARE, tensorflow: CPU });
    expect(settled.engine).toBe('onnxruntime:cpu');
    expect(settled.why).toContain('onnxruntime:webgpu computes on SwiftShader in software');
    expect(settled.why).toContain('tensorflow was not measured');
    expect(spawned).toBe(0);
  });

  it('may be TensorFlow on the CPU where a person added it, which is tried too', async () => {
    expect((await foreseeEngine(...(await settling({ tensorflow: PACK })))).why).toBe(
      'tensorflow was not measured yet.',
    );
    const settled = await settle({ tensorflow: PACK }, { hazards: 'onnxruntime:cpu=slow tensorflow=fine' });
    expect(settled.engine).toBe('tensorflow');
    expect(heard).toEqual(['onnxruntime:cpu', 'tensorflow']);
    const refused = await settle(
      { tensorflow: { ...PACK, library: 'another' } },
      { hazards: 'onnxruntime:cpu=slow tensorflow=wrong' },
    );
    expect(refused.engine).toBe('onnxruntime:cpu');
    expect(refused.why).toContain('tensorflow is refused: its logits are wrong');
  });

  it('is the CPU where the pack that a person added is damaged, and that is said', async () => {
    const pack = path.join(folder, 'engines', 'tensorflow');
    mkdirSync(pack, { recursive: true });
    writeFileSync(path.join(pack, 'pack.json'), '{');
    const why = expect.stringMatching(
      /^The engine pack that was added cannot be used: its pack\.json is damaged/,
    ) as string;
    expect(await settle({})).toEqual({ engine: 'onnxruntime:cpu', why });
    expect(await foreseeEngine(...(await settling({})))).toEqual({ engine: 'onnxruntime:cpu', why });
  });

  it('may be TensorFlow on the CPU once it was measured, never a graphics processor in software', async () => {
    const here = { 'onnxruntime:webgpu': SOFTWARE, tensorflow: CPU };
    await keep('onnxruntime:cpu', 100);
    await keep('onnxruntime:webgpu', 900);
    await keep('tensorflow', 105);
    expect(await settle(here)).toMatchObject({
      engine: 'onnxruntime:cpu',
      why: expect.stringContaining('clearly') as string,
    });
    await keep('tensorflow', 120);
    expect((await settle(here)).engine).toBe('tensorflow');
    expect(spawned).toBe(0);
  });

  it('is tried anew with another driver, and where what was kept cannot be read', async () => {
    const here = { 'onnxruntime:webgpu': GPU };
    await keep('onnxruntime:cpu', 100);
    await keep('onnxruntime:webgpu', 900, { driver: 'an older one' });
    expect((await foreseeEngine(...(await settling(here)))).why).toBe('onnxruntime:webgpu was not measured yet.');
    await keep('onnxruntime:webgpu', 900);
    expect((await foreseeEngine(...(await settling(here)))).engine).toBe('onnxruntime:webgpu');
    const file = path.join(folder, 'cache', VERDICTS_FILE);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ records: [{}, {}] });
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -20));

    const tried = await settle(here, { hazards: 'onnxruntime:webgpu=throw' });
    expect(tried.engine).toBe('onnxruntime:cpu');
    expect(tried.why).toContain('onnxruntime:webgpu is refused: onnxruntime:webgpu cannot compute the network');
    expect(spawned).toBeGreaterThan(0);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ records: [{}, {}] });
  });

  it.each<[string, Partial<VerdictOrigin>]>([
    ['model', { modelDigest: '0'.repeat(64) }],
    ['processor', { machine: { ...comparedMachine(), processor: 'another' } }],
    ['number of cores', { machine: { ...comparedMachine(), cores: comparedMachine().cores + 1 } }],
    ['size of the memory', { machine: { ...comparedMachine(), memoryBytes: 1 } }],
  ])('is tried anew where what is kept is of another %s, which keeps what it has', async (_, other) => {
    const here = { 'onnxruntime:webgpu': GPU };
    await keep('onnxruntime:cpu', 100);
    await keep('onnxruntime:webgpu', 900, other);
    expect((await foreseeEngine(...(await settling(here)))).why).toBe('onnxruntime:webgpu was not measured yet.');
    const settled = await settle(here, { hazards: 'onnxruntime:webgpu=throw' });
    expect(settled.engine).toBe('onnxruntime:cpu');
    expect(heard).toContain('onnxruntime:webgpu');
    const file = readFileSync(path.join(folder, 'cache', VERDICTS_FILE), 'utf8');
    expect(JSON.parse(file)).toMatchObject({
      records: expect.arrayContaining([
        { origin: expect.objectContaining(other) as object, verdict: { kind: 'measured', picturesPerSecond: 900 } },
      ]) as object,
    });
    await keep('onnxruntime:webgpu', 900);
    expect((await foreseeEngine(...(await settling(here)))).engine).toBe('onnxruntime:webgpu');
  });

  it('is compared with a CPU that is measured anew, where only that has another library or plan', async () => {
    await keep('tensorflow', 1000);
    expect(await foreseeEngine(...(await settling({ tensorflow: CPU })))).toEqual({
      engine: 'onnxruntime:cpu',
      why: 'onnxruntime:cpu was not measured yet.',
    });
    expect((await settle({ tensorflow: CPU }, { hazards: 'onnxruntime:cpu=slow' })).engine).toBe('tensorflow');
    expect(heard).toEqual(['onnxruntime:cpu']);

    rmSync(path.join(folder, 'cache'), { recursive: true });
    limits = { ...NO_RUN_LIMITS, workers: 64 };
    await keep('onnxruntime:cpu', 5000);
    limits = NO_RUN_LIMITS;
    await keep('onnxruntime:webgpu', 1000);
    expect((await settle({ 'onnxruntime:webgpu': GPU })).engine).toBe('onnxruntime:webgpu');
    expect(heard).toEqual(['onnxruntime:cpu']);
  });

  it('is the CPU, of which nothing is kept, nor a graph, where the weights are not what the model says', async () => {
    const damaged = path.join(folder, 'damaged');
    cpSync(model.folder, damaged, { recursive: true });
    const weights = path.join(damaged, path.basename(model.weightsPath));
    const bytes = readFileSync(weights);
    bytes[bytes.length - 10] = bytes[bytes.length - 10]! ^ 1;
    writeFileSync(weights, bytes);
    model = { ...model, folder: damaged, weightsPath: weights };
    const settled = await settle({ 'onnxruntime:webgpu': GPU });
    expect(settled).toEqual({ engine: 'onnxruntime:cpu', why: 'onnxruntime:webgpu was not measured yet.' });
    expect(heard).toEqual(['onnxruntime:cpu', 'onnxruntime:webgpu']);
    expect(spawned).toBeGreaterThan(0);
    expect(existsSync(path.join(folder, 'cache'))).toBe(false);
  });

  it('is tried, and taken, where nothing can be kept, which is said once', async () => {
    writeFileSync(path.join(folder, 'cache'), 'a file where the folder belongs');
    const settled = await settle({ 'onnxruntime:webgpu': GPU }, { hazards: 'onnxruntime:webgpu=throw' });
    expect(settled.why).toContain('onnxruntime:webgpu is refused');
    expect(problems).toEqual([expect.stringContaining(`cannot be kept in ${path.join(folder, 'cache')}`)]);
    rmSync(path.join(folder, 'cache'));
    await settle({ 'onnxruntime:webgpu': GPU }, { hazards: 'onnxruntime:webgpu=throw' });
    expect(problems).toEqual([]);
  });

  it('is not settled by a trial that was cut off', async () => {
    const stop = new AbortController();
    stop.abort();
    expect((await settle({ 'onnxruntime:webgpu': GPU }, { signal: stop.signal })).engine).toBe('onnxruntime:cpu');
    expect(spawned).toBe(0);
  });

  it('is what was named, untried; one that is not here is refused with the way to get it', async () => {
    const named = async (here: Here) => settleEngine(...(await settling(here, 'onnxruntime:cuda')), never, hear);
    expect(await named({ 'onnxruntime:cuda': GPU })).toMatchObject({ ok: true, value: { engine: 'onnxruntime:cuda' } });
    expect(await named({})).toEqual({
      ok: false,
      failure: { kind: 'absent-engine', engine: 'onnxruntime:cuda', reason: 'there is no card', remedy: 'Buy one.' },
    });
    expect(spawned).toBe(0);
  });
});
