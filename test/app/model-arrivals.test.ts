import { describe, expect, it } from 'vitest';
import { createModelArrivals } from '../../main/app/model-arrivals.ts';
import type { Answer } from '../../main/core/answer.ts';
import type { ModelInstallation, PreparedImport } from '../../main/core/host-answers.ts';
import type { Core } from '../../main/core/host-contract.ts';
import type { Model } from '../../main/model/model-folder.ts';
import type { EventPayload } from '../../shared/contract/events.ts';
import type { RecognisedModel } from '../../shared/model-import.ts';
import { arrivalTexts as texts } from '../../shared/texts/get-models.ts';

const MODEL: Model = {
  manifest: {
    ...{ id: 'our-three', name: 'Our three', variant: 'lite0', classes: 3, threshold: 0.5, padding: 'same' },
    ...{ epsilon: 1e-3, source: 'a test', licence: null, labels: { file: 'labels.txt' } },
  } as unknown as Model['manifest'],
  digest: 'd',
  folder: '/models/our-three',
  weightsPath: '/models/our-three/weights.safetensors',
};
const RECOGNISED: RecognisedModel = {
  network: { dialect: 'timm', variant: 'lite0', classes: 3 },
  origin: 'timm',
  assumed: [],
  labels: { kind: 'numbered', classes: 3 },
};
const BEST = { index: 2, label: 'furry beast', score: 0.9 };
const INSTALL = { id: 'b0', from: null, testPicture: '/samples/koala.jpg' };
const IMPORT = { file: '/three.pth', labelsFile: null, origin: null, name: null, testPicture: '/samples/koala.jpg' };

type Installer = Pick<Core, 'installModel'>;
type Importer = Pick<Core, 'prepareImport'>;

/** Goes on until it is cancelled, as a download does. */
const untilCancelled: Installer = {
  installModel: (_request, signal, tell) =>
    new Promise<Answer<ModelInstallation>>((resolve) => {
      tell({ kind: 'downloading', bytes: 10, total: 100 });
      tell({ kind: 'trying' });
      signal.addEventListener('abort', () => {
        resolve({ ok: true, value: { kind: 'cancelled' } });
      });
    }),
};

/** A checkpoint that is sound, and what became of it. */
function soundCheckpoint() {
  const fate: string[] = [];
  const value: PreparedImport = {
    ...{ kind: 'prepared', model: MODEL, recognised: RECOGNISED, best: BEST },
    accept: () => {
      fate.push('accepted');
      return Promise.resolve({ ok: true, value: MODEL });
    },
    discard: () => {
      fate.push('discarded');
      return Promise.resolve();
    },
  };
  const core: Importer = { prepareImport: () => Promise.resolve({ ok: true, value }) };
  return { core, fate };
}

function open() {
  const told: EventPayload<'installing'>[] = [];
  return { told, arrivals: createModelArrivals((progress) => told.push(progress)) };
}

