import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { catalogOf, writeLibrary } from './bench/library.ts';
import type { Desk } from './desk.ts';

/**
 * Has a generated library of so many pictures written once, before the tests of a file. What it returns lays a copy down
 * where the application of a desk opens it at its first start: no test sees what another one did to its own.
 */
export function prepareLibrary(pictures: number): (desk: Desk) => void {
  let folder: string;
  const written = () => path.join(folder, 'library.sqlite');
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'classifold-library-'));
    await writeLibrary(written(), pictures);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return (desk) => {
    const catalog = catalogOf(desk);
    mkdirSync(path.dirname(catalog), { recursive: true });
    // Nothing lies beside it: whoever wrote it has closed it.
    copyFileSync(written(), catalog);
  };
}
