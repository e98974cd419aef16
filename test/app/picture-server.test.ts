import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPictureServer, type PictureServer } from '../../main/app/picture-server.ts';
import type { PictureLocation } from '../../main/core/host-answers.ts';
import type { RenderOutcome } from '../../main/thumbnail/protocol.ts';
import { openThumbnailCache } from '../../main/thumbnail/thumbnail-cache.ts';

const PRESENT: PictureLocation = { path: '/p.jpg', state: 'present', isOffline: false, digest: null, mtimeNs: 1n };
const DAMAGED: RenderOutcome = { ok: false, failure: { kind: 'unreadable-picture', detail: 'It is damaged.' } };
const GONE: RenderOutcome = { ok: false, failure: { kind: 'vanished', detail: 'It is gone.' } };
const SHOWN: RenderOutcome = { ok: true, bytes: new Uint8Array([1]), mediaType: 'image/jpeg', digest: 'ab'.repeat(32) };

let folder: string;
let location: PictureLocation | null;
let outcome: RenderOutcome;
let doubts: number;
let server: PictureServer;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'pictures-'));
  doubts = 0;
  server = createPictureServer({
    locate: () => Promise.resolve(location),
    thumbnailer: { render: () => Promise.resolve(outcome) },
    cache: openThumbnailCache(folder, 1e6),
    isRunning: () => false,
    onDoubt: () => {
      doubts += 1;
    },
  });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const WISH = { rendering: 'view', picture: 1 } as const;
async function ask(where: PictureLocation | null, what: RenderOutcome): Promise<unknown> {
  location = where;
  outcome = what;
  await server.serve(WISH);
  return (await server.problemOf(WISH))?.kind ?? null;
}

it('says why a picture was not there, until it is', async () => {
  expect(await ask(PRESENT, DAMAGED)).toBe('unreadable-picture');
  expect(await server.problemOf({ ...WISH, rendering: 'thumbnail' })).toBeNull();
  expect(await ask(PRESENT, SHOWN)).toBeNull();
  expect(await ask({ ...PRESENT, state: 'vanished' }, SHOWN)).toBe('vanished');
  expect(await ask(null, SHOWN)).toBeNull();
  expect(doubts).toBe(0);
});

it('doubts that a root is there when a file is not, and that it is not when a file is', async () => {
  expect(await ask(PRESENT, GONE)).toBe('vanished');
  expect(doubts).toBe(1);
  expect(await ask({ ...PRESENT, isOffline: true }, GONE)).toBe('offline');
  expect(doubts).toBe(1);
  expect(await ask({ ...PRESENT, isOffline: true }, SHOWN)).toBeNull();
  expect(doubts).toBe(2);
});

it('says so when the root turns out to be offline, and when it is back', async () => {
  expect(await ask(PRESENT, GONE)).toBe('vanished');
  location = { ...PRESENT, isOffline: true };
  expect((await server.problemOf(WISH))?.kind).toBe('offline');
  location = PRESENT;
  expect((await server.problemOf(WISH))?.kind).toBe('vanished');
  expect(await ask({ ...PRESENT, isOffline: true }, DAMAGED)).toBe('unreadable-picture');
});

it('makes no thumbnail that a run has made while it had to wait, and looks for none where nothing runs', async () => {
  const digest = 'cd'.repeat(32);
  const cache = openThumbnailCache(folder, 1e6);
  await cache.put(digest, new Uint8Array([7]));
  let isRunning = true;
  let located = 0;
  const waiting = createPictureServer({
    // Unread when it is wished for, and read when its turn has come.
    locate: () => Promise.resolve({ ...PRESENT, digest: located++ === 0 ? null : digest }),
    thumbnailer: { render: async (_path, _rendering, meanwhile) => (await meanwhile?.()) ?? SHOWN },
    cache,
    isRunning: () => isRunning,
    onDoubt: () => undefined,
  });
  const thumbnail = (picture: number) => waiting.serve({ rendering: 'thumbnail', picture });
  expect(await thumbnail(1)).toMatchObject({ ok: true, bytes: Buffer.from([7]) });
  // It is there once, by its content.
  expect(await cache.bytes()).toBe(1);
  [isRunning, located] = [false, 0];
  expect(await thumbnail(2)).toMatchObject({ ok: true, bytes: new Uint8Array([1]) });
  expect(located).toBe(1);
});

it('takes no unread picture for that of another catalog, of the same row and time', async () => {
  const thumbnail = async (where: PictureLocation, bytes: number) => {
    location = where;
    outcome = { ok: true, bytes: new Uint8Array([bytes]), mediaType: 'image/jpeg', digest: 'ab'.repeat(32) };
    const served = await server.serve({ rendering: 'thumbnail', picture: 1 });
    return served.ok ? [...served.bytes] : null;
  };
  expect(await thumbnail(PRESENT, 1)).toEqual([1]);
  expect(await thumbnail({ ...PRESENT, path: '/another.jpg' }, 2)).toEqual([2]);
  expect(await thumbnail(PRESENT, 3)).toEqual([1]);
});
