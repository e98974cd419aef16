import { describe, expect, it } from 'vitest';
import { MAX_QUERY_DEPTH, MAX_QUERY_LENGTH, MAX_QUERY_TERMS, parseQuery } from '../../shared/query/parse.ts';
import type { ParsedQuery, Query } from '../../shared/query/query.ts';
import { withoutPlaces } from './places.ts';
import { sixClasses } from './vocabulary.ts';

function parse(text: string): ParsedQuery {
  return parseQuery(text, sixClasses);
}

/** The tree of a query that must be right, without places. */
function tree(text: string): unknown {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  return withoutPlaces(parsed.query);
}

/** Kind and marked text of the error of a query that must be wrong. */
function errorOf(text: string): readonly [string, string] {
  const parsed = parse(text);
  if (parsed.ok) throw new Error(`${text} was read`);
  const { kind, place, message } = parsed.error;
  expect(message).toMatch(/^[A-Zfmrt].*\.$/su);
  return [kind, text.slice(place.start, place.end)];
}

const word = (name: string, classes: readonly number[], more: object = {}): unknown => ({
  kind: 'classes',
  name,
  classes,
  score: null,
  anyRank: false,
  ...more,
});
const dog = word('dog', [0, 1]);
const cat = word('cat', [2]);
const bird = word('bird', [3]);
const beach = { kind: 'tag', name: 'beach' };
const atLeast = (value: number): object => ({ from: { value, inclusive: true }, to: null });

describe('words', () => {
  it('reads no text as everything', () => {
    expect(tree('')).toEqual({ kind: 'all' });
    expect(tree(' \t\n ')).toEqual({ kind: 'all' });
  });

  it('reads a name with the classes below it, in any case', () => {
    expect(tree('dog')).toEqual(dog);
    expect(tree('DOG')).toEqual(word('DOG', [0, 1]));
    expect(tree('class:dog')).toEqual(dog);
  });

  it('takes the longest run of words that is a whole name for one name', () => {
    expect(tree('golden retriever')).toEqual(word('golden retriever', [0]));
    expect(tree('golden   retriever dog')).toEqual({ kind: 'and', terms: [word('golden retriever', [0]), dog] });
    expect(tree('dog golden retriever')).toEqual({ kind: 'and', terms: [dog, word('golden retriever', [0])] });
    expect(tree('black and tan')).toEqual(word('black and tan', [1]));
    expect(tree('NOT golden retriever')).toEqual({ kind: 'not', term: word('golden retriever', [0]) });
  });

  it('takes words that make no name together one by one', () => {
    expect(tree('cat bird')).toEqual({ kind: 'and', terms: [cat, bird] });
    expect(tree('golden AND retriever')).toEqual({
      kind: 'and',
      terms: [word('golden', []), word('retriever', [0])],
    });
  });

  it('reads a quoted phrase as one name', () => {
    expect(tree('"hot dog"')).toEqual(word('hot dog', [5]));
    expect(tree('"golden" "retriever"')).toEqual({
      kind: 'and',
      terms: [word('golden', []), word('retriever', [0])],
    });
    expect(tree('class:"hot  dog"')).toEqual(word('hot dog', [5]));
  });

  it('keeps a name the model has no class for in the tree, and lists it once', () => {
    const parsed = parse('giraffe OR (giraffe "zebra finch")');
    expect(parsed).toMatchObject({ ok: true, unknownNames: ['giraffe', 'zebra finch'] });
    expect(tree('giraffe')).toEqual(word('giraffe', []));
  });

  it('knows the place of a term', () => {
    const parsed = parse('  golden   retriever tag:x');
    const terms = parsed.ok && parsed.query.kind === 'and' ? parsed.query.terms : [];
    expect(terms.map((term) => 'place' in term && term.place)).toEqual([
      { start: 2, end: 20 },
      { start: 21, end: 26 },
    ]);
  });
});

describe('operators', () => {
  it('binds NOT before AND before OR', () => {
    const andNot = { kind: 'and', terms: [dog, { kind: 'not', term: beach }] };
    expect(tree('dog NOT tag:beach OR cat')).toEqual({ kind: 'or', terms: [andNot, cat] });
    expect(tree('dog AND NOT tag:beach OR cat')).toEqual({ kind: 'or', terms: [andNot, cat] });
    expect(tree('dog (cat OR bird)')).toEqual({ kind: 'and', terms: [dog, { kind: 'or', terms: [cat, bird] }] });
  });

  it('makes one group of equal groups inside one another', () => {
    expect(tree('(dog AND (tag:beach cat))')).toEqual({ kind: 'and', terms: [dog, beach, cat] });
    expect(tree('dog OR (cat OR bird)')).toEqual({ kind: 'or', terms: [dog, cat, bird] });
  });

  it('says how operators are written when they come in lower case', () => {
    expect(errorOf('dog or cat')).toEqual(['lower-case-operator', 'or']);
    expect(errorOf('not dog')).toEqual(['lower-case-operator', 'not']);
    expect(tree('"or"')).toEqual(word('or', []));
  });

  it.each([
    ['dog AND', 'missing-term', 'AND'],
    ['OR dog', 'missing-term', 'OR'],
    ['dog OR', 'missing-term', 'OR'],
    ['dog OR OR cat', 'missing-term', 'OR'],
    ['AND dog', 'missing-term', 'AND'],
    ['dog AND AND cat', 'missing-term', 'AND'],
    ['NOT', 'missing-term', 'NOT'],
    ['dog NOT', 'missing-term', 'NOT'],
    ['()', 'missing-term', ')'],
    ['(dog OR)', 'missing-term', ')'],
    ['(dog', 'unclosed-parenthesis', '('],
    ['dog (cat (bird)', 'unclosed-parenthesis', '('],
    ['dog) cat', 'unopened-parenthesis', ')'],
    ['dog "cat', 'unclosed-quote', '"cat'],
    ['tag:"cat', 'unclosed-quote', '"cat'],
    ['""', 'missing-value', '""'],
  ])('says what is wrong with %s', (text, kind, marked) => {
    expect(errorOf(text)).toEqual([kind, marked]);
  });
});

