import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  renameSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { float32Tensor, writeSafetensors, type StoredTensor } from '../../main/checkpoint/write-safetensors.ts';
import type { ModelImportRequest } from '../../main/core/host-requests.ts';
import { graphFileName, modelPrefix } from '../../main/engine/graph-file-name.ts';
import type { RecognisedModel } from '../../shared/model-import.ts';
import type { DialectId } from '../../shared/recognition.ts';
import { NO_RUN_LIMITS, type RunLimits } from '../../shared/settings.ts';
import { projectRoot, samples } from '../cli/classifold.ts';
import { writeTorchOld, writeTorchZip } from '../checkpoint/write-torch.ts';
import {
  checkpointTensors,
  TAUGHT,
  TAUGHT_LABELS,
  trainThreeClasses,
  type TaughtNetwork,
} from '../model/train-three-classes.ts';
import { firstFound, openTestCore, runSettings, uncontrolled, valueOf, type OpenedCore } from './opened-core.ts';

let opened: OpenedCore;
let cache: string;
/** What runs, and trials, may take. */
let limits: RunLimits = NO_RUN_LIMITS;
let taught: TaughtNetwork;
beforeAll(async () => {
  cache = mkdtempSync(path.join(tmpdir(), 'classifold-cache-'));
  opened = openTestCore({ runLimits: () => limits, cacheDir: cache });
  taught = await trainThreeClasses();
  writeFileSync(opened.bench.path('labels.csv'), TAUGHT_LABELS);
  opened.bench.addSamples(Object.fromEntries(TAUGHT.flat().map((file) => [`photos/${file}`, file])));
}, 60_000);
afterAll(async () => {
  await opened.close();
  rmSync(cache, { recursive: true });
});

const graphsOf = (digest: string): readonly string[] =>
  readdirSync(cache).filter((name) => name.startsWith(modelPrefix(digest)));

const inModels = (): readonly string[] => {
  mkdirSync(opened.bench.path('models'), { recursive: true });
  return readdirSync(opened.bench.path('models')).filter((name) => name !== '.labels');
};

function bring(file: string, request: Partial<ModelImportRequest> = {}, signal = new AbortController().signal) {
  const heard: RecognisedModel[] = [];
  const answered = opened.core.importModel(
    {
      file: opened.bench.path(file),
      labelsFile: opened.bench.path('labels.csv'),
      origin: null,
      name: null,
      testPicture: path.join(samples, 'koala.jpg'),
      ...request,
    },
    signal,
    (recognised) => heard.push(recognised),
  );
  return { answered, heard };
}

type Write = (file: string, tensors: readonly StoredTensor[]) => Promise<void>;
const FORMATS: readonly (readonly [string, Write])[] = [
  ['new.pth', (file, tensors) => writeTorchZip(file, tensors)],
  ['old.pth', (file, tensors) => writeTorchOld(file, tensors)],
  ['three.safetensors', (file, tensors) => writeSafetensors(file, tensors)],
];

describe.each<DialectId>(['timm', 'efficientnet-lite-pytorch'])('a model of three classes as in %s', (dialect) => {
  const id = `three-${dialect}`;
  let network: string | null = null;

  it.each(FORMATS)('is the same one out of every format: %s', async (name, write) => {
    const file = `${dialect}-${name}`;
    await write(opened.bench.path(file), checkpointTensors(taught, dialect));
    const { answered, heard } = bring(file, { name: `Three ${dialect}` });
    const imported = valueOf(await answered);
    if (imported.kind === 'cancelled') throw new Error('nobody cancelled it');
    expect(imported.kind).toBe(name === 'new.pth' ? 'imported' : 'present');
    expect(imported.model.manifest).toMatchObject({ id, classes: 3, weights: { dialect } });
    network ??= imported.model.digest;
    expect(imported.model.digest).toBe(network);
    expect(heard).toMatchObject([
      { network: { variant: 'lite0', classes: 3, dialect }, labels: { kind: 'given', classes: 3, inHierarchy: 2 } },
    ]);
    expect(inModels()).toContain(id);
  });

  it('classifies its pictures right, and is searched by labels and groups', async () => {
    const paths = [opened.bench.path('photos')];
    valueOf(
      await opened.core.classify({ ...runSettings, modelId: id, paths }, uncontrolled(), () => Promise.resolve()),
    );
    for (const [index, label] of ['old walls', 'our hens', 'furry beast'].entries()) {
      const found = await firstFound(opened.core, label);
      expect(found.map(({ relativePath }) => relativePath).sort()).toEqual([...(TAUGHT[index] ?? [])].sort());
      for (const { match } of found) expect(match?.score).toBeGreaterThan(0.5);
    }
    expect(await firstFound(opened.core, 'bird')).toHaveLength(1);
  });
});

