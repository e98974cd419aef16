import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLiveRoot } from '../../main/run/live-root.ts';
import { makeRunFolder, type RunFolder } from './run-folder.ts';

let folder: RunFolder;
beforeEach(() => {
  folder = makeRunFolder();
  folder.addFiles('a.jpg');
});
afterEach(() => {
  folder.remove();
});

it('a root is there as long as it is the same folder and holds something', async () => {
  const root = await openLiveRoot(1, folder.root);
  expect(root.filled).toBe(true);
  expect(await root.isStillThere()).toBe(true);
  rmSync(path.join(folder.root, 'a.jpg'));
  expect(await root.isStillThere()).toBe(false);
});

it('a root that was away once is gone for the run: what was listed meanwhile is not all of it', async () => {
  const root = await openLiveRoot(1, folder.root);
  const away = `${folder.root}-away`;
  renameSync(folder.root, away);
  expect(await root.isStillThere()).toBe(false);
  renameSync(away, folder.root);
  expect(await root.isStillThere()).toBe(false);
  expect(await (await openLiveRoot(1, folder.root)).isStillThere()).toBe(true);
});

it('another folder at its place is not the root', async () => {
  const root = await openLiveRoot(1, folder.root);
  renameSync(folder.root, `${folder.root}-away`);
  mkdirSync(folder.root);
  writeFileSync(path.join(folder.root, 'a.jpg'), 'a');
  expect(await root.isStillThere()).toBe(false);
});
