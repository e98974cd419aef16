import { describe, expect, it } from 'vitest';
import { parseLabels } from '../../main/taxonomy/label-file.ts';

const DOG = 'n02084071';
const CAT = 'n02121620';
const plain = (...labels: readonly string[]) => ({
  ok: true,
  labels: labels.map((label) => ({ label, synset: null })),
});
const withSynsets = {
  ok: true,
  labels: [
    { label: 'my cat', synset: CAT },
    { label: 'my dog', synset: DOG },
  ],
};
const reason = (file: string, text: string): string => {
  const parsed = parseLabels(file, text);
  return parsed.ok ? 'no reason' : parsed.reason;
};

describe('labels as text', () => {
  it('are a line each, whatever ends it, in the order of the classes', () => {
    expect(parseLabels('labels.txt', 'cat\r\n dog, of some kind \nbird\n\n')).toEqual(
      plain('cat', 'dog, of some kind', 'bird'),
    );
    expect(parseLabels('labels', '\u{feff}cat\ndog')).toEqual(plain('cat', 'dog'));
  });

  it('are refused where a line in the middle is empty: every class after it would be called wrong', () => {
    expect(reason('labels.txt', 'cat\n\ndog\n')).toBe('has no label for class 1');
    expect(reason('labels.txt', '')).toBe('has no label for class 0');
  });

  it('are refused where they cannot be shown', () => {
    expect(reason('labels.txt', 'cat\ndo\u{1b}[31mg\n')).toBe('has a label that cannot be printed for class 1');
    expect(reason('labels.txt', `cat\n${'x'.repeat(201)}`)).toMatch(/more than 200 characters for class 1/);
  });
});

describe('labels as CSV', () => {
  it.each([
    ['labels', `my cat\nmy dog\n`, plain('my cat', 'my dog')],
    ['labels and synsets', `my cat,${CAT}\nmy dog,${DOG}\n`, withSynsets],
    ['indices, in any order', `1,my dog,${DOG}\n0,my cat,${CAT}\n`, withSynsets],
    ['headings, in any order and case', `Synset,Label,Index\n${DOG},my dog,1\n${CAT},my cat,0\n`, withSynsets],
    ['semicolons', `index;label\n0;my cat\n1;my dog\n`, plain('my cat', 'my dog')],
    ['quotes', `"cat, of some kind"\n"a ""dog"""\n`, plain('cat, of some kind', 'a "dog"')],
    ['a heading that says class over names', 'class\ncat\ndog\n', plain('cat', 'dog')],
    ['numbers for labels', '7\n8\n', plain('7', '8')],
  ])('understands %s', (_, text, expected) => {
    expect(parseLabels('LABELS.CSV', text)).toEqual(expected);
  });

  it('names what is wrong with the class it is about', () => {
    expect(reason('a.csv', '1,cat\n2,dog\n')).toMatch(/^numbers a class 2, but names only 2: indices are 0 to 1/);
    expect(reason('a.csv', '0,cat\n0,dog\n')).toBe('names class 0 twice');
    expect(reason('a.csv', 'index,label\n0,cat\nx,dog\n')).toMatch(/^has "x" for the index of its 2\. class/);
    expect(reason('a.csv', 'cat,dog7\n')).toMatch(/^has "dog7" for the synset of class 0/);
    expect(reason('a.csv', `cat,${CAT}\ndog,${CAT}\n`)).toBe(`gives two classes the synset ${CAT}`);
    expect(reason('a.csv', '"cat\n')).toMatch(/^is not CSV: /);
    expect(reason('a.csv', '')).toBe('is empty');
  });
});

describe('labels as JSON', () => {
  it.each([
    ['a list', ['my cat', 'my dog'], plain('my cat', 'my dog')],
    [
      'objects',
      [
        { label: 'my cat', synset: CAT },
        { label: 'my dog', synset: DOG },
      ],
      withSynsets,
    ],
    ['labels by index', { 1: 'my dog', 0: 'my cat' }, plain('my cat', 'my dog')],
    ['what Keras has by index', { 0: [CAT, 'my cat'], 1: [DOG, 'my dog'] }, withSynsets],
    ['indices by label', { 'my dog': 1, 'my cat': 0 }, plain('my cat', 'my dog')],
  ])('understands %s', (_, value, expected) => {
    expect(parseLabels('labels.json', JSON.stringify(value))).toEqual(expected);
  });

  it('refuses everything else', () => {
    expect(reason('a.json', '[')).toMatch(/^is not JSON: /);
    for (const value of [7, [1, 2], { a: 'b' }, { 0: 3.5 }]) {
      expect(reason('a.json', JSON.stringify(value))).toMatch(/^is neither a list of labels/);
    }
    expect(reason('a.json', '{"cat":0,"dog":0}')).toBe('names class 0 twice');
  });
});
