import { existsSync } from 'node:fs';
import { readdir, realpath, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { APPLICATION_ID, connectToRead } from './connection.ts';
import { takeWriteLock } from './lock.ts';

// A catalog as files: the database, what SQLite keeps beside it, the lock, and copies from before a migration.

/** Bytes of all files of a catalog; 0 where there is none. */
export async function catalogBytes(file: string): Promise<number> {
  return bytesOf(await filesOf(file));
}

/** Bytes of files together; one that is not there has none. */
export async function bytesOf(files: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const file of files) bytes += (await stat(file).catch(() => null))?.size ?? 0;
  return bytes;
}

/**
 * Deletes a catalog with all its files, and nothing else. `in-use`: a program writes it, and nothing was deleted;
 * readers are not asked: on Windows they keep the file, elsewhere they go on with what they have. `not-a-catalog`: the
 * file is something else, or not there. Rejects with the file system's error.
 */
export async function removeCatalog(file: string): Promise<'removed' | 'in-use' | 'not-a-catalog'> {
  if (!isCatalog(file)) return 'not-a-catalog';
  const real = await realpath(file);
  const lock = takeWriteLock(real);
  if (lock === null) return 'in-use';
  const lockFile = `${real}.lock`;
  try {
    for (const one of await filesOf(file)) if (one !== lockFile) await rm(one, { force: true });
    // Where the catalog was a link.
    await rm(file, { force: true });
  } finally {
    lock.release();
  }
  await rm(lockFile, { force: true });
  return 'removed';
}

/** Whether a file is a catalog of any version. SQLite itself is asked: what was written last may lie beside the file. */
function isCatalog(file: string): boolean {
  if (!existsSync(file)) return false;
  let db: ReturnType<typeof connectToRead> | null = null;
  try {
    db = connectToRead(file);
    return db.prepare<[], number>('PRAGMA application_id').pluck().get() === APPLICATION_ID;
  } catch {
    return false;
  } finally {
    db?.close();
  }
}

/** What follows the catalog's own name. */
const BESIDE = /^(?:|-wal|-shm|\.lock|\.v\d+\.backup(?:\.partial)?)$/u;

async function filesOf(file: string): Promise<readonly string[]> {
  const real = await realpath(file).catch(() => file);
  const folder = path.dirname(real);
  const name = path.basename(real);
  const names = await readdir(folder).catch((): string[] => []);
  return names
    .filter((one) => one.startsWith(name) && BESIDE.test(one.slice(name.length)))
    .map((one) => path.join(folder, one));
}
