import { describe, expect, it } from 'vitest';
import { suggest, takeSuggestion, type KnownNames } from '../../shared/query/suggest.ts';

const one = (name: string) => ({ name, isGroup: false, classes: 1 });
const group = (name: string, classes: number) => ({ name, isGroup: true, classes });
const KNOWN: KnownNames = {
  classes: [
    one('hot dog'),
    group('dog', 118),
    one('dogsled'),
    one('bulldog'),
    one('golden retriever'),
    group('retriever', 6),
    one('or'),
    one('tabby'),
  ],
  found: new Map([
    ['dog', 7],
    ['hot dog', 2],
  ]),
  foundBefore: null,
  tags: [
    { name: 'dogs at the sea', pictures: 3 },
    { name: 'Été', pictures: 2 },
    { name: 'table', pictures: 1 },
  ],
  folders: [{ name: 'dogs', path: '/photos/my dogs', pictures: 12 }],
};

/** `|` is the caret. */
function suggested(marked: string) {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  return suggest(text, caret, KNOWN).map((suggestion) => {
    const taken = takeSuggestion(text, suggestion);
    return `${taken.text.slice(0, taken.caret)}|${taken.text.slice(taken.caret)}`;
  });
}

describe('suggest', () => {
  it('ranks a beginning before a later word before the middle of a word, the shorter first, by kind', () => {
    const told = suggest('do', 2, KNOWN).map(({ kind, label, classes, pictures }) => [kind, label, classes, pictures]);
    expect(told).toEqual([
      ['class', 'dogsled', null, 0],
      ['class', 'hot dog', null, 2],
      ['class', 'bulldog', null, 0],
      ['group', 'dog', 118, 7],
      ['tag', 'dogs at the sea', null, 3],
      ['folder', 'dogs', null, 12],
    ]);
    // Before they are counted.
    expect(suggest('hot', 3, { ...KNOWN, found: null })[0]).toMatchObject({ label: 'hot dog', pictures: null });
  });

  it('puts what is found before what is not where both are as near, and groups first where no class is found', () => {
    const classes = [one('ant'), one('antelope'), one('giant panda'), group('animal', 398), group('anuran', 3)];
    const labels = (found: KnownNames['found']) =>
      suggest('an', 2, { classes, found: null, foundBefore: found, tags: [], folders: [] }).map(({ label }) => label);
    expect(labels(null)).toEqual(['ant', 'antelope', 'giant panda', 'animal', 'anuran']);
    expect(labels(new Map([['antelope', 1]]))).toEqual(['antelope', 'ant', 'giant panda', 'animal', 'anuran']);
    expect(labels(new Map([['anuran', 1]]))).toEqual(['anuran', 'animal', 'ant', 'antelope', 'giant panda']);
    expect(labels(new Map())).toEqual(labels(null));
  });

  it.each([
    ['golden r|', ['"golden retriever"|']],
    ['cat golden r| tag:x', ['cat "golden retriever"| tag:x']],
    ['"golden r|', ['"golden retriever"|']],
    ['"golden r|" OR cat', ['"golden retriever"| OR cat']],
    ['NOT (gol|den)', ['NOT ("golden retriever"|)']],
    ['class:ret|', ['class:"golden retriever"|', 'class:retriever|']],
    ['cat OR retr|', ['cat OR "golden retriever"|', 'cat OR retriever|']],
    ['tag:do| cat', ['tag:"dogs at the sea"| cat']],
    ['tag:"dogs a|', ['tag:"dogs at the sea"|']],
    ['tag:e\u0301|', ['tag:Été|']],
    ['folder:|', ['folder:"/photos/my dogs"|']],
    ['ta|', ['tabby|', 'tag:table|', 'tag:|', 'taken:|']],
    ['untag|', ['is:untagged|']],
    ['is:un|', ['is:unclassified|', 'is:untagged|', 'is:uncertain|', 'is:unreviewed|']],
    ['or|', ['"or"|']],
  ])('%s → %j', (marked, taken) => {
    expect(suggested(marked)).toEqual(taken);
  });

  it.each(['|', 'dog |', '"hot dog"|', 'hot do"|', 'taken:20|', 'nonsense:do|', 'tag:table|', 'cat OR|', 'xyzzy|'])(
    '%s: nothing',
    (marked) => {
      expect(suggested(marked)).toEqual([]);
    },
  );
});