describe('an import', () => {
  it('is refused, before anything is written, where one worker would not fit into the memory that a run may take', async () => {
    await writeSafetensors(opened.bench.path('narrow.safetensors'), checkpointTensors(taught, 'timm'));
    const before = inModels();
    limits = { ...NO_RUN_LIMITS, workers: 4, memoryBytes: 0.2e9 };
    try {
      const { answered, heard } = bring('narrow.safetensors', { name: 'Narrow' });
      expect(await answered).toMatchObject({
        ok: false,
        failure: { kind: 'too-little-memory', model: 'Narrow', of: 'machine', allowed: 0.2e9, isLimit: true },
      });
      expect(heard).toHaveLength(1);
    } finally {
      limits = NO_RUN_LIMITS;
    }
    expect(inModels()).toEqual(before);
  });

  it('is refused under a name that is taken', async () => {
    const other = checkpointTensors(taught, 'timm').map((tensor) =>
      tensor.name === 'classifier.bias' ? float32Tensor(tensor.name, [3], new Float32Array([1, 2, 3])) : tensor,
    );
    await writeSafetensors(opened.bench.path('other.safetensors'), other);
    const before = inModels();
    expect(await bring('other.safetensors', { name: 'Three timm' }).answered).toEqual({
      ok: false,
      failure: { kind: 'model-taken', id: 'three-timm' },
    });
    expect(inModels()).toEqual(before);
  });

  it('needs a name that commands can say', async () => {
    expect(await bring('other.safetensors', { name: '鳥' }).answered).toMatchObject({
      ok: false,
      failure: { kind: 'unusable-model-name', name: '鳥' },
    });
  });

  it('leaves nothing behind where the network gives no numbers', async () => {
    const broken = checkpointTensors(taught, 'timm').map((tensor) =>
      tensor.name === 'classifier.bias' ? float32Tensor(tensor.name, [3], new Float32Array([1, NaN, 3])) : tensor,
    );
    await writeSafetensors(opened.bench.path('broken.safetensors'), broken);
    const before = inModels();
    const refused = await bring('broken.safetensors').answered;
    if (refused.ok || refused.failure.kind !== 'unusable-model') throw new Error(JSON.stringify(refused));
    expect(refused.failure.reason).toMatch(/the network gave NaN for a logit: its weights are broken/);
    expect(inModels()).toEqual(before);
  });

  it.each<[string, () => Uint8Array | null]>([
    ['ends early', () => readFileSync(path.join(samples, 'koala.jpg')).subarray(0, 500)],
    ['is no picture', () => Buffer.from('a letter')],
    ['is not there', () => null],
  ])('says so of a picture that %s, and not of the model', async (_, content) => {
    const file = opened.bench.path('chosen.jpg');
    rmSync(file, { force: true });
    const bytes = content();
    if (bytes !== null) writeFileSync(file, bytes);
    const before = inModels();
    expect(await bring('other.safetensors', { testPicture: file }).answered).toMatchObject({
      ok: false,
      failure: { kind: 'unusable-picture', file },
    });
    expect(inModels()).toEqual(before);
  });

  it('leaves nothing behind where it is cancelled', async () => {
    const before = inModels();
    const early = AbortSignal.abort();
    expect(await bring('other.safetensors', {}, early).answered).toMatchObject({ value: { kind: 'cancelled' } });
    const late = new AbortController();
    const { answered } = bring('other.safetensors', {}, late.signal);
    const timer = setInterval(() => {
      if (inModels().some((name) => name.startsWith('.import-'))) late.abort();
    }, 5);
    expect(await answered).toMatchObject({ value: { kind: 'cancelled' } });
    clearInterval(timer);
    expect(inModels()).toEqual(before);
  });

  it('removes what one that was killed has left, and not what one under way has', async () => {
    const gone = '.import-999999999-0a';
    const underWay = `.import-${process.pid}-0a`;
    for (const name of [gone, underWay]) mkdirSync(opened.bench.path('models', name));
    expect((await opened.core.models()).models.map(({ manifest }) => manifest.id)).not.toContain(gone);
    expect(valueOf(await bring('other.safetensors').answered)).toMatchObject({ kind: 'imported' });
    expect(inModels()).not.toContain(gone);
    expect(inModels()).toContain(underWay);
    rmSync(opened.bench.path('models', underWay), { recursive: true });
  });
});

