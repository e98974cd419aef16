import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

  it('takes back the tag of a run', async () => {
    await catalog.writer.tagScopes('Trip', [{ root: 1, rootPath: '/photos', part: { kind: 'folder', prefix: '' } }]);
    expect(await catalog.writer.undo()).toEqual({ change: 'tag', name: 'Trip', contents: NAMES.length });
    expect(tagged()).toEqual([]);
  });

  it('walks back through any operations, one state after the other', async () => {
    const operation = fc.record({
      change: fc.constantFrom('tag' as const, 'untag' as const),
      name: fc.constantFrom('Pet', 'Trip'),
      places: fc.uniqueArray(fc.nat({ max: NAMES.length - 1 }), { minLength: 1 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 8 }), async (operations) => {
        const states = [tagged()];
        for (const { change, name, places } of operations) {
          const { changed } = await (change === 'tag' ? tag : untag)(name, ...places);
          if (changed > 0) states.push(tagged());
        }
        for (const state of states.reverse()) {
          expect(tagged()).toEqual(state);
          await catalog.writer.undo();
        }
      }),
      { numRuns: 40 },
    );
  });
});
