import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { packReasonTexts as texts } from '../../shared/texts/engine-packs.ts';
import { isDesktopFile } from './desktop-file.ts';
import { isFileFault } from './file-fault.ts';
import { faulty, MAX_MANIFEST_BYTES, PACK_MANIFEST, readManifest, type Checked } from './pack-manifest.ts';
import type { PackSource, TakeFile } from './pack-source.ts';

/** A pack that is a folder. Rejects with what the file system says. */
export async function openFolder(folder: string): Promise<Checked<PackSource>> {
  const text = await readManifestFile(path.join(folder, PACK_MANIFEST));
  if (text === null) return faulty({ kind: 'no-pack', detail: texts.noManifest(PACK_MANIFEST) });
  const read = readManifest(text);
  if (!read.ok) return read;
  return { ok: true, value: { ...read.value, readFiles: (take) => readFolder(folder, '', take) } };
}

async function readFolder(folder: string, inside: string, take: TakeFile): ReturnType<PackSource['readFiles']> {
  for (const entry of await readdir(path.join(folder, inside), { withFileTypes: true })) {
    const name = inside === '' ? entry.name : `${inside}/${entry.name}`;
    if (name === PACK_MANIFEST || (entry.isFile() && isDesktopFile(name))) continue;
    if (!entry.isDirectory() && !entry.isFile()) return { kind: 'no-file', path: name };
    const fault = entry.isDirectory() ? await readFolder(folder, name, take) : await readFile(folder, name, take);
    if (fault !== null) return fault;
  }
  return null;
}

async function readFile(folder: string, name: string, take: TakeFile): ReturnType<TakeFile> {
  // Where the system knows that flag: what became a link since it was listed is not followed.
  const file = await open(path.join(folder, name), constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return await take({ path: name, chunks: file.createReadStream({ autoClose: false }) });
  } finally {
    await file.close();
  }
}

/** Null where there is no such file. Of one that is too large, what is too much is not read. */
async function readManifestFile(name: string): Promise<Uint8Array | null> {
  const file = await open(name).catch((error: unknown) => {
    if (isFileFault(error) && error.code === 'ENOENT') return null;
    throw error;
  });
  if (file === null) return null;
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of file.createReadStream({ autoClose: false, end: MAX_MANIFEST_BYTES })) {
      chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks);
  } finally {
    await file.close();
  }
}
