import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseModel, type ModelPlaces } from '../../main/core/model-choice.ts';
import { projectRoot } from '../cli/classifold.ts';

const BUNDLED = 'efficientnet-lite0';
const assets = path.join(projectRoot, 'assets');

let folder: string;
let own: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'model-choice-'));
  own = path.join(folder, 'models');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function places(...modelDirs: readonly string[]): ModelPlaces {
  return { modelDirs, taxonomyDir: path.join(assets, 'taxonomy'), ownModelsDir: own };
}

/** A model's folder whose manifest says nothing; answers that file. */
function damage(name: string): string {
  const file = path.join(own, name, 'manifest.json');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '{');
  return file;
}

describe('beside a damaged model', () => {
  it('one that is not there is unknown, whether a person or the catalog names it', async () => {
    damage('birds');
    const all = places(path.join(assets, 'models'), own);
    const unknown = (id: string) => ({ ok: false, failure: { kind: 'unknown-model', id, known: [BUNDLED] } });
    expect(await chooseModel(all, 'efficientnet-lit0', BUNDLED)).toEqual(unknown('efficientnet-lit0'));
    expect(await chooseModel(all, null, 'bird')).toEqual(unknown('bird'));
    expect(await chooseModel(all, '..', null)).toEqual(unknown('..'));
    expect(await chooseModel(all, '', null)).toEqual(unknown(''));
    expect(await chooseModel(all, null, null)).toMatchObject({ value: { model: { manifest: { id: BUNDLED } } } });
  });

  it('that one is refused with what is wrong with it', async () => {
    damage('ants');
    const file = damage('birds');
    const all = places(path.join(assets, 'models'), own);
    const unusable = { ok: false, failure: { kind: 'unusable-model', file } };
    expect(await chooseModel(all, 'birds', null)).toMatchObject(unusable);
    expect(await chooseModel(all, null, 'birds')).toMatchObject(unusable);
  });

  it('that one is known by its manifest, however its folder is called', async () => {
    const manifest = readFileSync(path.join(assets, 'models', BUNDLED, 'manifest.json'), 'utf8');
    const renamed = path.dirname(damage('of last year'));
    writeFileSync(path.join(renamed, 'manifest.json'), manifest.replace(`"${BUNDLED}"`, '"birds"'));
    const all = places(path.join(assets, 'models'), own);
    const weights = path.join(renamed, 'weights.safetensors');
    const unusable = { ok: false, failure: { kind: 'unusable-model', file: weights } };
    expect(await chooseModel(all, 'birds', null)).toMatchObject(unusable);
    writeFileSync(weights, 'cut off');
    expect(await chooseModel(all, null, 'birds')).toMatchObject(unusable);
  });
});

it('says what is wrong with a model where there is no other, and that there is none where there is none', async () => {
  expect(await chooseModel(places(own), null, null)).toEqual({
    ok: false,
    failure: { kind: 'unknown-model', id: '', known: [] },
  });
  const file = damage('birds');
  for (const wanted of [null, 'efficientnet-lite0']) {
    expect(await chooseModel(places(own), wanted, null)).toMatchObject({ failure: { kind: 'unusable-model', file } });
  }
});

it('says that a folder of models cannot be looked through, where the one that is wanted may be in it', async () => {
  writeFileSync(own, 'no folder');
  const all = places(path.join(assets, 'models'), own);
  expect(await chooseModel(all, 'birds', null)).toMatchObject({ failure: { kind: 'unusable-model', file: own } });
  expect(await chooseModel(all, BUNDLED, null)).toMatchObject({ ok: true });
});
