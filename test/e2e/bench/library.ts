import { linkSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import sharp from 'sharp';
import { readModelFolder } from '../../../main/model/model-folder.ts';
import { encodeThumbnail } from '../../../main/picture/thumbnail.ts';
import { openThumbnailCache } from '../../../main/thumbnail/thumbnail-cache.ts';
import { samples } from '../../cli/classifold.ts';
import type { Desk } from '../desk.ts';
import { generateCatalog } from '../../bench/generate-catalog.ts';
import { bundledModelFolder } from '../../bench/pictures.ts';

/** Puts a generated library of so many pictures where the application of this desk opens it at its first start. */
export async function putLibrary(desk: Desk, pictures: number): Promise<void> {
  const file = catalogOf(desk);
  mkdirSync(path.dirname(file), { recursive: true });
  await writeLibrary(file, pictures);
}

/** Writes a new library of so many pictures. Its predictions are the bundled model's; its pictures are not on the disk. */
export async function writeLibrary(file: string, pictures: number): Promise<void> {
  const read = await readModelFolder(bundledModelFolder);
  if (!read.ok) throw new Error(read.problem.reason);
  const { model } = generateCatalog(file, pictures);
  const db = new Database(file);
  db.prepare('UPDATE models SET digest = ?, name = ? WHERE id = ?').run(
    read.model.digest,
    read.model.manifest.id,
    model,
  );
  db.close();
}

/**
 * Gives every picture of the library that `putLibrary` made a thumbnail, as runs would have: of one of the samples, of
 * the usual size. Those of one sample are one file under many names: a window reads and decodes each of them, and
 * 100,000 do not take 4 GB.
 */
export async function putThumbnails(desk: Desk): Promise<void> {
  const cache = openThumbnailCache(desk.path('application', 'made-again', 'thumbnails'), Infinity);
  const pictures = readdirSync(samples).filter((name) => !name.endsWith('.md'));
  const made: string[] = [];
  for (const name of pictures) {
    const small = sharp(path.join(samples, name)).resize({ width: 512, height: 512, fit: 'inside' });
    // Eight digits, which no digest has.
    const key = String(made.length).padStart(8, '0');
    await cache.put(key, await encodeThumbnail(small));
    made.push(cache.fileOf(key));
  }
  const db = new Database(catalogOf(desk), { readonly: true });
  const digests = db.prepare<[], string>('SELECT DISTINCT lower(hex(digest)) FROM pictures').pluck().all();
  db.close();
  digests.forEach((digest, at) => {
    const file = cache.fileOf(digest);
    mkdirSync(path.dirname(file), { recursive: true });
    linkSync(made[at % made.length] ?? '', file);
  });
}

/** Where the application of this desk opens its library at its first start. */
export function catalogOf(desk: Desk): string {
  return desk.path('application', 'catalog.sqlite');
}
