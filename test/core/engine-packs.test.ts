import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forkProgram } from '../../main/cli/fork-program.ts';
import { createEnginePacks, packFolderFor } from '../../main/core/engine-packs.ts';
import type { CoreOptions } from '../../main/core/host-contract.ts';
import type { EnginePackStep } from '../../shared/engine-pack.ts';
import { NO_RUN_LIMITS } from '../../shared/settings.ts';
import { publishedPlaces } from './published-places.ts';
import { projectRoot } from '../cli/classifold.ts';
import { archiveOf, packContents } from '../engine-pack/archive-builder.ts';
import { FILES, manifestOf, openPackBench, sha256 } from '../engine-pack/pack-builder.ts';

// Packs of a few bytes: the worker that tries them computes on the CPU in disguise (test/pool/hazard-worker.ts). The real
// library is added in test/e2e/engines.e2e.test.ts.

let bench: ReturnType<typeof openPackBench>;
let engines: string;
let options: CoreOptions;
beforeEach(() => {
  bench = openPackBench();
  engines = bench.path('engines');
  options = {
    catalogPath: bench.path('catalog.sqlite'),
    ownModelsDir: bench.path('models'),
    modelDirs: [path.join(projectRoot, 'assets', 'models'), bench.path('models')],
    taxonomyDir: path.join(projectRoot, 'assets', 'taxonomy'),
    enginesDir: engines,
    cacheDir: path.join(projectRoot, 'out', 'test-cache', 'Classifold'),
    workerScript: path.join(projectRoot, 'out', 'test', 'hazard-worker.cjs'),
    readerScript: '',
    writerScript: null,
    thumbnails: null,
    published: publishedPlaces,
    spawn: forkProgram,
    runLimits: () => NO_RUN_LIMITS,
    engineChoice: () => 'auto',
  };
  process.env['HAZARD_ENGINES'] = 'tensorflow=fine';
});
afterEach(() => {
  delete process.env['HAZARD_ENGINES'];
  bench.remove();
});

const DIGEST = sha256(manifestOf(FILES));
const SMALL = 'node_modules/long/index.js';

function add(
  pack: string,
  { digest = null as string | null, signal = new AbortController().signal, within = 60_000 } = {},
) {
  const steps: EnginePackStep[] = [];
  const tell = (step: EnginePackStep): void => void steps.push(step);
  return { steps, answered: createEnginePacks(options, within).addEnginePack({ path: pack, digest }, signal, tell) };
}

const fault = (kind: string, more: object = {}) => ({
  ok: false,
  failure: { kind: 'engine-pack', fault: { kind, ...more } },
});

/** Of the one that is kept. */
const damage = (kind: string, more: object = {}) => ({
  ok: false,
  failure: { kind: 'damaged-engine-pack', fault: { kind, ...more } },
});

