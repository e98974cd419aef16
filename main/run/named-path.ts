import { readFile, readdir, readlink, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FilePath } from '../../shared/file-path.ts';
import { errorCode, systemPath } from './file-system.ts';

/** A path that a person named, as the file system has it. */
export interface NamedPath {
  /** Absolute; links are kept as they were named. */
  readonly path: FilePath;
  readonly kind: 'folder' | 'file';
  /** UUID or serial of the file system that holds it; '' where that cannot be read. */
  readonly volume: string;
}

export type Named =
  | { readonly ok: true; readonly named: NamedPath }
  /** Nothing is there, or it cannot be looked at: the error code of the file system. */
  | { readonly ok: false; readonly path: FilePath; readonly code: string };

/**
 * Looks a named path up. A file of any kind that is no folder counts as a file: whether it can be read is for the
 * worker to say, as that picture's failure.
 */
export async function lookUpNamedPath(name: FilePath, workingFolder: string): Promise<Named> {
  // What is no UTF-8 was typed by nobody: it is absolute already.
  const absolute = typeof name === 'string' ? path.resolve(workingFolder, name) : name;
  try {
    const facts = await stat(systemPath(absolute), { bigint: true });
    return {
      ok: true,
      named: { path: absolute, kind: facts.isDirectory() ? 'folder' : 'file', volume: await volumeOf(facts.dev) },
    };
  } catch (error) {
    return { ok: false, path: absolute, code: errorCode(error) };
  }
}

/**
 * What tells one file system from another that takes its place: Windows' volume serial number, which is what its
 * device number is; on Linux the UUID that udev links to the block device. macOS tells it only through programs, and
 * network and memory file systems have none: ''.
 */
async function volumeOf(device: bigint): Promise<string> {
  if (process.platform === 'win32') return device.toString(16);
  if (process.platform !== 'linux') return '';
  try {
    const source = await mountedDevice(device);
    if (source === null) return '';
    for (const uuid of await readdir(UUID_LINKS)) {
      const target = path.resolve(UUID_LINKS, await readlink(path.join(UUID_LINKS, uuid)));
      if (target === source) return uuid;
    }
  } catch {
    // No /proc or no udev: the volume stays unknown, and a path alone tells roots apart.
  }
  return '';
}

const UUID_LINKS = '/dev/disk/by-uuid';

/** The block device that is mounted with this device number, by /proc/self/mountinfo (proc(5)); null where there is none. */
async function mountedDevice(device: bigint): Promise<string | null> {
  // The encoding of a device number that Linux gives to programs (makedev(3)).
  const major = ((device >> 8n) & 0xfffn) | ((device >> 32n) & ~0xfffn);
  const minor = (device & 0xffn) | ((device >> 12n) & ~0xffn);
  for (const line of (await readFile('/proc/self/mountinfo', 'utf8')).split('\n')) {
    const fields = line.split(' ');
    if (fields[2] !== `${major}:${minor}`) continue;
    // Optional fields end with a dash; then come the type and the source.
    const source = fields[fields.indexOf('-') + 2];
    return source?.startsWith('/dev/') === true ? source : null;
  }
  return null;
}
