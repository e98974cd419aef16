import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { readModelFolder } from '../../../main/model/model-folder.ts';
import type { Desk } from '../desk.ts';
import { generateCatalog } from '../../bench/generate-catalog.ts';
import { bundledModelFolder } from '../../bench/pictures.ts';

/**
 * Puts a generated library of so many pictures where the application of this desk opens it at its first start. Its
 * predictions are the bundled model's; its pictures are not on the disk.
 */
export async function putLibrary(desk: Desk, pictures: number): Promise<void> {
  const read = await readModelFolder(bundledModelFolder);
  if (!read.ok) throw new Error(read.problem.reason);
  const folder = desk.path('application');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'catalog.sqlite');
  const { model } = generateCatalog(file, pictures);
  const db = new Database(file);
  db.prepare('UPDATE models SET digest = ?, name = ? WHERE id = ?').run(
    read.model.digest,
    read.model.manifest.id,
    model,
  );
  db.close();
}
