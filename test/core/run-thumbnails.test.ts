import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openThumbnailCache, type ThumbnailCache } from '../../main/thumbnail/thumbnail-cache.ts';
import { openTestCore, runSettings, uncontrolled, valueOf, type OpenedCore } from './opened-core.ts';

const SAMPLES = ['hens.webp', 'koala.jpg', 'cat.png'];

let cache: ThumbnailCache;
let kept: Promise<void>[];
let opened: OpenedCore;
beforeEach(() => {
  kept = [];
  opened = openTestCore({
    // As the window does.
    thumbnails: {
      fileFor: (digest) => (cache.has(digest) ? null : cache.fileOf(digest)),
      kept: (digest, bytes) => {
        kept.push(cache.note(digest, bytes));
      },
    },
  });
  opened.bench.addSamples(Object.fromEntries(SAMPLES.map((name) => [`pictures/${name}`, name])));
  opened.bench.addSamples({ 'pictures/copy.jpg': 'koala.jpg' });
  cache = openThumbnailCache(opened.bench.path('thumbnails'), 1e8);
});
afterEach(() => opened.close());

it('a run leaves a thumbnail of every content, by its digest, and makes none a second time', async () => {
  await opened.classify(['pictures']);
  await Promise.all(kept);
  expect(kept).toHaveLength(SAMPLES.length);
  const sizes: number[] = [];
  for (const name of SAMPLES) {
    const file = readFileSync(opened.bench.path(path.join('pictures', name)));
    const thumbnail = await cache.get(createHash('sha256').update(file).digest('hex'));
    expect([...thumbnail!.subarray(0, 3)], name).toEqual([0xff, 0xd8, 0xff]);
    sizes.push(thumbnail!.length);
  }
  expect(await cache.bytes()).toBe(sizes.reduce((sum, size) => sum + size));
  // Asked for more predictions, the model runs again over all of them.
  const again = { ...runSettings, k: 7, paths: [opened.bench.path('pictures')] };
  const { counts } = valueOf(await opened.core.classify(again, uncontrolled(), () => Promise.resolve()));
  expect(counts).toMatchObject({ classified: SAMPLES.length, reused: 1 });
  expect(kept).toHaveLength(SAMPLES.length);
});
