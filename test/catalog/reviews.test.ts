import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CompiledQuery } from '../../main/catalog/compiled-query.ts';
import type { ReviewChange } from '../../main/catalog/changes.ts';
import type { Scope } from '../../main/catalog/catalog.ts';
import type { ClassMatch } from '../../shared/prediction.ts';
import type { Query } from '../../shared/query/query.ts';
import { openTestCatalog } from './opened-catalog.ts';
import type { MadeFile, OpenedCatalog } from './opened-catalog.ts';

// The best class of a made file is the length of its content: 3 of `cat`, 6 of `a bird`; its score is 0.5.
const cat: MadeFile = { path: 'a/cat.jpg', content: 'cat' };
const copy: MadeFile = { path: 'b/copy.jpg', content: 'cat' };
const bird: MadeFile = { path: 'b/bird.jpg', content: 'a bird' };
const dog: MadeFile = { path: 'b/dog.jpg', content: 'dog' };

let catalog: OpenedCatalog;
let scope: Scope;
beforeEach(async () => {
  catalog = await openTestCatalog();
  scope = await catalog.place('/photos');
  await catalog.run([{ scope, files: [cat, copy, bird, dog] }]);
});
afterEach(() => catalog.close());

const place = { start: 0, end: 0 };
const compiled = (query: Query): CompiledQuery => ({ query, model: catalog.request().model, threshold: 0.2 });
const all = (): CompiledQuery => compiled({ kind: 'all' });
const named = (pattern: string): CompiledQuery => compiled({ kind: 'name', pattern, place });
const ofClass = (index: number): CompiledQuery =>
  compiled({ kind: 'classes', name: 'x', classes: [index], score: null, anyRank: false, place });
const say = (change: ReviewChange, which: CompiledQuery) =>
  catalog.writer.review(change, which, catalog.request().model);
const acceptFrom = async (score: number, which = all()) => {
  const preview = await catalog.reader.previewAccept(score, which, catalog.request().model);
  const done = await catalog.writer.acceptFrom(score, which, catalog.request().model);
  const { operation, ...counts } = done;
  expect(counts).toEqual(preview);
  expect(operation === null).toBe(counts.changed === 0);
  return counts;
};
const found = async (query: CompiledQuery): Promise<readonly (readonly [unknown, ClassMatch | null])[]> =>
  (await catalog.reader.search(query, { limit: 100, after: null })).map((hit) => [hit.relativePath, hit.match]);
const verdicts = (): readonly unknown[] =>
  catalog
    .rows(
      `SELECT p.path || ' ' || coalesce(m.verdict, '-') AS said FROM pictures p JOIN predictions m ON m.picture = p.id
       WHERE m.rank = 1 AND p.state = 'present' ORDER BY p.path`,
    )
    .map(({ said }) => said);

describe('a review', () => {
  it('that rejects takes every copy out of the search', async () => {
    expect(await say({ verdict: 'rejected' }, named('cat.jpg'))).toMatchObject({ changed: 1 });
    expect(await found(ofClass(3))).toEqual([['b/dog.jpg', { index: 3, score: 0.5 }]]);
    expect(verdicts()).toEqual(['a/cat.jpg rejected', 'b/bird.jpg -', 'b/copy.jpg rejected', 'b/dog.jpg -']);
  });

  it('that corrects moves it to the right class, before scores and with none of its own', async () => {
    await say({ verdict: 'corrected', right: 3 }, named('bird.jpg'));
    expect(await found(ofClass(6))).toEqual([]);
    expect((await found(ofClass(3))).slice(0, 2)).toEqual([
      ['b/bird.jpg', { index: 3, score: null }],
      ['a/cat.jpg', { index: 3, score: 0.5 }],
    ]);
  });

  it('that corrects a class to itself accepts it', async () => {
    await say({ verdict: 'corrected', right: 6 }, named('bird.jpg'));
    expect(catalog.rows('SELECT verdict, corrected FROM reviews')).toEqual([{ verdict: 'accepted', corrected: null }]);
  });

  it('takes the place of the one before, and is withdrawn', async () => {
    await say({ verdict: 'corrected', right: 9 }, named('bird.jpg'));
    await say({ verdict: 'corrected', right: 8 }, named('bird.jpg'));
    expect(await found(ofClass(9))).toEqual([]);
    expect(await say({ verdict: 'rejected' }, named('bird.jpg'))).toMatchObject({ changed: 1 });
    expect(await say({ verdict: 'rejected' }, named('bird.jpg'))).toEqual({ changed: 0, operation: null });
    expect(await found(ofClass(8))).toEqual([]);
    await say({ verdict: null }, all());
    expect(catalog.rows('SELECT * FROM reviews')).toEqual([]);
    expect(await found(ofClass(6))).toEqual([['b/bird.jpg', { index: 6, score: 0.5 }]]);
  });

  it('stays when the model runs again, and meets copies that come later', async () => {
    await say({ verdict: 'rejected' }, named('cat.jpg'));
    await say({ verdict: 'corrected', right: 9 }, named('bird.jpg'));
    const later = { path: 'later.jpg', content: 'cat' };
    const files = [cat, copy, bird, dog, later].map((file) => ({ ...file, mtime: 2 }));
    const again = await catalog.run([{ scope, files }], catalog.request(6));
    expect(again.statuses).toContain('classified');
    expect(verdicts()).toEqual([
      ...['a/cat.jpg rejected', 'b/bird.jpg corrected', 'b/copy.jpg rejected', 'b/dog.jpg -', 'later.jpg rejected'],
    ]);
    expect(await found(ofClass(6))).toEqual([]);
    expect(await found(ofClass(9))).toEqual([['b/bird.jpg', { index: 9, score: null }]]);
  });

  it('leaves out pictures that the model has not seen', async () => {
    await catalog.run([{ scope, files: [cat, copy, bird, dog, { path: 'bad', content: 'bad!', fails }] }]);
    expect(await say({ verdict: 'accepted' }, named('bad'))).toEqual({ changed: 0, operation: null });
    expect(await catalog.writer.undo()).toBeNull();
  });
});

