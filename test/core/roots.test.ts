import { appendFileSync, mkdirSync, renameSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstFound, openTestCore, valueOf, type OpenedCore } from './opened-core.ts';

let opened: OpenedCore;
beforeEach(async () => {
  opened = openTestCore();
  opened.bench.addSamples({
    'photos/dogs/shepherd.webp': 'german-shepherd.webp',
    'photos/hens.webp': 'hens.webp',
    'photos/panda.webp': 'giant-panda.webp',
  });
  await opened.classify(['photos']);
});
afterEach(() => opened.close());

const roots = async () => valueOf(await opened.core.roots(null));

describe('a folder that moved', () => {
  it('is taken where its pictures are in it, and they keep their rows and tags', async () => {
    const { core, bench } = opened;
    const tagged = { change: 'tag', name: 'pet', selection: { query: 'dog' }, modelId: null } as const;
    valueOf(await core.changeTag(tagged, () => true));
    const before = await firstFound(core, '');
    renameSync(bench.path('photos'), bench.path('moved'));
    const [root] = await roots();
    expect(valueOf(await core.moveRoot(root?.root ?? 0, bench.path('moved'), false))).toEqual({ kind: 'moved' });
    expect(await roots()).toMatchObject([{ root: root?.root, path: bench.path('moved'), state: 'online', present: 3 }]);
    const after = await firstFound(core, '');
    expect(after.map(({ picture, tags }) => [picture, tags])).toEqual(
      before.map(({ picture, tags }) => [picture, tags]),
    );
    const again = await opened.classify(['moved']);
    expect(again.counts).toMatchObject({ unchanged: 3, classified: 0, vanished: 0, moved: 0 });
  });

  it('is asked about where most are missing or of another size, and taken all the same when a person is sure', async () => {
    const { core, bench } = opened;
    const [root] = await roots();
    renameSync(bench.path('photos'), bench.path('moved'));
    appendFileSync(bench.path('moved', 'hens.webp'), 'longer');
    renameSync(bench.path('moved', 'panda.webp'), bench.path('moved', 'other.webp'));
    const asked = await core.moveRoot(root?.root ?? 0, bench.path('moved'), false);
    expect(valueOf(asked)).toEqual({ kind: 'unfamiliar', familiar: 1, lookedFor: 3 });
    expect(await roots()).toMatchObject([{ path: bench.path('photos') }]);
    expect(valueOf(await core.moveRoot(root?.root ?? 0, bench.path('moved'), true))).toEqual({ kind: 'moved' });
    expect(await roots()).toMatchObject([{ path: bench.path('moved') }]);
  });

  it('is refused where it would overlap another, or is not there', async () => {
    const { core, bench } = opened;
    bench.addSamples({ 'second/castle.webp': 'castle.webp' });
    mkdirSync(bench.path('second', 'below'));
    await opened.classify(['second']);
    const first = (await roots()).find(({ path }) => path === bench.path('photos'))?.root ?? 0;
    const overlaps = { ok: false, failure: { kind: 'overlapping-root' } };
    for (const place of ['second', 'second/below', '.', 'photos/dogs']) {
      expect(await core.moveRoot(first, bench.path(place), true), place).toMatchObject(overlaps);
    }
    expect(await core.moveRoot(first, bench.path('nowhere'), true)).toMatchObject({ failure: { kind: 'no-paths' } });
    expect(await core.moveRoot(4711, bench.path('photos'), true)).toMatchObject({ failure: { kind: 'unknown-root' } });
  });
});

it('says what would go with a folder, and what is below it', async () => {
  const { core } = opened;
  const tagged = { change: 'tag', name: 'pet', selection: { query: 'dog' }, modelId: null } as const;
  valueOf(await core.changeTag(tagged, () => true));
  const [root] = await roots();
  expect(valueOf(await core.previewForget(root?.root ?? 0))).toEqual({
    pictures: 3,
    tags: [{ name: 'pet', pictures: 1, isLost: true }],
  });
  expect(valueOf(await core.foldersBelow([root?.folder ?? 0], null))).toMatchObject([
    { name: 'dogs', present: 1, classified: 1, failed: 0, hasFolders: false },
  ]);
});
