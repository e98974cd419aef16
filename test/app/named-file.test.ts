import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { namedCatalog, namedCsv } from '../../main/app/named-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'named-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('a name without an extension is that of a file which the dialog to open it shows', () => {
  const [birds, csv] = [path.join(folder, 'birds'), path.join(folder, 'Birds.CSV')];
  expect(namedCatalog(birds)).toBe(`${birds}.sqlite`);
  expect(namedCatalog(`${birds}.SQLite`)).toBe(`${birds}.SQLite`);
  expect([namedCsv(birds), namedCsv(csv)]).toEqual([`${birds}.csv`, csv]);
});

it('a catalog that is there is the one that is named', () => {
  const there = path.join(folder, 'catalog.db');
  writeFileSync(there, '');
  expect(namedCatalog(there)).toBe(there);
  expect(namedCatalog(path.join(folder, 'other.db'))).toBe(path.join(folder, 'other.db.sqlite'));
});
