import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FoundPicture } from '../../main/core/questions.ts';
import { displayPath } from '../../shared/file-path.ts';
import { BEST_FIRST } from '../../shared/query/sort.ts';
import { openTestCore, valueOf, type OpenedCore } from './opened-core.ts';

let opened: OpenedCore;
beforeAll(async () => {
  opened = openTestCore();
  opened.bench.addSamples({
    'photos/dogs/shepherd.webp': 'german-shepherd.webp',
    'photos/dogs/copy.webp': 'german-shepherd.webp',
    'photos/bears/panda.webp': 'giant-panda.webp',
    'photos/bears/white.webp': 'polar-bear.webp',
    'photos/hens.webp': 'hens.webp',
  });
  mkdirSync(opened.bench.path('photos', 'broken'));
  writeFileSync(opened.bench.path('photos', 'broken', 'broken.jpg'), 'no picture');
  await opened.classify(['photos']);
  valueOf(
    await opened.core.changeTag({ change: 'tag', name: 'Pet', selection: { query: 'dog' }, modelId: null }, () => true),
  );
});
afterAll(() => opened.close());

async function page(text: string, limit: number, after: FoundPicture | null): Promise<readonly FoundPicture[]> {
  return valueOf(await opened.core.searchPage(text, null, { limit, after })).pictures;
}

const pathOf = ({ path }: { readonly path: FoundPicture['path'] }): string =>
  displayPath(path).slice(opened.bench.path('photos').length + 1);

describe('a search by pages', () => {
  it('goes on after the last picture of the page before, and finds what the whole search finds', async () => {
    const whole: FoundPicture[] = [];
    for await (const found of valueOf(await opened.core.search('', null, { limit: null, sort: BEST_FIRST })).pages)
      whole.push(...found);
    expect(whole).toHaveLength(6);
    const paged: FoundPicture[] = [];
    let after: FoundPicture | null = null;
    for (;;) {
      const found = await page('', 2, after);
      paged.push(...found);
      after = found.at(-1) ?? null;
      if (found.length < 2) break;
    }
    expect(paged).toEqual(whole);
  });

  it('says of each picture what a window shows, with the row by which it is asked for', async () => {
    const [first, second] = await page('dog', 50, null);
    expect([first, second].map((found) => (found === undefined ? null : pathOf(found)))).toEqual([
      'dogs/copy.webp',
      'dogs/shepherd.webp',
    ]);
    expect(first).toMatchObject({
      rootPath: opened.bench.path('photos'),
      relativePath: 'dogs/copy.webp',
      tags: ['Pet'],
      match: { index: 235, label: 'German shepherd' },
    });
    expect(first?.match?.score).toBeGreaterThan(0.5);
    expect(first?.picture).not.toBe(second?.picture);
  });

  it('counts the same, and names what the model has no class for', async () => {
    expect(valueOf(await opened.core.countMatches('dog OR bear', null))).toEqual({ pictures: 3 });
    const answer = valueOf(await opened.core.searchPage('giraffe', null, { limit: 5, after: null }));
    expect(answer.pictures).toEqual([]);
    expect(answer.unknownNames).toMatchObject([{ name: 'giraffe' }]);
  });

  it('refuses what is no query, with the place of the error', async () => {
    expect(await opened.core.searchPage('(dog', null, { limit: 5, after: null })).toMatchObject({
      ok: false,
      failure: { kind: 'query', text: '(dog' },
    });
    expect(await opened.core.countMatches('(dog', null)).toMatchObject({ ok: false, failure: { kind: 'query' } });
  });
});

describe('a picture', () => {
  it('is told by its row: facts, labelled predictions, tags, and where its file is', async () => {
    const [found] = await page('dog', 1, null);
    const picture = found?.picture ?? 0;
    const described = valueOf(await opened.core.picture(picture, null));
    expect(described).toMatchObject({
      picture,
      path: opened.bench.path('photos', 'dogs', 'copy.webp'),
      state: 'present',
      size: statSync(opened.bench.path('photos', 'dogs', 'copy.webp')).size,
      tags: ['Pet'],
      failure: null,
    });
    expect(described?.width).toBeGreaterThan(100);
    expect(described?.predictions).toHaveLength(5);
    expect(described?.predictions[0]).toEqual(found?.match);
    expect(valueOf(await opened.core.pictureFile(picture))).toEqual({
      path: described?.path,
      state: 'present',
      digest: described?.digest,
      mtimeNs: statSync(opened.bench.path('photos', 'dogs', 'copy.webp'), { bigint: true }).mtimeNs,
    });
  });

  it('that failed says why', async () => {
    const [found] = await page('is:failed', 1, null);
    const described = valueOf(await opened.core.picture(found?.picture ?? 0, null));
    expect(described).toMatchObject({ predictions: [], width: null, failure: { kind: 'unsupported-format' } });
  });

  it('that is in no row is none', async () => {
    expect(valueOf(await opened.core.picture(4711, null))).toBeNull();
    expect(valueOf(await opened.core.pictureFile(4711))).toBeNull();
  });
});

describe('tags', () => {
  it('are counted, put on chosen rows, and taken back, also after a restart', async () => {
    const { core } = opened;
    const counts = async () => valueOf(await opened.core.tags());
    expect(await counts()).toEqual([{ name: 'Pet', pictures: 2 }]);
    const hens = (await page('hen', 5, null)).map(({ picture }) => picture);
    const request = { change: 'tag', name: 'Farm', selection: { pictures: hens }, modelId: null } as const;
    expect(valueOf(await core.changeTag(request, () => false))).toMatchObject({ pictures: 1, changed: 1 });
    expect(await counts()).toHaveLength(1);
    valueOf(await core.changeTag(request, () => true));
    expect(await counts()).toEqual([
      { name: 'Farm', pictures: 1 },
      { name: 'Pet', pictures: 2 },
    ]);
    await opened.reopen();
    expect(valueOf(await opened.core.undo())).toEqual({ change: 'tag', name: 'Farm', contents: 1 });
    expect(await counts()).toEqual([{ name: 'Pet', pictures: 2 }]);
  });
});
