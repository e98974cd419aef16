import { copyFile, mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { bytesOf } from '../core/own-data.ts';

export interface SamplePlaces {
  /** Where the pictures that come with the application are now. */
  readonly bundled: string;
  /** Where a person's library finds them for good; the same place where `bundled` stays what it is. */
  readonly kept: string;
}

/**
 * The folder of sample pictures for a run. An AppImage and an application that macOS keeps apart lie at another path
 * whenever they are started, and pictures that a library found there would be offline the next time: so they are copied.
 * Where they cannot be, they are looked at where they are.
 */
export async function keepSamples({ bundled, kept }: SamplePlaces): Promise<string> {
  if (bundled === kept) return bundled;
  try {
    await mkdir(kept, { recursive: true });
    for (const name of await readdir(bundled)) await copyFile(path.join(bundled, name), path.join(kept, name));
    return kept;
  } catch {
    return bundled;
  }
}

/** Bytes of the copies. */
export async function keptSampleBytes(places: SamplePlaces): Promise<number> {
  return bytesOf(await copiesOf(places));
}

/** Deletes the copies, and never what came with the application. */
export async function removeKeptSamples(places: SamplePlaces): Promise<void> {
  const copies = await copiesOf(places);
  for (const file of copies) await rm(file, { force: true });
  if (copies.length > 0) await rmdir(places.kept).catch(() => undefined);
}

async function copiesOf({ bundled, kept }: SamplePlaces): Promise<readonly string[]> {
  if (bundled === kept) return [];
  return (await readdir(bundled)).map((name) => path.join(kept, name));
}
