import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { enginePresenceTexts as texts } from '../../shared/texts/engine-presence.ts';
import { thrownMessage } from '../../shared/thrown.ts';

/** A file in the cache folder that holds what was measured, and can be measured again. */
export interface RecordsFile<Kept> {
  readonly name: string;
  /** Of all of it. */
  readonly schema: z.ZodType<Kept>;
}

/** Null where the file is missing, cut off, or of another form. */
export async function readRecords<Kept>(cacheDir: string, { name, schema }: RecordsFile<Kept>): Promise<Kept | null> {
  try {
    const read = schema.safeParse(JSON.parse(await readFile(path.join(cacheDir, name), 'utf8')));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/**
 * Written aside, then renamed.
 *
 * @returns null, or why it could not be kept
 */
export async function writeRecords(cacheDir: string, name: string, kept: object): Promise<string | null> {
  const file = path.join(cacheDir, name);
  const aside = `${file}.${randomUUID()}`;
  try {
    await mkdir(cacheDir, { recursive: true });
    await writeFile(aside, JSON.stringify(kept));
    await rename(aside, file);
    return null;
  } catch (error) {
    await rm(aside, { force: true }).catch(() => undefined);
    return texts.measuresNotKept(cacheDir, thrownMessage(error));
  }
}
