import { stat } from 'node:fs/promises';
import { joinPath, type FilePath } from '../../shared/file-path.ts';
import { systemPath } from './file-system.ts';

/** How many of these files (relative to `folder`) are there, with the size that they had. Looks, and opens nothing. */
export async function countFamiliar(
  folder: FilePath,
  files: readonly { readonly path: FilePath; readonly size: number }[],
): Promise<number> {
  let familiar = 0;
  for (const { path, size } of files) {
    const facts = await stat(systemPath(joinPath(folder, path))).catch(() => null);
    if (facts?.isFile() === true && facts.size === size) familiar += 1;
  }
  return familiar;
}
