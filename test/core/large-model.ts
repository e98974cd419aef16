import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { VARIANTS } from '../../main/efficientnet/variants.ts';
import { readModelFolder, type Model } from '../../main/model/model-folder.ts';
import type { VariantId } from '../../shared/variant.ts';
import { projectRoot } from '../cli/classifold.ts';

const bundled = path.join(projectRoot, 'assets', 'models', 'efficientnet-lite0');

export const LARGE_MODEL = 'large';
export const LARGE_MODEL_NAME = 'Large B7';

/** The bundled model as another network, at its own resolution; its weights are not there to be loaded. */
export async function modelOf(variant: VariantId): Promise<Model> {
  const read = await readModelFolder(bundled);
  if (!read.ok) throw new Error(read.problem.reason);
  const { resolution } = VARIANTS[variant];
  const { manifest } = read.model;
  const preprocessing = { ...manifest.preprocessing, shorterSide: resolution, inputSize: resolution };
  return { ...read.model, manifest: { ...manifest, variant, preprocessing } };
}

/** Installs a B7 in a folder of models: it can be looked at, and not run. */
export async function installLargeModel(modelsFolder: string): Promise<void> {
  const folder = path.join(modelsFolder, LARGE_MODEL);
  cpSync(bundled, folder, { recursive: true });
  const { manifest } = await modelOf('b7');
  const large = { ...manifest, id: LARGE_MODEL, name: LARGE_MODEL_NAME };
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(large));
}
