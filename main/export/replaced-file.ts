import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, constants, open, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { writtenFileTexts as texts } from '../../shared/texts/written-files.ts';

/** Why a file could not be written. The message is one sentence for a person, with the way out. */
export interface FileFailure {
  readonly kind: 'not-a-file' | 'no-folder' | 'not-writable' | 'disk-full' | 'stopped' | 'write-error';
  readonly message: string;
}

/**
 * Writes a file aside, in the same folder, then puts it in the place of `file` in one step: whatever goes wrong, the
 * file that was there is whole, and nothing is left beside it. A file that was there keeps its permissions; a link is
 * followed. What `write` throws that is no error of the file system is passed on.
 */
export async function replaceFile(
  file: string,
  write: (aside: Writable) => Promise<void>,
  signal: AbortSignal | null,
): Promise<FileFailure | null> {
  let aside: string | null = null;
  try {
    const existing = await lookAt(file);
    if (existing !== null && !existing.isRegular) {
      return { kind: 'not-a-file', message: texts.notAFile(file) };
    }
    const target = existing?.path ?? file;
    aside = path.join(path.dirname(target), `.classifold-${randomBytes(6).toString('hex')}.part`);
    // Made here and only opened by the stream: one that is destroyed early cannot make the file after its removal.
    await (await open(aside, 'wx', 0o666)).close();
    await write(createWriteStream(aside, { flags: 'r+' }));
    const handle = await open(aside, 'r+');
    try {
      if (existing !== null) await handle.chmod(existing.mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    signal?.throwIfAborted();
    await rename(aside, target);
    return null;
  } catch (error) {
    if (aside !== null) await rm(aside, { force: true });
    if (signal?.aborted === true) return { kind: 'stopped', message: texts.stopped(file) };
    const failure = fileFailure(file, error);
    if (failure === null) throw error;
    return failure;
  }
}

interface ExistingFile {
  /** With links followed. */
  readonly path: string;
  readonly isRegular: boolean;
  readonly mode: number;
}

/** What is at a path; null where nothing is. Rejects where a file there may not be written. */
async function lookAt(file: string): Promise<ExistingFile | null> {
  try {
    const stats = await stat(file);
    if (stats.isFile()) await access(file, constants.W_OK);
    return { path: await realpath(file), isRegular: stats.isFile(), mode: stats.mode & 0o777 };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function fileFailure(file: string, error: unknown): FileFailure | null {
  const folder = path.dirname(file);
  switch (codeOf(error)) {
    case null:
      return null;
    case 'ENOENT':
    case 'ENOTDIR':
      return { kind: 'no-folder', message: texts.noFolder(folder) };
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return { kind: 'not-writable', message: texts.forbidden(file) };
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return { kind: 'disk-full', message: texts.diskFull(folder) };
    default:
      return { kind: 'write-error', message: texts.unwritable(file, (error as Error).message) };
  }
}

/** The code of an error of the file system; null for any other error. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