describe('fields', () => {
  it('reads plain and quoted values, backslashes and quotes as they are', () => {
    expect(tree('tag:beach')).toEqual(beach);
    expect(tree('TAG:"two words"')).toEqual({ kind: 'tag', name: 'two words' });
    expect(tree('tag:"say ""hi"""')).toEqual({ kind: 'tag', name: 'say "hi"' });
    expect(tree(String.raw`name:a\b*.jpg`)).toEqual({ kind: 'name', pattern: String.raw`a\b*.jpg` });
    expect(tree('folder:"2025 (summer)"')).toEqual({ kind: 'folder', pattern: '2025 (summer)' });
    expect(tree('folder:/media/card/DCIM')).toEqual({ kind: 'folder-at', path: '/media/card/DCIM' });
    expect(tree('folder:"/my photos/"')).toEqual({ kind: 'folder-at', path: '/my photos' });
    expect(tree('folder:"/last blank "')).toEqual({ kind: 'folder-at', path: '/last blank ' });
    expect(tree('folder://')).toEqual({ kind: 'folder-at', path: '/' });
    expect(tree(String.raw`folder:C:\Photos\2025\ `)).toEqual({ kind: 'folder-at', path: String.raw`C:\Photos\2025` });
    expect(tree('folder:D:/')).toEqual({ kind: 'folder-at', path: 'D:/' });
    expect(tree(String.raw`folder:\\server\share`)).toEqual({ kind: 'folder-at', path: String.raw`\\server\share` });
    expect(tree('volume:1A2B-3C4D')).toEqual({ kind: 'volume', volume: '1A2B-3C4D' });
    expect(tree('tag:10:30')).toEqual({ kind: 'tag', name: '10:30' });
  });

  it.each(['failed', 'unclassified', 'untagged', 'uncertain', 'rejected', 'offline', 'vanished'])(
    'reads is:%s',
    (state) => {
      expect(tree(`is:${state}`)).toEqual({ kind: 'is', state });
      expect(tree(`is:${state.toUpperCase()}`)).toEqual({ kind: 'is', state });
    },
  );

  it.each([
    ['taken:2025', '2025', '2025'],
    ['taken:2025-06..2025-08', '2025-06', '2025-08'],
    ['taken:2025-06..', '2025-06', null],
    ['taken:..2025-06-15', null, '2025-06-15'],
    ['taken:2024-02-29T12:30..2024-02-29', '2024-02-29T12:30', '2024-02-29'],
  ])('reads %s', (text, from, to) => {
    expect(tree(text)).toEqual({ kind: 'taken', from, to });
  });

  it.each([
    ['is:foo', 'unknown-state', 'is:foo'],
    ['date:2025', 'unknown-field', 'date:'],
    ['dog tag: beach', 'missing-value', 'tag:'],
    ['tag:""', 'missing-value', 'tag:'],
    ['taken:2025-13', 'bad-date', 'taken:2025-13'],
    ['taken:2025-02-29', 'bad-date', 'taken:2025-02-29'],
    ['taken:25', 'bad-date', 'taken:25'],
    ['taken:..', 'bad-date', 'taken:..'],
    ['taken:2025-06-15T24', 'bad-date', 'taken:2025-06-15T24'],
    ['taken:2025..2024', 'bad-date', 'taken:2025..2024'],
    ['folder:a/b', 'bad-folder', 'folder:a/b'],
    ['rank:2', 'bad-rank', 'rank:2'],
    ['rank:any', 'nothing-to-widen', 'rank:any'],
    ['tag:x rank:any', 'nothing-to-widen', 'rank:any'],
    ['score>=0,5', 'bad-score', 'score>=0,5'],
    ['score>=50', 'bad-score', 'score>=50'],
    ['score>=', 'bad-score', 'score>='],
    ['score=0.5', 'bad-score', 'score=0.5'],
    ['score:0.5', 'bad-score', 'score:0.5'],
    ['dog OR cat model:b0', 'misplaced-model', 'model:b0'],
    ['NOT model:b0', 'misplaced-model', 'model:b0'],
    ['dog (cat model:b0)', 'misplaced-model', 'model:b0'],
    ['model:a model:b', 'misplaced-model', 'model:b'],
  ])('says what is wrong with %s', (text, kind, marked) => {
    expect(errorOf(text)).toEqual([kind, marked]);
  });

  it('names the way out', () => {
    const message = (text: string): string => {
      const parsed = parse(text);
      return parsed.ok ? '' : parsed.error.message;
    };
    expect(message('is:foo')).toContain('is:unclassified');
    expect(message('folder:"a b/c"')).toContain('folder:"a b" folder:c');
    expect(message('taken:2025..2024')).toContain('taken:2024..2025');
    expect(message('date:1')).toContain('taken:');
  });

  it('reads a model for the whole query', () => {
    expect(parse('(dog OR cat) model:"My B0"')).toMatchObject({ ok: true, model: 'My B0', query: { kind: 'or' } });
    expect(parse('model:b0')).toMatchObject({ ok: true, model: 'b0', query: { kind: 'all' } });
  });
});

