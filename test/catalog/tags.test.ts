import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CompiledQuery, PictureChoice } from '../../main/catalog/compiled-query.ts';
import type { Scope } from '../../main/catalog/catalog.ts';
import type { TagChange } from '../../main/catalog/changes.ts';
import type { Query } from '../../shared/query/query.ts';
import { openTestCatalog } from './opened-catalog.ts';
import type { MadeFile, OpenedCatalog } from './opened-catalog.ts';

let catalog: OpenedCatalog;
let scope: Scope;
const cat: MadeFile = { path: 'a/cat.jpg', content: 'cat' };
const copy: MadeFile = { path: 'b/copy.jpg', content: 'cat' };
const bird: MadeFile = { path: 'b/bird.jpg', content: 'a bird' };

beforeEach(async () => {
  catalog = await openTestCatalog();
  scope = await catalog.place('/photos');
  await catalog.run([{ scope, files: [cat, copy, bird] }]);
  // One that could never be read.
  await catalog.writer.enterFiles(scope.root, [{ path: 'b/locked.jpg', size: 1, mtimeNs: 1n }], catalog.request());
});
afterEach(() => catalog.close());

const compiled = (query: Query): CompiledQuery => ({ query, model: catalog.request().model, threshold: 0.2 });
const all = (): CompiledQuery => compiled({ kind: 'all' });
const inFolder = (pattern: string): CompiledQuery => compiled({ kind: 'folder', pattern, place: { start: 0, end: 0 } });
const tagged = (): readonly unknown[] =>
  catalog.rows(`SELECT t.name, p.path FROM tagged g JOIN tags t ON t.id = g.tag JOIN pictures p ON p.digest = g.digest
    ORDER BY t.key, p.path`);

/** What the preview says, then what the change does: always the same. */
async function change(kind: 'tag' | 'untag', name: string, which: PictureChoice): Promise<TagChange> {
  const preview = await catalog.reader.previewTag(kind, name, which);
  const done = await catalog.writer.changeTag(kind, name, which);
  const { operation, ...counts } = done;
  expect(counts).toEqual(preview);
  expect(operation === null).toBe(counts.changed === 0);
  return counts;
}

describe('a tag', () => {
  it('belongs to the content: every copy carries it', async () => {
    expect(await change('tag', 'Pet', inFolder('a'))).toEqual({ pictures: 1, contents: 1, changed: 1, unreadable: 0 });
    expect(tagged()).toEqual([
      { name: 'Pet', path: 'a/cat.jpg' },
      { name: 'Pet', path: 'b/copy.jpg' },
    ]);
  });

  it('says how many carry it already and how many could never be read', async () => {
    await change('tag', 'Pet', inFolder('a'));
    expect(await change('tag', 'pet', all())).toEqual({ pictures: 4, contents: 2, changed: 1, unreadable: 1 });
    expect(await change('tag', 'PET', all())).toEqual({ pictures: 4, contents: 2, changed: 0, unreadable: 1 });
    expect(catalog.rows('SELECT name, key FROM tags')).toEqual([{ name: 'Pet', key: 'pet' }]);
  });

  it('is the same in any case and Unicode form, without blanks around it', async () => {
    await change('tag', '  E\u0301te\u0301 am  See ', inFolder('a'));
    expect(await change('tag', '\u00c9T\u00c9 AM  SEE', inFolder('a'))).toMatchObject({ changed: 0 });
    expect(catalog.rows('SELECT name, key FROM tags')).toEqual([
      { name: '\u00c9t\u00e9 am  See', key: '\u00e9t\u00e9 am  see' },
    ]);
  });

  it('needs a name', async () => {
    await expect(catalog.writer.changeTag('tag', ' \t', all())).rejects.toThrow('a tag needs a name');
    await expect(catalog.writer.tagScopes('', [scope])).rejects.toThrow('a tag needs a name');
    expect(catalog.rows('SELECT * FROM tags')).toEqual([]);
  });

  it('is there again with content that reappears', async () => {
    await change('tag', 'Pet', inFolder('a'));
    await catalog.writer.forgetRoot('/photos');
    const elsewhere = await catalog.place('/elsewhere');
    await catalog.run([{ scope: elsewhere, files: [{ ...cat, path: 'x.jpg' }] }]);
    expect(tagged()).toEqual([{ name: 'Pet', path: 'x.jpg' }]);
  });
});

