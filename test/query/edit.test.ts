import { describe, expect, it } from 'vitest';
import { scoreOfAll, withLeastScore, withTerm } from '../../shared/query/edit.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { sixClasses } from './vocabulary.ts';

describe('a least score', () => {
  it.each([
    ['dog', '>=0.5', 'dog score>=0.5'],
    ['', '>=0.5', 'score>=0.5'],
    ['dog score>=0.3', '>=0.5', 'dog score>=0.5'],
    ['score > 0.3 dog tag:beach', '>=0.5', 'dog tag:beach score>=0.5'],
    ['dog score<0.9', '>=0.5', 'dog score<0.9 score>=0.5'],
    ['dog OR cat', '>=0.5', '(dog OR cat) score>=0.5'],
    ['(dog OR cat) score≥0.2', '>=0.5', '(dog OR cat) score>=0.5'],
    ['(dog score>=0.9) cat', '>=0.5', '(dog score>=0.9) cat score>=0.5'],
    ['dog NOT score>=0.9', '>=0.5', 'dog NOT score>=0.9 score>=0.5'],
    ['tag:"a  b" score>=0.1', '>=0.5', 'tag:"a  b" score>=0.5'],
    ['dog score>=0.3', null, 'dog'],
    ['(dog OR cat) score>=0.3', null, '(dog OR cat)'],
    ['dog  OR  cat', null, 'dog  OR  cat'],
    ['dog model:lite0', '>=0.5', 'dog model:lite0 score>=0.5'],
  ])('of %s set to %s is %s', (text, least, expected) => {
    expect(withLeastScore(text, least)).toBe(expected);
    expect(parseQuery(expected, sixClasses).ok).toBe(true);
  });

  it('is read from what governs all words', () => {
    const least = (text: string) => scoreOfAll(text)?.from?.value ?? null;
    expect(least('dog score>=0.3')).toBe(0.3);
    expect(least('dog score>=0.3 score>=0.4')).toBe(0.4);
    expect(least('(dog score>=0.3) cat')).toBeNull();
    expect(least('dog score>=0.3 OR cat')).toBeNull();
    expect(least('dog NOT score>=0.3')).toBeNull();
    expect(least('dog "')).toBeNull();
    expect(scoreOfAll('dog score<0.5')).toEqual({ from: null, to: { value: 0.5, inclusive: false } });
  });
});

it.each([
  ['', '"hot dog"', '"hot dog"'],
  ['dog', 'cat', 'dog AND cat'],
  ['dog OR cat', 'tag:beach', '(dog OR cat) AND tag:beach'],
  ['(dog OR cat) score>=0.5', 'taken:2025', '(dog OR cat) score>=0.5 AND taken:2025'],
])('%s narrowed by %s is %s', (text, term, expected) => {
  expect(withTerm(text, term)).toBe(expected);
  expect(parseQuery(expected, sixClasses).ok).toBe(true);
});
