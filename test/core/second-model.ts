import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../cli/classifold.ts';

const bundled = path.join(projectRoot, 'assets', 'models', 'efficientnet-lite0');

/** The id of a second model: the bundled network, which this one shows pictures in colours that it was not trained on. */
export const SECOND_MODEL = 'strange-lite0';
export const SECOND_MODEL_NAME = 'Strange Lite0';

/**
 * Installs it in a folder of models, and answers its folder. Its digest is another one, and most of its best classes are
 * others than those of the bundled model, since it reads colours differently.
 */
export function installSecondModel(modelsFolder: string): string {
  const folder = path.join(modelsFolder, SECOND_MODEL);
  cpSync(bundled, folder, { recursive: true });
  const file = path.join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { preprocessing: object };
  const preprocessing = { ...manifest.preprocessing, mean: [0, 0, 0], std: [30, 30, 30] };
  writeFileSync(file, JSON.stringify({ ...manifest, id: SECOND_MODEL, name: SECOND_MODEL_NAME, preprocessing }));
  return folder;
}
