import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConnections } from '../../main/core/connections.ts';
import { createEngineLibraries } from '../../main/core/engine-libraries.ts';
import { createEngineReport } from '../../main/core/engine-report.ts';
import type { CoreOptions } from '../../main/core/host-contract.ts';
import { forkProgram } from '../../main/cli/fork-program.ts';
import type { Presence } from '../../main/engine/engine-presence.ts';
import type { EngineName } from '../../shared/engine.ts';
import type { EngineDescription, EngineProgress } from '../../shared/engine-report.ts';
import { thisMachine } from '../../main/core/run-pool.ts';
import type { RunNews } from '../../main/core/run-news.ts';
import { projectRoot } from '../cli/classifold.ts';
import { openTestCore, runSettings, uncontrolled, valueOf, type OpenedCore } from './opened-core.ts';
import { publishedPlaces } from './published-places.ts';

const HERE: Presence = {
  state: { kind: 'present', device: 'a card', memoryBytes: 8e9, isSoftware: false },
  library: '1',
  driver: '1',
  isAccelerator: true,
  source: 'bundled',
};
const SOFTWARE: Presence = {
  ...HERE,
  state: { kind: 'present', device: 'SwiftShader', memoryBytes: null, isSoftware: true },
};
const ABSENT: Presence = {
  state: { kind: 'absent', reason: 'there is no card', remedy: null },
  library: '',
  driver: '',
  isAccelerator: false,
  source: null,
};
const MACHINE: Readonly<Record<EngineName, Presence>> = {
  'onnxruntime:cpu': { ...HERE, isAccelerator: false },
  'onnxruntime:webgpu': SOFTWARE,
  'onnxruntime:directml': HERE,
  'onnxruntime:coreml': ABSENT,
  'onnxruntime:cuda': HERE,
  tensorflow: { ...HERE, source: 'package' },
};
const hazardWorker = path.join(projectRoot, 'out', 'test', 'hazard-worker.cjs');

let folder: string;
let opened: OpenedCore | null;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'classifold-report-'));
  opened = null;
});
afterEach(async () => {
  delete process.env['HAZARD_ENGINES'];
  await opened?.close();
  rmSync(folder, { recursive: true });
});

function host(machine = MACHINE): Partial<CoreOptions> {
  return { workerScript: hazardWorker, cacheDir: folder, findEngine: (engine) => machine[engine] };
}

const of = (engines: readonly EngineDescription[], engine: EngineName) => engines.find((one) => one.engine === engine);

