import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { SIX } from './hostile-pickle.ts';
import { readCheckpoint } from './read-checkpoint.ts';
import { writeStoredZip, type ZipRecord } from './write-torch.ts';

/** A folder for the tests of one file, gone after them, with the name in it of the file that they write and read. */
export function hostileFile(): { readonly folder: string; readonly file: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'classifold-hostile-'));
  afterAll(() => rm(folder, { recursive: true }));
  return { folder, file: path.join(folder, 'hostile.pth') };
}

/** Reads an archive as PyTorch writes it, with this pickle, and one storage of six values or these records. */
export async function readZip(file: string, data: Buffer, more: readonly ZipRecord[] = [['a/data/0', SIX]]) {
  await writeStoredZip(file, [['a/data.pkl', data], ...more]);
  return readCheckpoint(file);
}