describe('an imported model', () => {
  it('is found to be damaged where its weights are', async () => {
    const file = opened.bench.path('models', 'other', 'weights.safetensors');
    const bytes = readFileSync(file);
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(file, bytes);
    const { checks } = valueOf(await opened.core.verifyModels('other'));
    expect(checks).toMatchObject([{ id: 'other', problem: { file } }]);
    expect(await bring('other.safetensors').answered).toMatchObject({
      failure: { kind: 'damaged-model', id: 'other', file },
    });
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(file, bytes);
    expect(valueOf(await opened.core.verifyModels('other')).checks).toEqual([{ id: 'other', problem: null }]);
  });

  it('is refused where its labels are a link out of its folder', async () => {
    const folder = opened.bench.path('models', 'linked');
    renameSync(opened.bench.path('models', 'other'), folder);
    const labels = readdirSync(folder).find((name) => name.startsWith('own-')) ?? '';
    renameSync(path.join(folder, labels), opened.bench.path('outside.json'));
    symlinkSync(opened.bench.path('outside.json'), path.join(folder, labels));
    const { checks } = valueOf(await opened.core.verifyModels('other'));
    expect(checks).toMatchObject([{ problem: { file: path.join(folder, labels), reason: 'is not a regular file' } }]);
    expect(valueOf(await opened.core.removeModel('other', null))).toMatchObject({ kind: 'removed' });
    expect(readFileSync(opened.bench.path('outside.json'), 'utf8')).toContain('old walls');
  });

  it.each([
    ['deletes what it found there', 'delete'],
    ['has nothing of it', null],
  ] as const)('leaves its labels to other catalogs where the one that it is removed from %s', async (which, said) => {
    // The label set of no other test: another model's, or one that is kept, would name the classes as well.
    const label = `hens of one that ${which}`;
    writeFileSync(opened.bench.path('elsewhere.csv'), TAUGHT_LABELS.replace('our hens', label));
    const labelsFile = opened.bench.path('elsewhere.csv');
    const imported = valueOf(await bring('other.safetensors', { name: 'Elsewhere', labelsFile }).answered);
    if (imported.kind !== 'imported') throw new Error(imported.kind);
    const { id } = imported.model.manifest;
    const ownModelsDir = opened.bench.path('models');
    const modelDirs = [path.join(projectRoot, 'assets', 'models'), ownModelsDir];
    const other = openTestCore({ ownModelsDir, modelDirs });
    try {
      const request = { ...runSettings, modelId: id, paths: [opened.bench.path('photos')] };
      const silent = () => Promise.resolve();
      valueOf(await other.core.classify(request, uncontrolled(), silent));
      if (said !== null) valueOf(await opened.core.classify(request, uncontrolled(), silent));
      expect(valueOf(await opened.core.removeModel(id, said))).toMatchObject({
        kind: 'removed',
        forgotten: said === null ? 0 : TAUGHT.flat().length,
      });
      expect(inModels()).not.toContain(id);
      valueOf(await other.core.chooseModel('efficientnet-lite0'));
      const labels = (await firstFound(other.core, '')).map(({ older }) => older?.label);
      expect(labels).toHaveLength(TAUGHT.flat().length);
      expect(new Set(labels)).toEqual(new Set(['old walls', label, 'furry beast']));
    } finally {
      await other.close();
    }
  });

  it('can go where its labels cannot be copied and nobody wants them', async () => {
    valueOf(await bring('other.safetensors').answered);
    const folder = opened.bench.path('models', 'other');
    const labels = path.join(folder, readdirSync(folder).find((name) => name.startsWith('own-')) ?? '');
    rmSync(labels);
    symlinkSync(opened.bench.path('nowhere.json'), labels);
    expect(valueOf(await opened.core.removeModel('other', null))).toMatchObject({ kind: 'removed' });
    expect(inModels()).not.toContain('other');
  });

  it('can go and leave its predictions, which keep their labels', async () => {
    valueOf(await opened.core.chooseModel('three-timm'));
    const installed = (await opened.core.models()).models;
    const digestOf = (id: string): string => installed.find(({ manifest }) => manifest.id === id)?.digest ?? '';
    const [timm, lite] = [digestOf('three-timm'), digestOf('three-efficientnet-lite-pytorch')];
    writeFileSync(path.join(cache, graphFileName(timm, 1, '0'.repeat(64), 'saved-model')), '');
    expect(graphsOf(timm)).toHaveLength(2);
    expect(graphsOf(lite)).toHaveLength(1);
    const asked = valueOf(await opened.core.removeModel('three-timm', null));
    expect(asked).toMatchObject({ kind: 'asks', pictures: TAUGHT.flat().length });
    expect(inModels()).toContain('three-timm');
    expect(valueOf(await opened.core.removeModel('three-efficientnet-lite-pytorch', 'delete'))).toMatchObject({
      kind: 'removed',
      forgotten: TAUGHT.flat().length,
      chosen: null,
    });
    expect(graphsOf(lite)).toEqual([]);
    expect(graphsOf(timm)).toHaveLength(2);
    expect(valueOf(await opened.core.removeModel('three-timm', 'keep'))).toEqual({
      kind: 'removed',
      forgotten: 0,
      chosen: 'efficientnet-lite0',
    });
    expect(graphsOf(timm)).toEqual([]);
    expect(inModels()).toEqual([]);
    await opened.reopen();
    const hens = (await firstFound(opened.core, '')).find(({ relativePath }) => relativePath === 'hens.webp');
    expect(hens).toMatchObject({ match: null, older: { label: 'our hens', modelId: 'three-timm' } });
    // What it found can still be deleted by its name, as after a removal that broke off.
    expect(valueOf(await opened.core.removeModel('three-timm', 'delete'))).toMatchObject({
      kind: 'removed',
      forgotten: TAUGHT.flat().length,
    });
    expect(await opened.core.removeModel('three-timm', 'delete')).toMatchObject({ failure: { kind: 'unknown-model' } });
  });

  it('may be damaged: then it is called by its manifest, or where that cannot be read by its folder', async () => {
    const folder = opened.bench.path('models', 'damaged');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'manifest.json'), '{');
    const file = path.join(folder, 'manifest.json');
    const { problems } = valueOf(await opened.core.modelResults());
    expect(problems).toEqual([expect.objectContaining({ file, removableId: 'damaged' })]);
    expect(valueOf(await opened.core.removeModel('damaged', null))).toMatchObject({ kind: 'removed' });
    expect(existsSync(folder)).toBe(false);
    const manifest = readFileSync(
      path.join(projectRoot, 'assets', 'models', 'efficientnet-lite0', 'manifest.json'),
      'utf8',
    );
    const renamed = opened.bench.path('models', 'of last year');
    mkdirSync(renamed);
    writeFileSync(path.join(renamed, 'manifest.json'), manifest.replace('"efficientnet-lite0"', '"birds"'));
    expect(valueOf(await opened.core.modelResults()).problems).toMatchObject([{ removableId: 'birds' }]);
    expect(valueOf(await opened.core.removeModel('birds', null))).toMatchObject({ kind: 'removed' });
    expect(existsSync(renamed)).toBe(false);
    for (const id of ['damaged', '..', '../models', '']) {
      expect(await opened.core.removeModel(id, null)).toMatchObject({ failure: { kind: 'unknown-model' } });
    }
  });

  it('is not one that came with the application', async () => {
    expect(await opened.core.removeModel('efficientnet-lite0', 'keep')).toEqual({
      ok: false,
      failure: { kind: 'bundled-model', id: 'efficientnet-lite0' },
    });
  });
});