describe('taking a tag off', () => {
  it('changes those that carry it', async () => {
    await change('tag', 'Pet', inFolder('a'));
    expect(await change('untag', 'pet', all())).toEqual({ pictures: 4, contents: 2, changed: 1, unreadable: 1 });
    expect(tagged()).toEqual([]);
    // A tag that nothing carries is suggested to nobody.
    expect(catalog.rows('SELECT * FROM tags')).toEqual([]);
  });

  it('that nothing carries changes nothing', async () => {
    expect(await change('untag', 'unknown', all())).toEqual({ pictures: 4, contents: 2, changed: 0, unreadable: 1 });
    expect(catalog.rows('SELECT * FROM operations')).toEqual([]);
  });
});

describe('chosen rows', () => {
  it('are tagged, each once, those that are there', async () => {
    const ids = catalog.rows('SELECT id FROM pictures ORDER BY path').map(({ id }) => id as number);
    const [, , , locked] = ids;
    const pictures = [ids[0]!, ids[1]!, ids[1]!, locked!, 4711];
    expect(await change('tag', 'Pet', { pictures })).toEqual({ pictures: 3, contents: 2, changed: 2, unreadable: 1 });
    expect(await change('untag', 'Pet', { pictures: [ids[0]!] })).toMatchObject({ pictures: 1, changed: 1 });
    expect(await change('tag', 'Pet', { pictures: [] })).toMatchObject({ pictures: 0, changed: 0 });
  });

  it('may be very many', async () => {
    const [row] = catalog.rows("SELECT id FROM pictures WHERE path = 'a/cat.jpg'");
    const pictures = Array.from({ length: 1_000_000 }, (_, at) => at + 1000).concat(row?.['id'] as number);
    expect(await change('tag', 'Pet', { pictures })).toMatchObject({ pictures: 1, changed: 1 });
  });
});

it('counts the present pictures of each tag, by name', async () => {
  await change('tag', 'trip', all());
  await change('tag', 'Pet', inFolder('a'));
  await change('tag', 'bird', inFolder('b'));
  await catalog.run([{ scope, files: [cat, copy] }]);
  expect(await catalog.reader.tags()).toEqual([
    { name: 'bird', pictures: 2 },
    { name: 'Pet', pictures: 2 },
    { name: 'trip', pictures: 2 },
  ]);
  await catalog.run([{ scope, files: [] }]);
  expect((await catalog.reader.tags())[0]).toEqual({ name: 'bird', pictures: 0 });
});

it('records what an operation really changed', async () => {
  await change('tag', 'Pet', inFolder('a'));
  await change('tag', 'pet', all());
  await change('tag', 'pet', all());
  await change('untag', 'Pet', all());
  expect(
    catalog.rows(`SELECT o.kind, o.tag, count(d.digest) AS contents, o.undone_at FROM operations o
      LEFT JOIN operation_digests d ON d.operation = o.id GROUP BY o.id`),
  ).toEqual([
    { kind: 'tag', tag: 'Pet', contents: 1, undone_at: null },
    { kind: 'tag', tag: 'Pet', contents: 1, undone_at: null },
    { kind: 'untag', tag: 'Pet', contents: 2, undone_at: null },
  ]);
});

describe('the tag of a run', () => {
  it('goes on all present pictures of its scopes, and only of them', async () => {
    await catalog.run([{ scope, files: [copy, bird] }]);
    const b = await catalog.place('/photos/b');
    expect(await catalog.writer.tagScopes('Trip', [b, b])).toMatchObject({
      pictures: 2,
      contents: 2,
      changed: 2,
      unreadable: 0,
    });
    const file = { ...scope, part: { kind: 'files', files: ['b/bird.jpg', 'a/cat.jpg'] } } as const;
    expect(await catalog.writer.tagScopes('Wings', [file])).toMatchObject({ pictures: 1, changed: 1 });
    expect(tagged().filter((row) => (row as { name: string }).name === 'Wings')).toEqual([
      { name: 'Wings', path: 'b/bird.jpg' },
    ]);
  });
});
