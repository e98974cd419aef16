import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readModelFolder, type Model } from '../../main/model/model-folder.ts';
import { loadModelWeights, modelArchitecture, type ModelWeights } from '../../main/model/network.ts';
import { readPackageReference } from '../parity/package-reference.ts';
import { ownReferences } from '../parity/package-references.ts';
import { withFormulaCheckpoint } from '../parity/reference.ts';

const assets = join(import.meta.dirname, '../../assets');

async function modelIn(folder: string): Promise<Model> {
  const read = await readModelFolder(folder);
  if (!read.ok) throw new Error(read.problem.reason);
  return read.model;
}
const bundled = await modelIn(join(assets, 'models/efficientnet-lite0'));

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'classifold-network-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** Weights of a model, for the network that its manifest describes. */
async function load(model: Model): Promise<ModelWeights> {
  return loadModelWeights(model, modelArchitecture(model.manifest));
}

describe('loadModelWeights', () => {
  it('reads the bundled weights into the architecture they belong to', async () => {
    const loaded = await load(bundled);
    if (!loaded.ok) throw new Error(loaded.problem.reason);
    let values = 0;
    for (const tensor of loaded.weights.values()) {
      values += tensor.length;
      expect(tensor.every(Number.isFinite)).toBe(true);
    }
    // 4,652,008 parameters and the running mean and variance of 21,008 batch-normalised channels each.
    expect(values).toBe(4_652_008 + 2 * 21_008);
  });

  it.each(
    ownReferences.filter((file) => /[-_]b0\.json$/.test(file)).map((file) => [basename(file, '.json'), file] as const),
  )('reads tensors under the names that the manifest says: %s', async (_, file) => {
    const reference = readPackageReference(file);
    const { dialect, classes, stateDict } = reference;
    await withFormulaCheckpoint(reference, dialect, async (weightsPath) => {
      const weights = { ...bundled.manifest.weights, dialect };
      const manifest = { ...bundled.manifest, variant: 'b0', classes, weights } as const;
      const loaded = await load({ ...bundled, manifest, weightsPath });
      if (!loaded.ok) throw new Error(loaded.problem.reason);
      expect(loaded.weights.size).toBe(stateDict.length);
      const other = {
        ...manifest,
        weights: { ...weights, dialect: dialect === 'timm' ? 'torchvision' : 'timm' },
      } as const;
      expect(await load({ ...bundled, manifest: other, weightsPath })).toMatchObject({ ok: false });
    });
  });

  it('says of weights that are another network’s which tensor differs', async () => {
    const loaded = await load({ ...bundled, manifest: { ...bundled.manifest, variant: 'lite1' } });
    expect(loaded).toMatchObject({ ok: false, problem: { kind: 'unusable-weights', file: bundled.weightsPath } });
    expect(loaded.ok ? '' : loaded.problem.reason).toMatch(/^blocks\.\S+ is missing \(and \d+ more\)$/);
  });

  it('says of a file that is no checkpoint that it is none', async () => {
    const weightsPath = join(directory, 'weights.safetensors');
    writeFileSync(weightsPath, 'GIF89a: not a checkpoint at all');
    const loaded = await load({ ...bundled, weightsPath });
    expect(loaded).toMatchObject({ ok: false, problem: { kind: 'unusable-weights', file: weightsPath } });
  });
});

describe('modelArchitecture', () => {
  it('takes its input size and classes from the manifest, not from the published variant', () => {
    const { manifest } = bundled;
    const changed = { ...manifest, classes: 7, preprocessing: { ...manifest.preprocessing, inputSize: 192 } };
    const { layers } = modelArchitecture(changed);
    expect(layers.at(0)?.output).toEqual([192, 192, 3]);
    expect(layers.at(-1)?.output).toEqual([7]);
  });
});