describe('the report of the engines', () => {
  it('says what is measured when it is asked to, software left out; a run then takes the same', async () => {
    process.env['HAZARD_ENGINES'] =
      'onnxruntime:cpu=slow onnxruntime:directml=wrong onnxruntime:cuda=fine tensorflow=throw';
    opened = openTestCore(host());
    const { core, bench } = opened;
    const before = valueOf(await core.engines());
    expect(before).toMatchObject({ choice: 'auto', inUse: 'onnxruntime:cpu' });
    expect(of(before.engines, 'onnxruntime:cuda')).toEqual({
      ...{ engine: 'onnxruntime:cuda', version: '1', package: null, source: 'bundled', pack: null },
      ...{ usesGpu: true, cardUnused: null, picturesPerSecond: null },
      state: HERE.state,
    });
    expect(of(before.engines, 'onnxruntime:coreml')).toMatchObject({
      version: null,
      source: null,
      state: ABSENT.state,
    });
    expect(of(before.engines, 'tensorflow')?.state).toMatchObject({
      kind: 'absent',
      reason: 'the library is of another machine',
    });

    const told: EngineProgress[] = [];
    const measured = await core.measureEngines(new AbortController().signal, (one) => told.push(one));
    const { report, isComplete } = valueOf(measured);
    expect(isComplete).toBe(true);
    expect(told.map(({ engine, done, total }) => [engine, done, total])).toEqual([
      ['onnxruntime:cpu', 0, 4],
      ['onnxruntime:directml', 1, 4],
      ['onnxruntime:cuda', 2, 4],
      ['tensorflow', 3, 4],
    ]);
    expect(report.inUse).toBe('onnxruntime:cuda');
    expect(of(report.engines, 'onnxruntime:cuda')?.picturesPerSecond).toBeGreaterThan(0);
    expect(of(report.engines, 'onnxruntime:directml')?.state).toEqual({
      kind: 'refused',
      reason: expect.stringContaining('wrong by up to 1') as string,
    });
    expect(await core.engines()).toEqual({ ok: true, value: report });

    bench.addSamples({ 'a/koala.jpg': 'koala.jpg' });
    const heard: RunNews[] = [];
    const summary = await opened.classify(['a'], uncontrolled(), heard);
    expect(summary).toMatchObject({ engine: 'onnxruntime:cuda', counts: { classified: 1 } });
    expect(heard[0]).toMatchObject({ kind: 'started', engine: 'onnxruntime:cuda', why: report.why });
    expect(valueOf(await core.foreseeRun()).engine).toBe('onnxruntime:cuda');
  });

  it('loads a library in a process of its own, which may die or hang', async () => {
    const [cpu, tensorflow] = ['onnxruntime:cpu', 'tensorflow'] as const;
    const only = { ...MACHINE, 'onnxruntime:directml': ABSENT, 'onnxruntime:cuda': ABSENT };
    const options: CoreOptions = {
      ...{ catalogPath: path.join(folder, 'c.sqlite'), ownModelsDir: folder, enginesDir: path.join(folder, 'engines') },
      modelDirs: [path.join(projectRoot, 'assets', 'models')],
      taxonomyDir: path.join(projectRoot, 'assets', 'taxonomy'),
      readerScript: path.join(projectRoot, 'out', 'program', 'reader.cjs'),
      ...{ writerScript: null, thumbnails: null, published: publishedPlaces, spawn: forkProgram },
      ...{ runLimits: () => ({ workers: null, memoryBytes: null, gpuMemoryBytes: null }), engineChoice: () => 'auto' },
      ...{ cacheDir: folder, workerScript: hazardWorker, findEngine: (engine) => only[engine] },
    };
    const reportWith = async (hazard: string) => {
      process.env['HAZARD_ENGINES'] = `tensorflow=${hazard}`;
      const connections = createConnections(options);
      const libraries = createEngineLibraries(options, hazard === 'hang' ? 2000 : 60_000);
      const { engines } = valueOf(await createEngineReport(options, connections, libraries).engines());
      await connections.close();
      expect(of(engines, cpu)?.state.kind).toBe('present');
      return of(engines, tensorflow);
    };
    expect(await reportWith('fine')).toMatchObject({
      ...{ version: '1.2.3', package: { name: 'hazard', version: '4.5.6', passedOver: [] }, usesGpu: true },
      state: { kind: 'present', device: 'a card' },
    });
    // The card is here, and the library does not use it: planned and tried as what it is.
    expect(await reportWith('cardless')).toMatchObject({
      ...{ version: '1.2.3', usesGpu: false },
      state: { kind: 'present', device: os.cpus()[0]?.model.trim(), memoryBytes: thisMachine().memoryBytes },
      cardUnused:
        "hazard-gpu cannot be loaded; Could not load dynamic library 'libcudnn.so.9'; Cannot dlopen some GPU libraries; " +
        'Could not find cuda drivers on your machine, GPU will not be used',
    });
    expect(await reportWith('hang')).toMatchObject({
      version: null,
      state: { kind: 'refused', reason: 'its library gave no answer within 2 s' },
    });
    expect(await reportWith('abort')).toMatchObject({
      state: { kind: 'refused', reason: expect.stringMatching(/ended the process that loaded it: SIGABRT/) as string },
    });
  });

  it('stands beside a run that plans TensorFlow for the CPU where it does not use the card', async () => {
    const plan = async () => {
      opened = openTestCore({ ...host(), engineChoice: () => 'tensorflow' });
      valueOf(await opened.core.open());
      const { plan: planned } = valueOf(await opened.core.foreseeRun());
      await opened.close();
      opened = null;
      return planned;
    };
    process.env['HAZARD_ENGINES'] = 'tensorflow=fine';
    const { batch, ...onCard } = await plan();
    expect(onCard).toMatchObject({ workers: 1, threads: 1 });
    process.env['HAZARD_ENGINES'] = 'tensorflow=cardless';
    const { workers, threads } = await plan();
    expect(workers * threads).toBe(os.availableParallelism());
    expect(batch).toBeGreaterThan(1);
  });

  it('loads one again that could not be loaded, when a person has the engines measured', async () => {
    const only = { ...MACHINE, 'onnxruntime:directml': ABSENT, 'onnxruntime:cuda': ABSENT };
    opened = openTestCore(host(only));
    const { core } = opened;
    const stateNow = async () => of(valueOf(await core.engines()).engines, 'tensorflow')?.state.kind;
    process.env['HAZARD_ENGINES'] = 'onnxruntime:cpu=fine tensorflow=throw';
    expect(await stateNow()).toBe('absent');
    process.env['HAZARD_ENGINES'] = 'onnxruntime:cpu=fine tensorflow=fine';
    // What is only looked at does not load it each time.
    expect(await stateNow()).toBe('absent');
    const measured = await core.measureEngines(new AbortController().signal, () => undefined);
    expect(of(valueOf(measured).report.engines, 'tensorflow')?.state.kind).toBe('present');
  });

  it('knows a pack that was added and cannot even be read, so that it can be removed', async () => {
    const enginesDir = path.join(folder, 'engines');
    mkdirSync(path.join(enginesDir, 'tensorflow'), { recursive: true });
    writeFileSync(path.join(enginesDir, 'tensorflow', 'pack.json'), 'not JSON');
    opened = openTestCore({ cacheDir: folder, workerScript: hazardWorker, enginesDir });
    expect(of(valueOf(await opened.core.engines()).engines, 'tensorflow')).toMatchObject({
      pack: { engine: 'tensorflow', facts: null },
      state: { kind: 'absent', reason: expect.stringContaining('its pack.json is damaged') as string },
    });
    expect(await opened.core.removeEnginePack('tensorflow')).toEqual({ ok: true, value: null });
    expect(of(valueOf(await opened.core.engines()).engines, 'tensorflow')?.pack).toBeNull();
  });

  it('says what it measured where that cannot be kept, and that it cannot', async () => {
    const only = { ...MACHINE, 'onnxruntime:directml': ABSENT, 'onnxruntime:cuda': ABSENT, tensorflow: ABSENT };
    const cacheDir = path.join(folder, 'cache');
    opened = openTestCore({ ...host(only), cacheDir });
    const measure = async () =>
      valueOf(await opened!.core.measureEngines(new AbortController().signal, () => undefined));
    writeFileSync(cacheDir, 'a file where the folder belongs');
    const { report, notKept } = await measure();
    expect(of(report.engines, 'onnxruntime:cpu')?.picturesPerSecond).toBeGreaterThan(0);
    expect(notKept).toContain(`cannot be kept in ${cacheDir}`);
    rmSync(cacheDir);
    expect((await measure()).notKept).toBeNull();
  });

  it('is cut short and says so', async () => {
    process.env['HAZARD_ENGINES'] = 'tensorflow=fine';
    opened = openTestCore(host());
    const stop = new AbortController();
    const measuring = opened.core.measureEngines(stop.signal, () => {
      stop.abort();
    });
    expect(valueOf(await measuring).isComplete).toBe(false);
  });

  it('stands beside a run that names an engine which is not here: refused before anything else', async () => {
    process.env['HAZARD_ENGINES'] = 'tensorflow=fine';
    opened = openTestCore({ ...host(), engineChoice: () => 'onnxruntime:coreml' });
    const { core, bench } = opened;
    bench.addSamples({ 'a/koala.jpg': 'koala.jpg' });
    const request = { ...runSettings, paths: [bench.path('a')] };
    const answered = await core.classify(request, uncontrolled(), () => Promise.resolve());
    expect(answered).toMatchObject({ failure: { kind: 'absent-engine', reason: 'there is no card' } });
    expect(valueOf(await core.engines())).toMatchObject({ inUse: 'onnxruntime:coreml' });
  });
});
