import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Model } from './model-folder.ts';
import { holdsLabelSet } from './taxonomy.ts';

/** Where the label sets of removed models lie, whose predictions a catalog may still have. */
export function keptLabelsDir(ownModelsDir: string): string {
  return path.join(ownModelsDir, '.labels');
}

/** Keeps the label set that a model brought along, so that what it saw can be read when it is gone. */
export async function keepLabelSet({ folder, manifest }: Model, ownModelsDir: string): Promise<void> {
  const { labelSet } = manifest;
  if (!(await holdsLabelSet(folder, labelSet))) return;
  const kept = keptLabelsDir(ownModelsDir);
  await mkdir(kept, { recursive: true });
  const file = `${labelSet}.json`;
  await copyFile(path.join(folder, file), path.join(kept, file));
}