describe('score and rank', () => {
  it('governs the words beside it, inside groups and NOT too', () => {
    const confident = word('dog', [0, 1], { score: atLeast(0.5) });
    expect(tree('dog score>=0.5')).toEqual(confident);
    expect(tree('score >= .5 dog')).toEqual(confident);
    expect(tree('dog score≥0.5')).toEqual(confident);
    expect(tree('(dog OR cat) score>=0.5')).toEqual({
      kind: 'or',
      terms: [confident, word('cat', [2], { score: atLeast(0.5) })],
    });
    expect(tree('cat NOT dog score>=0.5')).toEqual({
      kind: 'and',
      terms: [word('cat', [2], { score: atLeast(0.5) }), { kind: 'not', term: confident }],
    });
  });

  it('leaves words outside of its group alone, and those that have their own', () => {
    const confident = word('dog', [0, 1], { score: atLeast(0.9) });
    expect(tree('dog score>=0.9 OR cat')).toEqual({ kind: 'or', terms: [confident, cat] });
    expect(tree('(dog score>=0.9) cat')).toEqual({ kind: 'and', terms: [confident, cat] });
    expect(tree('(dog score>=0.9) cat score>=0.5')).toEqual({
      kind: 'and',
      terms: [confident, word('cat', [2], { score: atLeast(0.5) })],
    });
  });

  it('joins several signs to one range', () => {
    const range = { from: { value: 0.2, inclusive: false }, to: { value: 0.5, inclusive: true } };
    expect(tree('dog score>0.2 score<=0.5 score<0.7')).toEqual(word('dog', [0, 1], { score: range }));
    expect(tree('dog score>0.2 score>=0.2')).toEqual(
      word('dog', [0, 1], { score: { from: { value: 0.2, inclusive: false }, to: null } }),
    );
  });

  it('is a term of its own where no word must be shown', () => {
    const own = { kind: 'score', range: atLeast(0.5) };
    expect(tree('score>=0.5')).toEqual(own);
    expect(tree('tag:beach score>=0.5')).toEqual({ kind: 'and', terms: [beach, own] });
    expect(tree('NOT dog score>=0.5')).toEqual({
      kind: 'and',
      terms: [{ kind: 'not', term: word('dog', [0, 1], { score: atLeast(0.5) }) }, own],
    });
    expect(tree('NOT score>=0.5')).toEqual({ kind: 'not', term: own });
  });

  it('widens words to all ranks', () => {
    expect(tree('(dog OR cat) rank:any')).toEqual({
      kind: 'or',
      terms: [word('dog', [0, 1], { anyRank: true }), word('cat', [2], { anyRank: true })],
    });
    expect(tree('NOT dog RANK:Any')).toEqual({ kind: 'not', term: word('dog', [0, 1], { anyRank: true }) });
  });
});

describe('bounds', () => {
  const depthOf = (query: Query): number => (query.kind === 'not' ? 1 + depthOf(query.term) : 0);

  it('reads as deep as it promises and refuses deeper', () => {
    const parsed = parse(`${'NOT '.repeat(MAX_QUERY_DEPTH)}dog`);
    expect(parsed.ok && depthOf(parsed.query)).toBe(MAX_QUERY_DEPTH);
    expect(errorOf(`${'NOT '.repeat(MAX_QUERY_DEPTH + 1)}dog`)[0]).toBe('too-deep');
    expect(errorOf('('.repeat(MAX_QUERY_LENGTH))[0]).toBe('too-deep');
    expect(tree(`${'('.repeat(MAX_QUERY_DEPTH)}dog${')'.repeat(MAX_QUERY_DEPTH)}`)).toEqual(dog);
  });

  it('refuses too long a text and too many terms', () => {
    expect(errorOf('x'.repeat(MAX_QUERY_LENGTH + 1))[0]).toBe('too-long');
    expect(parse('x '.repeat(MAX_QUERY_TERMS)).ok).toBe(true);
    expect(errorOf('x '.repeat(MAX_QUERY_TERMS + 1))[0]).toBe('too-many-terms');
  });
});
