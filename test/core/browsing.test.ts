import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FoundPicture } from '../../main/core/questions.ts';
import { displayPath } from '../../shared/file-path.ts';
import { withLeastScore } from '../../shared/query/edit.ts';
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

async function page(text: string, limit: number): Promise<readonly FoundPicture[]> {
  return (await part(text, null, 0, limit)).pictures;
}

async function part(text: string, list: number | null, from: number, limit: number) {
  const answered = valueOf(await opened.core.searchList(text, null, { sort: BEST_FIRST, list, from, limit }));
  const pictures = answered.pictures.flatMap((found) => found ?? []);
  expect(pictures).toHaveLength(answered.pictures.length);
  return { ...answered, pictures };
}

const pathOf = ({ path }: { readonly path: FoundPicture['path'] }): string =>
  displayPath(path).slice(opened.bench.path('photos').length + 1);

describe('a search by position', () => {
  it('answers any part of one list, which is what the whole search finds', async () => {
    const whole: FoundPicture[] = [];
    const { pages } = valueOf(await opened.core.search('', null, { limit: null, sort: BEST_FIRST }));
    for await (const found of pages) whole.push(...found);
    expect(whole).toHaveLength(6);
    const { list, pictures: middle } = await part('', null, 3, 2);
    expect(middle).toEqual(whole.slice(3, 5));
    expect(await part('', list, 0, 2)).toMatchObject({ list, pictures: whole.slice(0, 2) });
    expect((await part('', list, 4, 5)).pictures).toEqual(whole.slice(4));
    const ids = whole.map(({ picture }) => picture);
    expect(valueOf(await opened.core.listedPictures(list, 1, 5))).toEqual(ids.slice(1, 5));
  });

  it('does not change while the catalog does, and says where a picture is found no longer', async () => {
    const before = await part('tag:Pet', null, 0, 5);
    const pictures = [before.pictures[0]?.picture ?? 0];
    const untag = { change: 'untag', name: 'Pet', selection: { pictures }, modelId: null } as const;
    valueOf(await opened.core.changeTag(untag, () => true));
    const request = { sort: BEST_FIRST, list: before.list, from: 0, limit: 5 };
    const after = valueOf(await opened.core.searchList('tag:Pet', null, request));
    // Copies of one content carry one tag.
    expect(after).toMatchObject({ list: before.list, pictures: [null, null] });
    valueOf(await opened.core.undo());
    expect((await part('tag:Pet', before.list, 0, 5)).pictures).toEqual(before.pictures);
  });

  it('begins anew where its list is no longer kept', async () => {
    const { list } = await part('dog', null, 0, 5);
    const others = [await part('bear', null, 0, 5), await part('cat', null, 0, 5), await part('hen', null, 0, 5)];
    expect(valueOf(await opened.core.listedPictures(list, 0, 5))).toBeNull();
    const again = await part('dog', list, 0, 5);
    expect([list, ...others.map((other) => other.list)]).not.toContain(again.list);
    expect(again.pictures).toHaveLength(2);
  });

  it('keeps the lists that were asked for last, whenever they were begun', async () => {
    const first = await part('dog', null, 0, 5);
    const second = await part('bear', null, 0, 5);
    await part('cat', null, 0, 5);
    expect(await part('dog', first.list, 0, 5)).toMatchObject({ list: first.list });
    await part('hen', null, 0, 5);
    expect(valueOf(await opened.core.listedPictures(second.list, 0, 5))).toBeNull();
    const dogs = first.pictures.map(({ picture }) => picture);
    expect(valueOf(await opened.core.listedPictures(first.list, 0, 5))).toEqual(dogs);
    await part('cat', null, 0, 5);
    await part('bear', null, 0, 5);
    expect(valueOf(await opened.core.listedPictures(first.list, 0, 5))).toEqual(dogs);
  });

  it('says of each picture what a window shows, with the row by which it is asked for', async () => {
    const [first, second] = await page('dog', 50);
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
    const answer = await part('giraffe', null, 0, 5);
    expect(answer.pictures).toEqual([]);
    expect(answer.unknownNames).toMatchObject([{ name: 'giraffe' }]);
  });

  it('refuses what is no query, with the place of the error', async () => {
    expect(
      await opened.core.searchList('(dog', null, { sort: BEST_FIRST, list: null, from: 0, limit: 5 }),
    ).toMatchObject({
      ok: false,
      failure: { kind: 'query', text: '(dog' },
    });
    expect(await opened.core.countMatches('(dog', null)).toMatchObject({ ok: false, failure: { kind: 'query' } });
  });
});

describe('counts', () => {
  it('at every least score are what the query with that score finds', async () => {
    for (const text of ['', 'dog', 'dog OR bear', 'NOT dog', 'animal NOT dog', 'tag:Pet OR bear', 'is:failed']) {
      const counts = valueOf(await opened.core.scoreCounts(text, null)) ?? [];
      expect(counts).toHaveLength(101);
      for (const at of [0, 20, 50, 86, 99, 100]) {
        const asked = withLeastScore(text, `>=${at / 100}`);
        const { pictures } = valueOf(await opened.core.countMatches(asked, null));
        expect(counts[at], asked).toBe(pictures);
      }
    }
    expect(valueOf(await opened.core.scoreCounts('dog rank:any', null))).toBeNull();
  });

  it('of a class or group are what its name finds', async () => {
    const counts = valueOf(await opened.core.classCounts(null));
    expect(counts).toContainEqual({ name: 'German shepherd', pictures: 2 });
    for (const { name, pictures } of counts) {
      expect(valueOf(await opened.core.countMatches(`"${name}"`, null)), name).toEqual({ pictures });
    }
  });

  it('say what is in a search', async () => {
    const { classes, tags, scores } = valueOf(await opened.core.summary('animal', null));
    expect(classes[0]).toEqual({ name: 'German shepherd', pictures: 2 });
    expect(tags).toEqual([{ name: 'Pet', pictures: 2 }]);
    expect(scores.reduce((sum, pictures) => sum + pictures, 0)).toBe(5);
  });
});

describe('a picture', () => {
  it('is told by its row: facts, labelled predictions, tags, and where its file is', async () => {
    const [found] = await page('dog', 1);
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
      isOffline: false,
      digest: described?.digest,
      mtimeNs: statSync(opened.bench.path('photos', 'dogs', 'copy.webp'), { bigint: true }).mtimeNs,
    });
  });

  it('that failed says why', async () => {
    const [found] = await page('is:failed', 1);
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
    const hens = (await page('hen', 5)).map(({ picture }) => picture);
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
