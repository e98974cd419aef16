import { createWriteStream, readdirSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/**
 * Writes a folder's files into a zip archive, deflated. The same files give the same bytes, whenever and wherever that
 * is: by name, all of one time and mode. Rejects with what the file system says; then what is there of it has to go.
 *
 * @param archive written over where it is there
 */
export async function archiveFolder(folder: string, archive: string): Promise<void> {
  const zip = new ZipFile();
  // The format's own times are of no time zone; yazl would add one that is.
  const attributes = { mtime: new Date(2000, 0, 1), forceDosTimestamp: true, mode: 0o100644 };
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
  const output = createWriteStream(archive);
  // Of a file that cannot be read yazl tells here, and ends nothing.
  zip.on('error', (error: Error) => output.destroy(error));
  for (const name of names.sort()) zip.addFile(path.join(folder, ...name.split('/')), name, attributes);
  zip.end();
  await pipeline(zip.outputStream, output);
}