describe('models on their way in', () => {
  it('come one at a time, tell how far they are, and are cancelled', async () => {
    const { told, arrivals } = open();
    const installing = arrivals.install(untilCancelled, 'B0', INSTALL);
    const { core } = soundCheckpoint();
    expect(await arrivals.prepare(core, IMPORT)).toEqual({ ok: false, message: texts.underWay });
    expect(await arrivals.install(untilCancelled, 'B1', INSTALL)).toEqual({ ok: false, message: texts.underWay });
    const about = { id: 'b0', name: 'B0', isTrying: false };
    expect(arrivals.installing()).toEqual({ ...about, bytes: 0, total: null, isTrying: true });
    await arrivals.stop();
    expect(await installing).toEqual({ ok: true, value: null });
    expect(arrivals.installing()).toBeNull();
    expect(told).toEqual([
      { ...about, bytes: 0, total: null },
      { ...about, bytes: 10, total: 100 },
      { ...about, bytes: 0, total: null, isTrying: true },
      null,
    ]);
    expect((await arrivals.prepare(core, IMPORT)).ok).toBe(true);
  });

  it('say how they were refused, and leave the way free', async () => {
    const { told, arrivals } = open();
    const failure = { kind: 'offline', host: 'models.example', reason: 'ENOTFOUND' } as const;
    const offline: Installer = {
      installModel: ({ id }) =>
        Promise.resolve({
          ok: false,
          failure: { kind: 'download', id, url: 'https://models.example/b0.pth', failure },
        }),
    };
    const refused = await arrivals.install(offline, 'B0', INSTALL);
    expect(refused).toMatchObject({ ok: false, message: expect.stringContaining('Is this machine online?') as string });
    expect(told.at(-1)).toBeNull();
    const broken: Installer = { installModel: () => Promise.reject(new Error('a bug')) };
    await expect(arrivals.install(broken, 'B0', INSTALL)).rejects.toThrow('a bug');
    expect(told.at(-1)).toBeNull();
    expect((await arrivals.install(offline, 'B0', INSTALL)).ok).toBe(false);
  });

  it('wait for a person’s word, with what the model sees in a picture of their own address', async () => {
    const { arrivals } = open();
    const { core, fate } = soundCheckpoint();
    expect(arrivals.testPicture()).toBeNull();
    const first = await arrivals.prepare(core, IMPORT);
    expect(first).toEqual({
      ok: true,
      value: {
        ...{ id: 'our-three', name: 'Our three', recognised: RECOGNISED },
        tried: { picture: 'koala.jpg', label: 'furry beast', score: 0.9, url: 'picture://test/1' },
      },
    });
    expect(arrivals.testPicture()).toBe('/samples/koala.jpg');
    expect(fate).toEqual([]);
    expect(await arrivals.accept()).toEqual({ ok: true, value: { id: 'our-three', name: 'Our three' } });
    expect(fate).toEqual(['accepted']);
    expect(arrivals.testPicture()).toBeNull();
    expect(await arrivals.accept()).toEqual({ ok: false, message: texts.nothingPrepared });
    await arrivals.stop();
    expect(fate).toEqual(['accepted']);
  });

  it('go when nobody accepts them: at the end, and when another one comes', async () => {
    const { arrivals } = open();
    const [first, second] = [soundCheckpoint(), soundCheckpoint()];
    await arrivals.prepare(first.core, IMPORT);
    await arrivals.prepare(second.core, IMPORT);
    expect([first.fate, second.fate]).toEqual([['discarded'], []]);
    await arrivals.stop();
    expect(second.fate).toEqual(['discarded']);
    expect(await arrivals.accept()).toEqual({ ok: false, message: texts.nothingPrepared });
  });

  it('are discarded when they come to be ready after they were cancelled', async () => {
    const { arrivals } = open();
    const { core, fate } = soundCheckpoint();
    const heedless: Importer = {
      prepareImport: (request, signal, tell) =>
        new Promise((resolve) => {
          const goOn = (): void => {
            resolve(core.prepareImport(request, signal, tell));
          };
          if (signal.aborted) goOn();
          else signal.addEventListener('abort', goOn);
        }),
    };
    const preparing = arrivals.prepare(heedless, IMPORT);
    await arrivals.stop();
    expect((await preparing).ok).toBe(true);
    expect(fate).toEqual(['discarded']);
  });

  it('say what a stop would break off: nothing of one that gets its place', async () => {
    const { arrivals } = open();
    expect(arrivals.underWay()).toBeNull();
    let begin: () => void = () => undefined;
    const downloading: Installer = {
      installModel: async (_request, signal, tell) => {
        await new Promise<void>((resolve) => {
          begin = resolve;
        });
        return untilCancelled.installModel(INSTALL, signal, tell);
      },
    };
    for (const [from, first] of [
      [null, 'download'],
      ['/b0.pth', 'installation'],
    ] as const) {
      const installing = arrivals.install(downloading, 'B0', { ...INSTALL, from });
      await expect.poll(() => arrivals.underWay()).toBe(first);
      begin();
      await expect.poll(() => arrivals.underWay()).toBe('installation');
      await arrivals.stop();
      await installing;
      expect(arrivals.underWay()).toBeNull();
    }

    const { core } = soundCheckpoint();
    const preparing = arrivals.prepare(core, IMPORT);
    expect(arrivals.underWay()).toBe('import');
    await preparing;
    expect(arrivals.underWay()).toBe('import');
    const accepting = arrivals.accept();
    expect(arrivals.underWay()).toBeNull();
    await accepting;
    expect(arrivals.underWay()).toBeNull();
  });
});
