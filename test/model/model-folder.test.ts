import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listModels, readModelFolder, type Model } from '../../main/model/model-folder.ts';
import { checkWeights } from '../../main/model/weights-check.ts';

const bundledModels = join(import.meta.dirname, '../../assets/models');
const bundledFolder = join(bundledModels, 'efficientnet-lite0');

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'classifold-model-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** A copy of the bundled model that a test may spoil. */
function copyOfBundled(name = 'copy'): string {
  const folder = join(directory, name);
  cpSync(bundledFolder, folder, { recursive: true });
  return folder;
}

async function modelIn(folder: string): Promise<Model> {
  const read = await readModelFolder(folder);
  if (!read.ok) throw new Error(`${read.problem.file} ${read.problem.reason}`);
  return read.model;
}

describe('readModelFolder', () => {
  it('reads the bundled model, whose weights are the ones its manifest describes', async () => {
    const model = await modelIn(bundledFolder);
    expect(model.weightsPath).toBe(join(bundledFolder, 'weights.safetensors'));
    expect(await checkWeights(model)).toBeNull();
    expect(readFileSync(join(bundledFolder, model.manifest.licence?.file ?? ''), 'utf8')).toContain('Apache License');
  });

  it('says which file is missing', async () => {
    expect(await readModelFolder(join(directory, 'none'))).toEqual({
      ok: false,
      problem: {
        kind: 'unreadable-manifest',
        file: join(directory, 'none', 'manifest.json'),
        reason: 'is missing',
      },
    });
    const folder = copyOfBundled();
    rmSync(join(folder, 'weights.safetensors'));
    expect(await readModelFolder(folder)).toMatchObject({
      ok: false,
      problem: {
        kind: 'unreadable-weights',
        file: join(folder, 'weights.safetensors'),
        manifest: { id: 'efficientnet-lite0' },
        reason: 'is missing',
      },
    });
  });

  it('says what is wrong with a manifest', async () => {
    const folder = copyOfBundled();
    writeFileSync(join(folder, 'manifest.json'), '{"format":1}');
    expect(await readModelFolder(folder)).toMatchObject({
      ok: false,
      problem: { kind: 'invalid-manifest', file: join(folder, 'manifest.json') },
    });
    writeFileSync(join(folder, 'manifest.json'), ' '.repeat((1 << 20) + 1));
    expect(await readModelFolder(folder)).toMatchObject({
      ok: false,
      problem: { kind: 'unreadable-manifest', reason: 'is larger than 1 MiB' },
    });
  });

  it('follows no link out of the folder', async () => {
    const folder = copyOfBundled();
    rmSync(join(folder, 'weights.safetensors'));
    symlinkSync(join(bundledFolder, 'weights.safetensors'), join(folder, 'weights.safetensors'));
    expect(await readModelFolder(folder)).toMatchObject({
      ok: false,
      problem: { kind: 'unreadable-weights', reason: 'is not a regular file' },
    });
  });

  it('notices weights of another size at once, other bytes of the same size when asked to check', async () => {
    const folder = copyOfBundled();
    const weights = join(folder, 'weights.safetensors');
    appendFileSync(weights, 'x');
    expect(await readModelFolder(folder)).toMatchObject({
      ok: false,
      problem: { kind: 'changed-weights', file: weights },
    });
    truncateSync(weights, 9_580_023);
    appendFileSync(weights, 'x');
    const model = await modelIn(folder);
    expect(await checkWeights(model)).toMatchObject({ kind: 'changed-weights', file: weights });
    rmSync(weights);
    expect(await checkWeights(model)).toMatchObject({
      kind: 'unreadable-weights',
      file: weights,
      reason: 'is missing',
    });
  });
});

describe('listModels', () => {
  it('lists the bundled model', async () => {
    const { models, problems } = await listModels([bundledModels]);
    expect(models.map((model) => model.manifest.id)).toEqual(['efficientnet-lite0']);
    expect(problems).toEqual([]);
  });

  it('keeps good models beside spoiled ones, and skips what is not a model', async () => {
    copyOfBundled('good');
    writeFileSync(join(copyOfBundled('spoiled'), 'manifest.json'), 'x');
    mkdirSync(join(directory, 'empty'));
    writeFileSync(join(directory, 'manifest.json'), 'x');
    const { models, problems } = await listModels([join(directory, 'absent'), directory]);
    expect(models.map((model) => model.folder)).toEqual([join(directory, 'good')]);
    expect(problems.map((problem) => problem.file)).toEqual([join(directory, 'spoiled', 'manifest.json')]);
  });

  it('keeps the first of two models with one id, and says so of the other', async () => {
    const folder = copyOfBundled();
    const { models, problems } = await listModels([bundledModels, directory]);
    expect(models.map((model) => model.folder)).toEqual([bundledFolder]);
    expect(problems).toMatchObject([{ kind: 'duplicate-id', file: join(folder, 'manifest.json') }]);
  });

  it('reports a directory that is a file', async () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    const { problems } = await listModels([file]);
    expect(problems).toMatchObject([{ kind: 'unreadable-folder', file }]);
  });
});
