import { opendir } from 'node:fs/promises';
import type { FilePath } from '../../shared/file-path.ts';

/** What Node's file system functions take: a Buffer where the path is not UTF-8. */
export function systemPath(path: FilePath): string | Buffer {
  return typeof path === 'string' ? path : Buffer.from(path.buffer, path.byteOffset, path.byteLength);
}

/** The system's error code (`EACCES`), or what there is of a message. */
export function errorCode(error: unknown): string {
  if (error instanceof Error) return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return String(error);
}

/** Whether a folder has any entry at all: reads one, however many there are. Throws the file system's error. */
export async function hasEntries(folder: FilePath): Promise<boolean> {
  const listing = await opendir(systemPath(folder));
  try {
    return (await listing.read()) !== null;
  } finally {
    await listing.close();
  }
}
