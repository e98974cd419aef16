import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SPEEDS_FILE } from '../../main/core/kept-speeds.ts';
import { VERDICTS_FILE } from '../../main/core/kept-verdicts.ts';
import { downloadBytes, graphBytes, removeDownloads, removeGraphs } from '../../main/core/own-data.ts';
import { lockDownload } from '../../main/download/download-lock.ts';
import { keepGraph } from '../../main/engine/graph-cache.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'classifold-cache-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('measures and deletes the graphs that a worker kept and what was measured of networks and engines, and nothing else in their folder', async () => {
  await keepGraph({ folder, modelDigest: '1f'.repeat(32), writerVersion: 1, format: 'onnx' }, Buffer.from('a graph'));
  await keepGraph({ folder, modelDigest: '2e'.repeat(32), writerVersion: 12, format: 'onnx' }, Buffer.from('another'));
  const [first] = readdirSync(folder);
  writeFileSync(path.join(folder, `${first ?? ''}.0b9d6f4e-5b8c-4a57-9d0e-7a3c1e8f2b60.part`), 'half');
  for (const name of [SPEEDS_FILE, VERDICTS_FILE]) writeFileSync(path.join(folder, name), '{}');
  mkdirSync(path.join(folder, 'thumbnails'));
  const others = ['mine.onnx', '1f1f-v1.onnx', 'holiday.jpg'];
  for (const name of others) writeFileSync(path.join(folder, name), 'not ours');
  expect(await graphBytes(folder)).toBe('a graph'.length + 'another'.length + 'half'.length + 2 * '{}'.length);
  await removeGraphs(folder);
  expect(readdirSync(folder).sort()).toEqual([...others, 'thumbnails'].sort());
  expect(await graphBytes(folder)).toBe(0);
  await removeGraphs(path.join(folder, 'nowhere'));
});

it('measures and deletes what has come of downloads, and leaves the models beside them', async () => {
  for (const name of ['.downloads', 'my-model']) mkdirSync(path.join(folder, name));
  const weights = path.join(folder, 'my-model', 'weights.safetensors');
  writeFileSync(weights, 'weights');
  const files = { 'b0-b0.pth.part': 'half', 'b0-b0.pth.part.json': '{}', 'lite1-lite1.pth': 'whole' };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, '.downloads', name), text);
  expect(await downloadBytes(folder)).toBe('half'.length + '{}'.length + 'whole'.length);
  await removeDownloads(folder);
  expect(readdirSync(folder)).toEqual(['my-model']);
  expect(readdirSync(path.dirname(weights))).toEqual(['weights.safetensors']);
  expect(await downloadBytes(folder)).toBe(0);
  await removeDownloads(path.join(folder, 'nowhere'));
});

it('leaves a download that another program is at', async () => {
  const downloads = path.join(folder, '.downloads');
  const lock = await lockDownload(path.join(downloads, 'b0.pth'));
  for (const name of ['b0.pth.part', 'b0.pth.part.json', 'b1.pth.part']) writeFileSync(path.join(downloads, name), '…');
  const kept = readdirSync(downloads).filter((name) => name !== 'b1.pth.part');
  await removeDownloads(folder);
  expect(readdirSync(downloads)).toEqual(kept);
  if (lock.ok) await lock.release();
  await removeDownloads(folder);
  expect(readdirSync(folder)).toEqual([]);
});
