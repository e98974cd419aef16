import { lstat } from 'node:fs/promises';
import { thrownMessage } from '../../shared/thrown.ts';
import { isFileFault } from './file-fault.ts';
import { openFolder } from './pack-folder.ts';
import { faulty, type Checked } from './pack-manifest.ts';
import type { PackSource } from './pack-source.ts';

/** Opens the folder of a pack, and reads what it says of itself. */
export async function openPack(path: string): Promise<Checked<PackSource>> {
  try {
    const facts = await lstat(path);
    if (facts.isDirectory()) return await openFolder(path);
    return faulty({ kind: 'no-pack', detail: 'it is no folder' });
  } catch (error) {
    if (!isFileFault(error)) throw error;
    return faulty({ kind: 'no-pack', detail: thrownMessage(error) });
  }
}
