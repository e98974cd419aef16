import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

// What a file was when it was downloaded first: where its publisher states only the beginning of its SHA-256, or nothing,
// the next download has to be the same one.

const FILE = '.digests.json';

const digestsSchema = z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/));

/** SHA-256 of files that were installed on this machine, by address. None where there is no such list, or a damaged one. */
export async function readPinnedDigests(modelsDir: string): Promise<ReadonlyMap<string, string>> {
  try {
    const parsed = digestsSchema.safeParse(JSON.parse(await readFile(path.join(modelsDir, FILE), 'utf8')));
    return new Map(parsed.success ? Object.entries(parsed.data) : []);
  } catch {
    return new Map();
  }
}

/** Keeps what a file was that was found to be the one that was expected. */
export async function pinDigest(modelsDir: string, url: string, sha256: string): Promise<void> {
  const known = await readPinnedDigests(modelsDir);
  if (known.get(url) === sha256) return;
  await mkdir(modelsDir, { recursive: true });
  const file = path.join(modelsDir, FILE);
  const aside = `${file}.${process.pid}`;
  await writeFile(aside, `${JSON.stringify(Object.fromEntries([...known, [url, sha256]]), null, 2)}\n`);
  await rename(aside, file);
}
