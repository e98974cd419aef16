import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { z } from 'zod';

/** What has come of a file so far. */
export interface PartialFile {
  /** Where the bytes are. */
  readonly path: string;
  /** How many there are; 0: it begins anew. */
  readonly bytes: number;
  /** A server's name for this very content: a strong ETag, or a date. Without it nothing can be gone on with. */
  readonly validator: string | null;
}

const noteSchema = z.strictObject({ url: z.string(), validator: z.string() });

/** The bytes and, beside them, whose they are. */
const partPath = (file: string): string => `${file}.part`;
const notePath = (file: string): string => `${file}.part.json`;

/** What is there of `file` from this URL. Bytes of another one, or of which nobody knows whose they are, are no beginning. */
export async function readPartial(file: string, url: string): Promise<PartialFile> {
  const path = partPath(file);
  const note = await readNote(file);
  const size = await stat(path).then(
    (found) => (found.isFile() ? found.size : 0),
    () => 0,
  );
  return note === null || note.url !== url || size === 0
    ? { path, bytes: 0, validator: null }
    : { path, bytes: size, validator: note.validator };
}

async function readNote(file: string): Promise<z.infer<typeof noteSchema> | null> {
  try {
    const parsed = noteSchema.safeParse(JSON.parse(await readFile(notePath(file), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    // Not there, or damaged: nothing to go on from.
    return null;
  }
}

/** Notes whose bytes will come; null: the server does not say, so that nothing can be gone on with later. */
export async function notePartial(file: string, url: string, validator: string | null): Promise<void> {
  if (validator === null) await rm(notePath(file), { force: true });
  else await writeFile(notePath(file), JSON.stringify({ url, validator }));
}

/** Gives the whole file its name. */
export async function completePartial(file: string): Promise<void> {
  await rename(partPath(file), file);
  await rm(notePath(file), { force: true });
}

export async function discardPartial(file: string): Promise<void> {
  await rm(notePath(file), { force: true });
  await rm(partPath(file), { force: true });
}

/** What has come of it, whole or in part. */
export async function removeDownload(file: string): Promise<void> {
  await discardPartial(file);
  await rm(file, { force: true });
}
