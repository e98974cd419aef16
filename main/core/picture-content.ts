import { open, stat } from 'node:fs/promises';
import type { FilePath } from '../../shared/file-path.ts';
import { sniffFormat } from '../picture/sniff-format.ts';
import { systemPath } from '../run/file-system.ts';

/** More than `sniffFormat` looks at where a file is a picture. */
const FIRST_BYTES = 1024;

/**
 * Whether a file begins as the pictures do that Classifold reads. True also where that cannot be told, since the file
 * cannot be read, or is none: a worker says why.
 */
export async function mayBePicture(path: FilePath): Promise<boolean> {
  try {
    const facts = await stat(systemPath(path));
    // Opening a pipe would wait for whoever writes into it.
    if (!facts.isFile()) return true;
    const file = await open(systemPath(path));
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(FIRST_BYTES), 0, FIRST_BYTES, 0);
      return sniffFormat(buffer.subarray(0, bytesRead)).kind === 'picture';
    } finally {
      await file.close();
    }
  } catch {
    return true;
  }
}