const fails = { kind: 'unreadable-picture', detail: 'The file is damaged.' } as const;

describe('accepting from a score on', () => {
  it('takes what nobody has reviewed, each content once', async () => {
    expect(await acceptFrom(0.5)).toEqual({ changed: 3, accepted: 0, rejected: 0, corrected: 0 });
    expect(verdicts().every((said) => String(said).endsWith('accepted'))).toBe(true);
    expect(await acceptFrom(0.5)).toEqual({ changed: 0, accepted: 3, rejected: 0, corrected: 0 });
  });

  it('leaves what is below the score, and what is not chosen', async () => {
    expect(await acceptFrom(0.51)).toMatchObject({ changed: 0 });
    expect(await acceptFrom(0.5, named('bird.jpg'))).toMatchObject({ changed: 1 });
    expect(verdicts()).toEqual(['a/cat.jpg -', 'b/bird.jpg accepted', 'b/copy.jpg -', 'b/dog.jpg -']);
  });

  it('never writes over what a person said', async () => {
    await say({ verdict: 'rejected' }, named('cat.jpg'));
    await say({ verdict: 'corrected', right: 9 }, named('bird.jpg'));
    expect(await acceptFrom(0)).toEqual({ changed: 1, accepted: 0, rejected: 1, corrected: 1 });
    expect(verdicts()).toEqual([
      ...['a/cat.jpg rejected', 'b/bird.jpg corrected', 'b/copy.jpg rejected', 'b/dog.jpg accepted'],
    ]);
  });

  it('is taken back whole, after the program has ended too, and nothing else with it', async () => {
    await say({ verdict: 'rejected' }, named('cat.jpg'));
    await acceptFrom(0);
    await catalog.die();
    expect(await catalog.writer.undo()).toEqual({ change: 'accept', contents: 2 });
    expect(verdicts()).toEqual(['a/cat.jpg rejected', 'b/bird.jpg -', 'b/copy.jpg rejected', 'b/dog.jpg -']);
    expect(await catalog.writer.undo()).toEqual({ change: 'reject', contents: 1 });
    expect(catalog.rows('SELECT * FROM reviews')).toEqual([]);
  });
});

it('accepts many pictures at once, and takes them back', async () => {
  const files = Array.from({ length: 500 }, (_, at) => ({ path: `${String(at)}.jpg`, content: 'x'.repeat(at + 1) }));
  await catalog.run([{ scope, files }]);
  expect(await acceptFrom(0)).toMatchObject({ changed: 500 });
  expect(await catalog.reader.count(compiled({ kind: 'is', state: 'unreviewed', place }))).toBe(0);
  expect(await catalog.writer.undo()).toEqual({ change: 'accept', contents: 500 });
  expect(await catalog.reader.count(compiled({ kind: 'is', state: 'unreviewed', place }))).toBe(500);
});
