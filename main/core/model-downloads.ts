import { readdir, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { bytesOf } from '../catalog/catalog-files.ts';

// What has come of published models that are not installed yet: kept, so that the next try goes on from there.

/** Among a person's own models; its name begins with a dot, so that no list of models shows it. */
export function downloadsFolder(ownModelsDir: string): string {
  return path.join(ownModelsDir, '.downloads');
}

export async function downloadBytes(ownModelsDir: string): Promise<number> {
  return bytesOf(await downloads(ownModelsDir));
}

/** Deletes them; nothing may be on its way. The models beside them stay. */
export async function removeDownloads(ownModelsDir: string): Promise<void> {
  for (const file of await downloads(ownModelsDir)) await rm(file, { force: true });
  await rmdir(downloadsFolder(ownModelsDir)).catch(() => undefined);
}

async function downloads(ownModelsDir: string): Promise<readonly string[]> {
  const folder = downloadsFolder(ownModelsDir);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map(({ name }) => path.join(folder, name));
}
