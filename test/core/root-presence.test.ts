import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CatalogReader, CatalogWriter } from '../../main/catalog/catalog.ts';
import type { RootDescription } from '../../main/catalog/reader-answers.ts';
import { answer } from '../../main/core/answer.ts';
import type { Connections } from '../../main/core/connections.ts';
import { createRootLook } from '../../main/core/root-presence.ts';
import { openTestCore, valueOf, type OpenedCore } from './opened-core.ts';

describe('a look at the roots', () => {
  let opened: OpenedCore;
  beforeEach(async () => {
    opened = openTestCore();
    opened.bench.addSamples({ 'photos/hens.webp': 'hens.webp', 'other/castle.webp': 'castle.webp' });
    await opened.classify(['photos', 'other']);
  });
  afterEach(() => opened.close());

  const look = async (mayChange = () => true) => valueOf(await opened.core.lookAtRoots(mayChange)).changed;
  const states = async () => {
    const roots = valueOf(await opened.core.roots(null));
    return roots.map(({ path, state }) => `${path as string} ${state}`);
  };
  const are = (other: string, photos: string) => [
    `${opened.bench.path('other')} ${other}`,
    `${opened.bench.path('photos')} ${photos}`,
  ];

  it('finds out which have gone, of which an empty folder is left, and which are there again', async () => {
    const { bench } = opened;
    expect(await look()).toBe(0);
    renameSync(bench.path('photos'), bench.path('taken out'));
    expect(await look()).toBe(1);
    expect(await states()).toEqual(are('online', 'offline'));
    mkdirSync(bench.path('photos'));
    expect(await look()).toBe(0);
    rmSync(bench.path('photos'), { recursive: true });
    renameSync(bench.path('taken out'), bench.path('photos'));
    expect(await look()).toBe(1);
    expect(await states()).toEqual(are('online', 'online'));
    expect(valueOf(await opened.core.countMatches('is:vanished', null)).pictures).toBe(0);
  });

  it('changes nothing where that is not wanted any more', async () => {
    rmSync(opened.bench.path('photos'), { recursive: true });
    expect(await look(() => false)).toBe(0);
    expect(await states()).toEqual(are('online', 'online'));
  });
});

describe('a file system that does not answer', () => {
  const roots = ['/gone', '/hangs', '/hangs too', '/hangs as well', '/also gone'].map((path, at) => {
    const counts = { present: 1, vanished: 0, classified: 1, failed: 0 };
    const facts = { volume: '', scannedAt: null, kind: 'folder', state: 'online', hasFolders: false } as const;
    return { ...counts, ...facts, root: at + 1, folder: at + 1, path } satisfies RootDescription;
  });
  const changed: (readonly [number, string])[] = [];
  const reader = { roots: () => Promise.resolve(roots) } as unknown as CatalogReader;
  const writer = {
    setRootState: (root: number, state: string) => {
      changed.push([root, state]);
      return Promise.resolve();
    },
  } as unknown as CatalogWriter;
  const connections: Connections = {
    reader: () => Promise.resolve(answer(reader)),
    counter: () => Promise.resolve(answer(reader)),
    both: () => Promise.resolve(answer({ reader, writer })),
    existing: () => Promise.resolve(answer({ reader, writer })),
    close: () => Promise.resolve(),
  };

  it('is not waited for, nor asked again, and takes two threads of the process at most', async () => {
    const asked: string[] = [];
    const look = createRootLook(
      connections,
      ({ path }) => {
        asked.push(path as string);
        return (path as string).startsWith('/hangs') ? new Promise(() => undefined) : Promise.resolve(false);
      },
      20,
    );
    await look(() => true);
    expect(asked).toEqual(['/gone', '/hangs', '/hangs too']);
    expect(changed).toEqual([[1, 'offline']]);
    await look(() => true);
    expect(asked).toEqual(['/gone', '/hangs', '/hangs too']);
  });
});
