import { existsSync } from 'node:fs';
import { readdir, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { bytesOf } from '../catalog/catalog-files.ts';
import { lockDownload, lockedDownloads } from '../download/download-lock.ts';
import { removeDownload } from '../download/partial-file.ts';

// What has come of published models that are not installed yet: kept, so that the next try goes on from there.

/** Among a person's own models; its name begins with a dot, so that no list of models shows it. */
export function downloadsFolder(ownModelsDir: string): string {
  return path.join(ownModelsDir, '.downloads');
}

export async function downloadBytes(ownModelsDir: string): Promise<number> {
  return bytesOf(await downloads(ownModelsDir));
}

/** Deletes them, but for what another program is at. The models beside them stay. */
export async function removeDownloads(ownModelsDir: string): Promise<void> {
  // Listed before: what is locked later is not among them.
  const files = await downloads(ownModelsDir);
  const locked = [...(await lockedDownloads(downloadsFolder(ownModelsDir)))];
  for (const file of files) {
    const name = path.basename(file);
    if (!locked.some((one) => name === one || name.startsWith(`${one}.`))) await rm(file, { force: true });
  }
  await rmdir(downloadsFolder(ownModelsDir)).catch(() => undefined);
}

/** Deletes what came of one whose model is there; a file that another program is at is that program's to delete. */
export async function forgetDownload(file: string): Promise<void> {
  // The lock would make the folder.
  if (!existsSync(path.dirname(file))) return;
  const lock = await lockDownload(file);
  if (!lock.ok) return;
  // What cannot be deleted now goes with the next one; the model is there.
  await removeDownload(file).catch(() => undefined);
  await lock.release();
}

async function downloads(ownModelsDir: string): Promise<readonly string[]> {
  const folder = downloadsFolder(ownModelsDir);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map(({ name }) => path.join(folder, name));
}
