import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import path from 'node:path';
import type { DownloadFailure } from '../../shared/download-failure.ts';
import { isRunning } from '../process/is-running.ts';

export type DownloadLock =
  | { readonly ok: true; readonly release: () => Promise<void> }
  | { readonly ok: false; readonly failure: DownloadFailure };

/**
 * Keeps other programs from the file of a download and from what has come of it, until it is released; the folder is made.
 * A lock's name says whose it is, and nobody else's has that name: one that a program left which was killed goes, and
 * never that of one that runs. Two that ask at the same moment may both be refused.
 */
export async function lockDownload(file: string): Promise<DownloadLock> {
  const folder = path.dirname(file);
  const own = `${path.basename(file)}.lock-${process.pid}-${randomBytes(4).toString('hex')}`;
  const lock = path.join(folder, own);
  const release = async (): Promise<void> => {
    held.delete(lock);
    await rm(lock, { force: true }).catch(() => undefined);
  };
  try {
    await mkdir(folder, { recursive: true });
    held.add(lock);
    await writeFile(lock, '', { flag: 'wx' });
    for (const { name, of, pid } of await locksIn(folder)) {
      if (of !== path.basename(file) || name === own) continue;
      if (await isHeld(path.join(folder, name), pid)) {
        await release();
        return { ok: false, failure: { kind: 'in-use', file, pid } };
      }
      await rm(path.join(folder, name), { force: true });
    }
    return { ok: true, release };
  } catch (error) {
    await release();
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return { ok: false, failure: { kind: 'unwritable', file, reason: error.message } };
  }
}

/** Names of the files in a folder that a program which runs keeps to itself. */
export async function lockedDownloads(folder: string): Promise<ReadonlySet<string>> {
  const locked = new Set<string>();
  for (const { name, of, pid } of await locksIn(folder).catch(() => [])) {
    if (await isHeld(path.join(folder, name), pid)) locked.add(of);
  }
  return locked;
}

const LOCK = /^(.+)\.lock-(\d+)-[0-9a-f]{8}$/;

interface Lock {
  readonly name: string;
  /** The file that is kept. */
  readonly of: string;
  readonly pid: number;
}

async function locksIn(folder: string): Promise<readonly Lock[]> {
  return (await readdir(folder)).flatMap((name) => {
    const [, of, pid] = LOCK.exec(name) ?? [];
    return of === undefined ? [] : [{ name, of, pid: Number(pid) }];
  });
}

/** Locks of this process. In a container the next program often has the number of the one that was killed. */
const held = new Set<string>();

/** A program before the last start of the machine does not run, whoever has its number now. */
async function isHeld(lock: string, pid: number): Promise<boolean> {
  if (pid === process.pid) return held.has(lock);
  const made = await stat(lock).then(
    ({ mtimeMs }) => mtimeMs,
    // It has just been given up.
    () => 0,
  );
  return made >= Date.now() - uptime() * 1000 && isRunning(pid);
}
