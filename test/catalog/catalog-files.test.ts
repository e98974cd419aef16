import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { catalogBytes, removeCatalog } from '../../main/catalog/catalog-files.ts';
import { openCatalog } from '../../main/catalog/open.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'classifold-files-'));
  file = path.join(folder, 'photos.catalog');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function openToWrite() {
  const opened = await openCatalog(file, { mode: 'write' });
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.catalog;
}

async function make(): Promise<void> {
  await (await openToWrite()).close();
}

describe('deleting a catalog', () => {
  it('takes all of its files and no other', async () => {
    await make();
    const own = ['photos.catalog.v1.backup', 'photos.catalog.v1.backup.partial', 'photos.catalog-wal'];
    const others = ['photos.catalog.csv', 'photos.catalog2', 'photos.catalog.backup', 'a.jpg', 'my photos.catalog'];
    for (const name of [...own, ...others]) writeFileSync(path.join(folder, name), 'x'.repeat(10));
    expect(await catalogBytes(file)).toBe(statSync(file).size + 30);
    expect(await removeCatalog(file)).toBe('removed');
    expect(readdirSync(folder).sort()).toEqual([...others].sort());
    expect(await catalogBytes(file)).toBe(0);
  });

  it('is refused while a program writes it, and nothing is gone', async () => {
    const writer = await openToWrite();
    const before = readdirSync(folder);
    expect(await removeCatalog(file)).toBe('in-use');
    expect(readdirSync(folder)).toEqual(before);
    await writer.close();
    expect(await removeCatalog(file)).toBe('removed');
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    [
      'a picture',
      () => {
        writeFileSync(file, 'GIF89a'.padEnd(500));
      },
    ],
    [
      'a folder',
      () => {
        mkdirSync(file);
      },
    ],
    ['nothing', () => undefined],
  ])('leaves alone what is none: %s', async (_what, put) => {
    put();
    const before = readdirSync(folder);
    expect(await removeCatalog(file)).toBe('not-a-catalog');
    expect(readdirSync(folder)).toEqual(before);
  });

  it('follows a link to it, and takes the link', async () => {
    await make();
    const link = path.join(folder, 'link');
    symlinkSync(file, link);
    expect(await removeCatalog(link)).toBe('removed');
    expect(existsSync(file)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });
});
