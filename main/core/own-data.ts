import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { bytesOf, catalogBytes, removeCatalog } from '../catalog/catalog-files.ts';
import { isGraphFileName, modelPrefix } from '../engine/graph-file-name.ts';
import { SPEEDS_FILE } from './kept-speeds.ts';
import { VERDICTS_FILE } from './kept-verdicts.ts';
import { downloadBytes, removeDownloads } from './model-downloads.ts';

// What Classifold keeps on a machine, to be measured and deleted. Nothing here is open: whoever asks has closed it.

export { bytesOf, catalogBytes, downloadBytes, removeCatalog, removeDownloads };

/** Bytes of what can be made or measured again: the graph files in the cache folder, and what was measured. */
export async function graphBytes(cacheDir: string): Promise<number> {
  return bytesOf(await graphFiles(cacheDir));
}

/** Deletes these files in the cache folder, and nothing else. */
export async function removeGraphs(cacheDir: string): Promise<void> {
  for (const file of await graphFiles(cacheDir)) await rm(file, { force: true });
}

/** Deletes the graph files of one model, whole or half written: they are its weights in another form. */
export async function removeGraphsOf(cacheDir: string, modelDigest: string): Promise<void> {
  for (const file of await graphFiles(cacheDir)) {
    // A cache is no reason to refuse what a person asked for: what another process holds stays.
    if (path.basename(file).startsWith(modelPrefix(modelDigest)))
      await rm(file, { force: true }).catch(() => undefined);
  }
}

async function graphFiles(cacheDir: string): Promise<readonly string[]> {
  const names = await readdir(cacheDir).catch((): string[] => []);
  const isOurs = (name: string): boolean => isGraphFileName(name) || name === SPEEDS_FILE || name === VERDICTS_FILE;
  return names.filter(isOurs).map((name) => path.join(cacheDir, name));
}
