import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReviewChange } from '../../main/catalog/changes.ts';
import { openTestCatalog } from './opened-catalog.ts';
import type { OpenedCatalog } from './opened-catalog.ts';

const NAMES = ['one', 'second', 'the third', 'number four'];

let catalog: OpenedCatalog;
let ids: readonly number[];
beforeEach(async () => {
  catalog = await openTestCatalog();
  const scope = await catalog.place('/photos');
  await catalog.run([{ scope, files: NAMES.map((name) => ({ path: `${name}.jpg`, content: name })) }]);
  ids = catalog.rows('SELECT id FROM pictures ORDER BY id').map(({ id }) => id as number);
});
afterEach(() => catalog.close());

const tag = (name: string, ...places: readonly number[]) =>
  catalog.writer.changeTag('tag', name, { pictures: places.map((place) => ids[place]!) });
const untag = (name: string, ...places: readonly number[]) =>
  catalog.writer.changeTag('untag', name, { pictures: places.map((place) => ids[place]!) });
/** `Pet on one`, by tag and content. */
const tagged = (): readonly unknown[] =>
  catalog
    .rows(
      `SELECT t.name || ' on ' || p.name AS said FROM tagged g JOIN tags t ON t.id = g.tag
       JOIN pictures p ON p.digest = g.digest ORDER BY t.key, p.id`,
    )
    .map(({ said }) => said);

