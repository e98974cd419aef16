import { lstat, realpath } from 'node:fs/promises';
import { packReasonTexts as texts } from '../../shared/texts/engine-packs.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import { isFileFault } from './file-fault.ts';
import { openArchive } from './pack-archive.ts';
import { openFolder } from './pack-folder.ts';
import { faulty, type Checked } from './pack-manifest.ts';
import type { PackSource } from './pack-source.ts';

/** Opens a pack, a folder or a zip archive whatever it is called, or a link to one, and reads what it says of itself. */
export async function openPack(named: string): Promise<Checked<PackSource>> {
  try {
    const path = await realpath(named);
    const facts = await lstat(path);
    if (facts.isDirectory()) return await openFolder(path);
    const archive = facts.isFile() ? await openArchive(path) : null;
    return archive ?? faulty({ kind: 'no-pack', detail: texts.neither });
  } catch (error) {
    if (!isFileFault(error)) throw error;
    return faulty({ kind: 'no-pack', detail: thrownMessage(error) });
  }
}
