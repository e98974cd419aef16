import { mkdirSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openPack } from '../../main/engine-pack/open-pack.ts';
import { receivePack } from '../../main/engine-pack/receive-pack.ts';
import { archiveFolder } from '../../main/packaging/archive-folder.ts';
import { FILES, manifestOf, openPackBench } from '../engine-pack/pack-builder.ts';

let bench: ReturnType<typeof openPackBench>;
beforeEach(() => {
  bench = openPackBench();
});
afterEach(() => {
  bench.remove();
});

it('archives a folder so that it can be added as the same pack', async () => {
  await archiveFolder(bench.folder('pack', FILES), bench.path('pack.zip'));
  const opened = await openPack(bench.path('pack.zip'));
  if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
  const { signal } = new AbortController();
  const fault = await receivePack({ source: opened.value, folder: bench.path('taken'), signal, tell: () => undefined });
  expect(fault).toBeNull();
  for (const [name, content] of Object.entries(FILES)) {
    expect(readFileSync(bench.path('taken', name), 'utf8')).toBe(content);
  }
  const archive = readFileSync(bench.path('pack.zip'));
  const places = [...Object.keys(FILES), 'pack.json'].sort().map((name) => archive.indexOf(name));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  // Deflated: most of it is one word, again and again.
  expect(archive.length).toBeLessThan(10_000);
});

it('makes of the same files the same bytes, whenever, wherever and in whatever order they were written', async () => {
  const zone = process.env['TZ'];
  await archiveFolder(bench.folder('first', FILES), bench.path('first.zip'));
  const second = bench.folder('second', Object.fromEntries(Object.entries(FILES).reverse()), manifestOf(FILES));
  for (const name of Object.keys(FILES)) utimesSync(bench.path('second', name), 1e9, 1e9);
  try {
    process.env['TZ'] = 'Pacific/Auckland';
    await archiveFolder(second, bench.path('second.zip'));
  } finally {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  }
  expect(readFileSync(bench.path('second.zip')).equals(readFileSync(bench.path('first.zip')))).toBe(true);
});

it('fails where the archive cannot be written, or a file not be read', async () => {
  const folder = bench.folder('pack', FILES);
  mkdirSync(bench.path('pack.zip'));
  await expect(archiveFolder(folder, bench.path('pack.zip'))).rejects.toThrow(/EISDIR/u);
  await expect(archiveFolder(bench.path('nowhere'), bench.path('other.zip'))).rejects.toThrow(/ENOENT/u);
  expect(readdirSync(bench.path()).sort()).toEqual(['pack', 'pack.zip']);
});