describe('undoing', () => {
  it('takes a tag off again, and nothing is left of it', async () => {
    await tag('Pet', 0, 1);
    expect(await catalog.writer.undo()).toEqual({ change: 'tag', name: 'Pet', contents: 2 });
    expect(tagged()).toEqual([]);
    expect(catalog.rows('SELECT * FROM tags')).toEqual([]);
  });

  it('puts a tag on again, as it was written', async () => {
    await tag('Pet', 0, 1);
    await untag('PET', 0, 1, 2);
    expect(catalog.rows('SELECT * FROM tags')).toEqual([]);
    expect(await catalog.writer.undo()).toEqual({ change: 'untag', name: 'Pet', contents: 2 });
    expect(tagged()).toEqual(['Pet on one.jpg', 'Pet on second.jpg']);
  });

  it('changes back only what the operation changed', async () => {
    await tag('Pet', 0);
    await tag('Pet', 0, 1, 2);
    expect(await catalog.writer.undo()).toMatchObject({ contents: 2 });
    expect(tagged()).toEqual(['Pet on one.jpg']);
  });

  it('twice takes back the one before, and then there is nothing', async () => {
    await tag('Pet', 0);
    await tag('Trip', 0, 1);
    expect(await catalog.writer.undo()).toMatchObject({ name: 'Trip' });
    expect(await catalog.writer.undo()).toMatchObject({ name: 'Pet' });
    expect(await catalog.writer.undo()).toBeNull();
    expect(tagged()).toEqual([]);
  });

  it('goes on before a change that was made after an earlier undo', async () => {
    await tag('Pet', 0);
    await tag('Trip', 1);
    await catalog.writer.undo();
    await tag('Sea', 2);
    expect(await catalog.writer.undo()).toMatchObject({ name: 'Sea' });
    expect(await catalog.writer.undo()).toMatchObject({ name: 'Pet' });
  });

  it('of one change leaves what came later, and what came before, alone', async () => {
    const first = await tag('Pet', 0);
    const second = await tag('Trip', 1);
    expect(await catalog.writer.undo(first.operation)).toBe('not-last');
    expect(tagged()).toEqual(['Pet on one.jpg', 'Trip on second.jpg']);
    expect(await catalog.writer.undo(second.operation)).toMatchObject({ name: 'Trip' });
    // It was taken back: what is the last now is another one.
    expect(await catalog.writer.undo(second.operation)).toBe('not-last');
    expect(tagged()).toEqual(['Pet on one.jpg']);
    await catalog.die();
    expect(await catalog.writer.undo(first.operation)).toMatchObject({ name: 'Pet' });
    expect(await catalog.writer.undo(first.operation)).toBe('not-last');
    expect((await tag('Pet', 0)).operation).not.toBe(first.operation);
    expect((await tag('Pet', 0)).operation).toBeNull();
  });

  it('of one change knows each kind of it by the number that was answered', async () => {
    const pet = await tag('Pet', 0, 1);
    const renamed = await catalog.writer.renameTag('Pet', 'Animal');
    if (typeof renamed === 'string') throw new Error(renamed);
    expect(await catalog.writer.renameTag('Animal', 'Animal')).toEqual({ operation: null });
    expect(await catalog.writer.undo(pet.operation)).toBe('not-last');
    expect(await catalog.writer.undo(renamed.operation)).toMatchObject({ change: 'rename' });
    await tag('Other', 2);
    const merged = await catalog.writer.mergeTag('Pet', 'Other');
    expect(await catalog.writer.undo(merged?.operation)).toMatchObject({ change: 'merge' });
    const deleted = await catalog.writer.deleteTag('Pet');
    expect(await catalog.writer.undo(deleted?.operation)).toMatchObject({ change: 'delete' });
  });

  it('works after the program has ended', async () => {
    await tag('Pet', 0, 3);
    await catalog.die();
    expect(await catalog.writer.undo()).toEqual({ change: 'tag', name: 'Pet', contents: 2 });
    await catalog.die();
    expect(await catalog.writer.undo()).toBeNull();
  });

  it('leaves out what changed nothing', async () => {
    await tag('Pet', 0);
    await tag('Pet', 0);
    await untag('unknown', 0);
    expect(await catalog.writer.undo()).toMatchObject({ change: 'tag', contents: 1 });
    expect(await catalog.writer.undo()).toBeNull();
  });

  it('names a tag as before', async () => {
    await tag('Pet', 0, 1);
    expect(await catalog.writer.renameTag('PET', ' Animal ')).toMatchObject({
      operation: expect.any(Number) as number,
    });
    expect(tagged()).toEqual(['Animal on one.jpg', 'Animal on second.jpg']);
    expect(await catalog.writer.undo()).toEqual({ change: 'rename', name: 'Pet', newName: 'Animal' });
    expect(tagged()).toEqual(['Pet on one.jpg', 'Pet on second.jpg']);
  });

  it('takes a tag out of the one it was merged into, which keeps what it had', async () => {
    await tag('Pet', 0, 1);
    await tag('Animal', 1, 2);
    expect(await catalog.writer.mergeTag('pet', 'animal')).toMatchObject({ contents: 2 });
    expect(tagged()).toEqual(['Animal on one.jpg', 'Animal on second.jpg', 'Animal on the third.jpg']);
    expect(await catalog.writer.undo()).toEqual({ change: 'merge', name: 'Pet', newName: 'Animal', contents: 2 });
    expect(tagged()).toEqual([
      ...['Animal on second.jpg', 'Animal on the third.jpg', 'Pet on one.jpg', 'Pet on second.jpg'],
    ]);
  });

  it('puts a tag back that was deleted', async () => {
    await tag('Pet', 0, 1);
    expect(await catalog.writer.deleteTag('Pet')).toMatchObject({ contents: 2 });
    expect(catalog.rows('SELECT * FROM tags')).toEqual([]);
    expect(await catalog.writer.undo()).toEqual({ change: 'delete', name: 'Pet', contents: 2 });
    expect(tagged()).toEqual(['Pet on one.jpg', 'Pet on second.jpg']);
  });

  it('has nothing to take back where a tag was not there, or its new name was taken', async () => {
    await tag('Pet', 0);
    await tag('Trip', 1);
    expect(await catalog.writer.renameTag('unknown', 'x')).toBe('unknown-tag');
    expect(await catalog.writer.renameTag('Pet', 'TRIP')).toBe('taken');
    expect(await catalog.writer.mergeTag('Pet', 'pet')).toBeNull();
    expect(await catalog.writer.mergeTag('Pet', 'unknown')).toBeNull();
    expect(await catalog.writer.deleteTag('unknown')).toBeNull();
    expect(await catalog.writer.undo()).toMatchObject({ change: 'tag', name: 'Trip' });
  });

  it('takes back the tag of a run', async () => {
    await catalog.writer.tagScopes('Trip', [{ root: 1, rootPath: '/photos', part: { kind: 'folder', prefix: '' } }]);
    expect(await catalog.writer.undo()).toEqual({ change: 'tag', name: 'Trip', contents: NAMES.length });
    expect(tagged()).toEqual([]);
  });

  it('walks back through any operations, one state after the other', async () => {
    const places = fc.uniqueArray(fc.nat({ max: NAMES.length - 1 }), { minLength: 1 });
    const name = fc.constantFrom('Pet', 'pet', 'Trip', 'Sea');
    const { writer } = catalog;
    const { model } = catalog.request();
    const rows = (chosen: readonly number[]) => ({ pictures: chosen.map((place) => ids[place]!) });
    const verdict = fc.constantFrom<ReviewChange>(
      ...([{ verdict: 'accepted' }, { verdict: 'rejected' }, { verdict: null }] as const),
      ...[3, 9].map((right) => ({ verdict: 'corrected' as const, right })),
    );
    const operation = fc.oneof(
      fc.tuple(name, places).map(
        ([to, chosen]) =>
          () =>
            tag(to, ...chosen),
      ),
      fc.tuple(name, places).map(
        ([from, chosen]) =>
          () =>
            untag(from, ...chosen),
      ),
      fc.tuple(name, name).map(
        ([from, to]) =>
          () =>
            writer.renameTag(from, to),
      ),
      fc.tuple(name, name).map(
        ([from, into]) =>
          () =>
            writer.mergeTag(from, into),
      ),
      name.map((gone) => () => writer.deleteTag(gone)),
      fc.tuple(verdict, places).map(
        ([change, chosen]) =>
          () =>
            writer.review(change, rows(chosen), model),
      ),
      places.map((chosen) => () => writer.acceptFrom(0.1, rows(chosen), model)),
    );
    const state = (): unknown => [
      tagged(),
      catalog.rows('SELECT name FROM tags ORDER BY key'),
      catalog.rows('SELECT hex(digest), class, verdict, corrected, reviewed_at FROM reviews ORDER BY 1, 2'),
      catalog.rows('SELECT picture, rank, verdict FROM predictions ORDER BY 1, 2'),
    ];
    const recorded = (): unknown => catalog.rows('SELECT count(*) AS n FROM operations')[0]?.['n'];
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 10 }), async (operations) => {
        const states = [state()];
        for (const change of operations) {
          const before = recorded();
          await change();
          if (recorded() !== before) states.push(state());
          else expect(state()).toEqual(states.at(-1));
        }
        for (const expected of states.reverse()) {
          expect(state()).toEqual(expected);
          await writer.undo();
        }
      }),
      { numRuns: 60 },
    );
  });
});