describe('an engine pack', () => {
  it('is described without being taken, then tried in a process and put in its place', async () => {
    const pack = bench.folder('pack', FILES);
    const packs = createEnginePacks(options);
    expect(await packs.describeEnginePack(pack)).toMatchObject({ ok: true, value: { digest: DIGEST, files: 3 } });
    expect(existsSync(engines)).toBe(false);
    expect(await packFolderFor(engines, 'tensorflow')).toEqual({ ok: true, value: null });

    const { answered, steps } = add(pack, { digest: DIGEST.toUpperCase() });
    expect(await answered).toMatchObject({ ok: true, value: { digest: DIGEST } });
    expect(steps.at(-1)).toEqual({ step: 'trying' });
    expect(readdirSync(engines)).toEqual(['tensorflow']);
    expect(readFileSync(path.join(engines, 'tensorflow', SMALL), 'utf8')).toBe(FILES[SMALL]);
    expect(await packFolderFor(engines, 'tensorflow')).toEqual({ ok: true, value: path.join(engines, 'tensorflow') });
    expect(await packs.verifyEnginePack('tensorflow')).toMatchObject({ value: { kind: 'sound' } });

    expect(await packs.removeEnginePack('tensorflow')).toEqual({ ok: true, value: null });
    expect(readdirSync(engines)).toEqual([]);
    expect(await packs.removeEnginePack('tensorflow')).toMatchObject({ failure: { kind: 'no-engine-pack' } });
  });

  it.each([
    ['dies', 'tensorflow=abort', /SIGABRT/],
    ['fails', 'tensorflow=throw', /the device was lost/],
    ['computes no numbers', 'tensorflow=nan', /NaN/],
    ['computes something else', 'tensorflow=wrong', /wrong by up to 1/],
    ['hangs', 'tensorflow=hang', /no end within 2 s/],
  ])('that %s is refused, and nothing of it is left', async (_what, hazard, reason) => {
    process.env['HAZARD_ENGINES'] = hazard;
    const { answered } = add(bench.folder('pack', FILES), { within: hazard.endsWith('hang') ? 2000 : 60_000 });
    expect(await answered).toMatchObject(fault('does-not-work', { reason: expect.stringMatching(reason) as string }));
    expect(readdirSync(engines)).toEqual([]);
  });

  it('with another digest than the one that was told is not even copied', async () => {
    const pack = bench.folder('pack', FILES);
    const expected = sha256('another');
    const { answered, steps } = add(pack, { digest: expected });
    expect(await answered).toMatchObject(fault('other-digest', { expected, found: DIGEST }));
    expect(steps).toEqual([]);
    expect(existsSync(engines)).toBe(false);
  });

  it('that is damaged leaves the one before as it was; a sound one, here an archive, takes its place', async () => {
    expect(await add(bench.folder('pack', FILES)).answered).toMatchObject({ ok: true });
    const damaged = bench.folder('damaged', { ...FILES, [SMALL]: 'exports.lonG = true;' }, manifestOf(FILES));
    expect(await add(damaged).answered).toMatchObject(fault('wrong-digest', { path: SMALL }));
    expect(readdirSync(engines)).toEqual(['tensorflow']);
    expect(readFileSync(path.join(engines, 'tensorflow', SMALL), 'utf8')).toBe(FILES[SMALL]);
    const newer = { ...FILES, [SMALL]: 'exports.long = 2;' };
    writeFileSync(bench.path('newer.zip'), await archiveOf(packContents(newer)));
    expect(await add(bench.path('newer.zip')).answered).toMatchObject({ ok: true });
    expect(readdirSync(engines)).toEqual(['tensorflow']);
    expect(readFileSync(path.join(engines, 'tensorflow', SMALL), 'utf8')).toBe(newer[SMALL]);
  });

  it('is left when it is cancelled, while it is copied or tried', async () => {
    process.env['HAZARD_ENGINES'] = 'tensorflow=hang';
    const pack = bench.folder('pack', FILES);
    const stop = new AbortController();
    const answered = createEnginePacks(options).addEnginePack({ path: pack, digest: null }, stop.signal, ({ step }) => {
      if (step === 'trying') stop.abort();
    });
    expect(await answered).toMatchObject(fault('cancelled'));
    expect(await add(pack, { signal: AbortSignal.abort() }).answered).toMatchObject(fault('cancelled'));
    expect(readdirSync(engines)).toEqual([]);
  });

  it('that was out of the way when a program was killed is put back, and does not come back after it was removed', async () => {
    expect(await add(bench.folder('pack', FILES)).answered).toMatchObject({ ok: true });
    const replaced = path.join(engines, 'tensorflow.replaced-999999999-00000000');
    renameSync(path.join(engines, 'tensorflow'), replaced);
    const packs = createEnginePacks(options);
    expect(await packs.verifyEnginePack('tensorflow')).toMatchObject({ value: { kind: 'sound' } });
    expect(readdirSync(engines)).toEqual(['tensorflow']);
    mkdirSync(replaced);
    expect(await packs.removeEnginePack('tensorflow')).toEqual({ ok: true, value: null });
    expect(await packs.verifyEnginePack('tensorflow')).toMatchObject({ value: { kind: 'none' } });
    // Of one that replaces it under way nothing is taken.
    mkdirSync(path.join(engines, `tensorflow.replaced-${process.ppid}-00000000`));
    expect(await packs.verifyEnginePack('tensorflow')).toMatchObject({ value: { kind: 'none' } });
  });

  it('stays sound when somebody has looked at its folder', async () => {
    expect(await add(bench.folder('pack', FILES)).answered).toMatchObject({ ok: true });
    writeFileSync(path.join(engines, 'tensorflow', '.DS_Store'), 'icons');
    expect(await packFolderFor(engines, 'tensorflow')).toMatchObject({ ok: true });
    expect(await createEnginePacks(options).verifyEnginePack('tensorflow')).toMatchObject({ value: { kind: 'sound' } });
  });

  it('with a file more than it lists is damaged', async () => {
    expect(await add(bench.folder('pack', FILES)).answered).toMatchObject({ ok: true });
    const added = 'node_modules/@tensorflow/tfjs-node-gpu/package.json';
    mkdirSync(path.dirname(path.join(engines, 'tensorflow', added)), { recursive: true });
    writeFileSync(path.join(engines, 'tensorflow', added), '{}');
    expect(await createEnginePacks(options).verifyEnginePack('tensorflow')).toMatchObject({
      value: { kind: 'damaged', fault: { kind: 'unlisted', path: added } },
    });
    expect(await packFolderFor(engines, 'tensorflow')).toMatchObject(damage('unlisted'));
  });

  it('removes what a program that was killed has left, and not what one under way has', async () => {
    const left = ['tensorflow.partial-999999999-00000000', 'tensorflow.replaced-999999999-00000000'];
    const underWay = `tensorflow.partial-${process.ppid}-00000000`;
    for (const name of [...left, underWay]) mkdirSync(path.join(engines, name), { recursive: true });
    expect(await add(bench.folder('pack', FILES)).answered).toMatchObject({ ok: true });
    expect(readdirSync(engines).sort()).toEqual(['tensorflow', underWay]);
  });
});

it('a pack that was added and is damaged is refused before it is used, or where its digests are asked for', async () => {
  expect(await add(bench.folder('pack', FILES)).answered).toMatchObject({ ok: true });
  const inPlace = path.join(engines, 'tensorflow', SMALL);
  writeFileSync(inPlace, 'exports.lonG = true;');
  expect(await packFolderFor(engines, 'tensorflow')).toMatchObject({ ok: true });
  expect(await createEnginePacks(options).verifyEnginePack('tensorflow')).toMatchObject({
    value: { kind: 'damaged', fault: { kind: 'wrong-digest', path: SMALL } },
  });
  appendFileSync(inPlace, '!');
  expect(await packFolderFor(engines, 'tensorflow')).toMatchObject(damage('wrong-size', { path: SMALL }));
  expect(await packFolderFor(engines, 'onnxruntime:cpu')).toEqual({ ok: true, value: null });
  rmSync(inPlace);
  expect(await packFolderFor(engines, 'tensorflow')).toMatchObject(damage('missing', { path: SMALL }));
  rmSync(path.join(engines, 'tensorflow', 'pack.json'));
  expect(await packFolderFor(engines, 'tensorflow')).toMatchObject(damage('no-pack'));
});
