import { readFile, readdir, rm, rmdir, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { writeThumbnail } from '../picture/thumbnail-file.ts';

/** Thumbnails on disk, up to a bound. They can all be made again: whatever cannot be read or written counts as absent. */
export interface ThumbnailCache {
  /** As far as is known at once: false while the folder has not been read yet. */
  has(key: string): boolean;
  /** Absolute. */
  readonly folder: string;
  /** Null: not here. */
  get(key: string): Promise<Buffer | null>;
  /** Removes those that were longest not looked at, where it grows over the bound. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Where another process may put one: written aside, under another name in the same folder, and renamed. Absolute. */
  fileOf(key: string): string;
  /** Another process has put one there, of so many bytes; the bound holds for it as for any. */
  note(key: string, bytes: number): Promise<void>;
  /** Of all files together. */
  bytes(): Promise<number>;
  /** A new bound: where they are over it, those that were longest not looked at go. */
  setLimit(mostBytes: number): Promise<void>;
  /** Removes all of them, and the folder where nothing else is in it. */
  clear(): Promise<void>;
}

/** Lower-case hexadecimal: it becomes a file name. */
const KEY = /^[0-9a-f]{8,128}$/;

// A folder of 70,000 files is slow on some file systems.
const FOLDER_DIGITS = 2;

/**
 * Opens the cache in a folder of its own, which it makes.
 *
 * @param mostBytes of all files together
 */
export function openThumbnailCache(folder: string, mostBytes: number): ThumbnailCache {
  /** Sizes by key, the longest unused first; null until the folder was read. */
  let entries: Map<string, number> | null = null;
  let bytesHeld = 0;
  let limit = mostBytes;
  const reading = readEntries(folder).then((found) => {
    entries = found;
    for (const size of found.values()) bytesHeld += size;
  });

  function fileOf(key: string): string {
    if (!KEY.test(key)) throw new RangeError(`${key} is no key`);
    return path.join(folder, key.slice(0, FOLDER_DIGITS), key);
  }

  function touch(key: string, size: number): void {
    if (entries === null) return;
    bytesHeld += size - (entries.get(key) ?? 0);
    entries.delete(key);
    entries.set(key, size);
  }

  async function shrink(): Promise<void> {
    for (const [key, size] of entries ?? []) {
      if (bytesHeld <= limit) return;
      entries?.delete(key);
      bytesHeld -= size;
      await rm(fileOf(key), { force: true });
    }
  }

  async function note(key: string, bytes: number): Promise<void> {
    await reading;
    touch(key, bytes);
    await shrink().catch(absent);
  }

  return {
    has: (key) => entries?.has(key) === true,
    folder,
    get: async (key) => {
      const file = fileOf(key);
      try {
        const bytes = await readFile(file);
        touch(key, bytes.length);
        const now = new Date();
        await utimes(file, now, now);
        return bytes;
      } catch (error) {
        return absent(error);
      }
    },
    put: async (key, bytes) => {
      const file = fileOf(key);
      // Before that, what is written aside would be taken for a killed program's.
      await reading;
      if (await writeThumbnail(file, bytes)) await note(key, bytes.length);
    },
    fileOf,
    note,
    bytes: async () => {
      await reading;
      return bytesHeld;
    },
    setLimit: async (next) => {
      limit = next;
      await reading;
      await shrink();
    },
    clear: async () => {
      await reading;
      for (const key of [...(entries?.keys() ?? [])]) await rm(fileOf(key), { force: true });
      entries = new Map();
      bytesHeld = 0;
      for (const below of await namesIn(folder)) await rmdir(path.join(folder, below)).catch(absent);
      await rmdir(folder).catch(absent);
    },
  };
}

/** What the folder holds, the longest unused first; what a killed program left half written is removed. */
async function readEntries(folder: string): Promise<Map<string, number>> {
  const found: { readonly key: string; readonly size: number; readonly usedAt: number }[] = [];
  for (const below of await namesIn(folder)) {
    for (const key of await namesIn(path.join(folder, below))) {
      const file = path.join(folder, below, key);
      if (!KEY.test(key)) {
        await rm(file, { force: true, recursive: true });
        continue;
      }
      try {
        const { size, mtimeMs } = await stat(file);
        found.push({ key, size, usedAt: mtimeMs });
      } catch (error) {
        absent(error);
      }
    }
  }
  found.sort((a, b) => a.usedAt - b.usedAt);
  return new Map(found.map(({ key, size }) => [key, size]));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    absent(error);
    return [];
  }
}

/** An error of the file system means that there is nothing; any other is a bug. */
function absent(error: unknown): null {
  if (error instanceof Error && 'syscall' in error) return null;
  throw error;
}
