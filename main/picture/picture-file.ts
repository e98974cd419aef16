import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Failure } from '../../shared/failure.ts';
import type { FilePath } from '../../shared/file-path.ts';
import { pictureFailureTexts as texts } from '../../shared/texts/picture-failures.ts';
import { isPlaceholder } from './cloud-placeholder.ts';
import { emptyFile } from './decode-failure.ts';

/** A file's whole content, with what belongs to it. */
export interface PictureFile {
  readonly ok: true;
  readonly bytes: Buffer;
  /** SHA-256 of `bytes`, lower-case hexadecimal. */
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  /** Modification time that the open file had, nanoseconds since 1970. */
  readonly mtimeNs: bigint;
}

export type ReadResult = PictureFile | { readonly ok: false; readonly failure: Failure };

export interface ReadOptions {
  /** Bytes of the largest file that is read. */
  readonly maxBytes: number;
  /** Called with the file's size in bytes before memory is taken for it, which waits until this resolves. */
  readonly admit?: (size: number) => Promise<void>;
}

/** One call of `read` takes less than 2 GiB. */
const READ_AT_ONCE = 1 << 30;

/**
 * Reads a whole picture file, once, and digests it. Only ever reads: no lock, no write, no rename.
 *
 * Symbolic links are followed. What is not a regular file is never opened (a FIFO would block, a device may do
 * anything); the file is opened without blocking and looked at again once open, in case another took its place.
 *
 * Fails with `vanished`, `permission-denied`, `not-a-regular-file`, `not-downloaded`, `empty-file`, `too-large` (more
 * than `maxBytes`), or `read-error`, which includes a file that changed while it was read.
 *
 * @param path absolute
 */
export async function readPictureFile(path: FilePath, options: ReadOptions): Promise<ReadResult> {
  const native = typeof path === 'string' ? path : Buffer.from(path);
  let file: FileHandle | null = null;
  try {
    const refused = refusal(await stat(native, { bigint: true }), options.maxBytes);
    if (refused !== null) return { ok: false, failure: refused };
    // Windows has no O_NONBLOCK and needs none: there it is undefined, which adds nothing.
    file = await open(native, constants.O_RDONLY | constants.O_NONBLOCK);
    return await readOpenFile(file, options);
  } catch (error) {
    const failure = failureOfErrno(error);
    if (failure === null) throw error;
    return { ok: false, failure };
  } finally {
    await file?.close();
  }
}

async function readOpenFile(file: FileHandle, { maxBytes, admit }: ReadOptions): Promise<ReadResult> {
  const before = await file.stat({ bigint: true });
  const refused = refusal(before, maxBytes);
  if (refused !== null) return { ok: false, failure: refused };

  const size = Number(before.size);
  await admit?.(size);
  const bytes = Buffer.allocUnsafeSlow(size);
  let length = 0;
  while (length < size) {
    const { bytesRead } = await file.read(bytes, length, Math.min(size - length, READ_AT_ONCE), length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }

  const after = await file.stat({ bigint: true });
  if (length < size || after.size !== before.size || after.mtimeNs !== before.mtimeNs) {
    return { ok: false, failure: { kind: 'read-error', detail: texts.changed } };
  }
  const digest = createHash('sha256').update(bytes).digest('hex');
  return { ok: true, bytes, digest, size, mtimeNs: before.mtimeNs };
}

/** Why a file is not read, from what `stat` says of it; null where nothing speaks against it. */
function refusal(stats: BigIntStats, maxBytes: number): Failure | null {
  if (!stats.isFile()) {
    return { kind: 'not-a-regular-file', detail: texts.notAFile(fileTypeName(stats)) };
  }
  if (stats.size === 0n) {
    return emptyFile();
  }
  if (isPlaceholder(stats, process.platform)) {
    return { kind: 'not-downloaded', detail: texts.inTheCloud };
  }
  if (stats.size > BigInt(maxBytes)) {
    return { kind: 'too-large', detail: texts.tooManyBytes(stats.size, maxBytes) };
  }
  return null;
}

function fileTypeName(stats: BigIntStats): string {
  if (stats.isDirectory()) return texts.fileTypes.folder;
  if (stats.isFIFO()) return texts.fileTypes.pipe;
  if (stats.isSocket()) return texts.fileTypes.socket;
  if (stats.isBlockDevice() || stats.isCharacterDevice()) return texts.fileTypes.device;
  return texts.fileTypes.other;
}

/** What an error of the file system means to a person; null for an error that is a bug of ours. */
function failureOfErrno(error: unknown): Failure | null {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const isSystemError = error instanceof Error && 'errno' in error && typeof code === 'string';
  if (!isSystemError) return null;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { kind: 'vanished', detail: texts.gone };
    case 'EACCES':
    case 'EPERM':
      return { kind: 'permission-denied', detail: texts.forbidden(code) };
    case 'ENXIO':
      return { kind: 'not-a-regular-file', detail: texts.device };
    default:
      return { kind: 'read-error', detail: texts.unreadable(code) };
  }
}
