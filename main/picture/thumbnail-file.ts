import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes a thumbnail aside and renames it, so that nobody reads half of one; makes its folder where that is missing.
 * False where the file system did not let it: it can be made again.
 */
export async function writeThumbnail(file: string, jpeg: Uint8Array): Promise<boolean> {
  const aside = `${file}.${randomBytes(4).toString('hex')}.part`;
  try {
    await writeInFolder(aside, jpeg);
    await rename(aside, file);
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    await rm(aside, { force: true }).catch(() => undefined);
    return false;
  }
}

async function writeInFolder(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    // Once for each folder of the cache.
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
}
