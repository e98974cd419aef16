import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openThumbnailCache } from '../../main/thumbnail/thumbnail-cache.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'thumbnails-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const keyOf = (n: number): string => n.toString(16).padStart(8, '0').repeat(8);
const bytes = (n: number): Buffer => Buffer.alloc(100, n);

/** Files in all folders of the cache. */
function files(): readonly string[] {
  return readdirSync(folder).flatMap((below) => readdirSync(path.join(folder, below)));
}

describe('the cache of thumbnails', () => {
  it('gives back what was put, also the next time', async () => {
    const cache = openThumbnailCache(folder, 1e6);
    expect(await cache.get(keyOf(1))).toBeNull();
    await cache.put(keyOf(1), bytes(1));
    expect([cache.has(keyOf(1)), cache.has(keyOf(2))]).toEqual([true, false]);
    expect(await cache.get(keyOf(1))).toEqual(bytes(1));
    expect(await openThumbnailCache(folder, 1e6).get(keyOf(1))).toEqual(bytes(1));
  });

  it('knows its size, and is emptied without what is not its own', async () => {
    const cache = openThumbnailCache(path.join(folder, 'cache'), 1e6);
    for (let n = 0; n < 3; n++) await cache.put(keyOf(n), bytes(n));
    expect(await cache.bytes()).toBe(300);
    writeFileSync(path.join(folder, 'cache', '00', 'mine.txt'), 'not a thumbnail');
    await cache.clear();
    expect(await cache.bytes()).toBe(0);
    expect(readdirSync(path.join(folder, 'cache'), { recursive: true })).toEqual(['00', path.join('00', 'mine.txt')]);
    rmSync(path.join(folder, 'cache', '00', 'mine.txt'));
    await cache.clear();
    expect(readdirSync(folder)).toEqual([]);
    await cache.put(keyOf(1), bytes(1));
    expect(await cache.get(keyOf(1))).toEqual(bytes(1));
  });

  it('stays below its bound and keeps what was looked at last', async () => {
    const cache = openThumbnailCache(folder, 1000);
    for (let n = 0; n < 10; n++) await cache.put(keyOf(n), bytes(n));
    expect(await cache.get(keyOf(0))).not.toBeNull();
    for (let n = 10; n < 13; n++) await cache.put(keyOf(n), bytes(n));
    expect(files()).toHaveLength(10);
    expect(await cache.get(keyOf(0))).toEqual(bytes(0));
    for (const gone of [1, 2, 3]) expect(await cache.get(keyOf(gone))).toBeNull();
    expect(await cache.get(keyOf(12))).toEqual(bytes(12));
  });

  it('knows the next time what was looked at last', async () => {
    const cache = openThumbnailCache(folder, 1e6);
    for (let n = 0; n < 3; n++) {
      await cache.put(keyOf(n), bytes(n));
      utimesSync(path.join(folder, '00', keyOf(n)), 1000 + n, 1000 + n);
    }
    await cache.get(keyOf(0));
    await openThumbnailCache(folder, 300).put(keyOf(3), bytes(3));
    expect([...files()].sort()).toEqual([keyOf(0), keyOf(2), keyOf(3)]);
  });

  it('counts a key once, however often it is put', async () => {
    const cache = openThumbnailCache(folder, 250);
    for (let time = 0; time < 5; time++) await cache.put(keyOf(1), bytes(1));
    await cache.put(keyOf(2), bytes(2));
    expect(files()).toHaveLength(2);
  });

  it('removes what a killed program left half written', async () => {
    mkdirSync(path.join(folder, '00'));
    writeFileSync(path.join(folder, '00', `${keyOf(1)}.abcd.part`), 'half');
    await openThumbnailCache(folder, 1e6).put(keyOf(2), bytes(2));
    expect(files()).toEqual([keyOf(2)]);
  });

  it('takes a new bound at once', async () => {
    const cache = openThumbnailCache(folder, 1000);
    for (let n = 0; n < 10; n++) await cache.put(keyOf(n), bytes(n));
    expect(await cache.bytes()).toBe(1000);
    await cache.setLimit(300);
    expect(files()).toHaveLength(3);
    expect(await cache.bytes()).toBe(300);
    expect(await cache.get(keyOf(9))).toEqual(bytes(9));
    await cache.put(keyOf(10), bytes(10));
    expect(files()).toHaveLength(3);
  });

  it('takes no name for a key', async () => {
    const cache = openThumbnailCache(folder, 1e6);
    await expect(cache.get('../../secret')).rejects.toThrow(RangeError);
    await expect(cache.put('../../secret', bytes(1))).rejects.toThrow(RangeError);
  });

  it('holds nothing where nothing can be written', async () => {
    const cache = openThumbnailCache('/dev/null/cache', 1e6);
    await cache.put(keyOf(1), bytes(1));
    expect(await cache.get(keyOf(1))).toBeNull();
  });
});
