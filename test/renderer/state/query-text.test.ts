import { describe, expect, it } from 'vitest';
import {
  asksForClasses,
  queryOfClass,
  queryOfFolder,
  queryOfTag,
  queryOfVolume,
  replaceName,
} from '../../../renderer/state/query-text.ts';

describe('queries that a click makes', () => {
  it('quote what needs it', () => {
    expect(queryOfTag('holiday')).toBe('tag:holiday');
    expect(queryOfVolume('1A2B-3C4D')).toBe('volume:1A2B-3C4D');
    expect(queryOfTag('to print')).toBe('tag:"to print"');
    expect(queryOfClass('golden retriever')).toBe('"golden retriever"');
    expect(queryOfFolder('/home/you/My Pictures')).toBe('folder:"/home/you/My Pictures"');
    expect(queryOfFolder(String.raw`C:\Users\you\2025`)).toBe(String.raw`folder:C:\Users\you\2025`);
  });
});

describe('a name that the model does not know', () => {
  it.each([
    ['giraffe', 'giraffe', 'ox', 'ox'],
    ['Giraffe tag:zoo', 'giraffe', 'water buffalo', '"water buffalo" tag:zoo'],
    ['tag:zoo "polar  fox" score>=0.5', 'polar fox', 'ice bear', 'tag:zoo "ice bear" score>=0.5'],
    ['giraffes OR giraffe', 'giraffe', 'ox', 'giraffes OR ox'],
    ['c++ dog', 'c++', 'cat', 'cat dog'],
    ['dog', 'giraffe', '$& cat', '"$& cat"'],
  ])('in %s is replaced', (query, unknown, known, replaced) => {
    expect(replaceName(query, unknown, known)).toBe(replaced);
  });
});

describe('a query that finds nothing', () => {
  it.each([
    ['dog', true],
    ['class:dog', true],
    ['is:rejected dog', true],
    ['NOT (tag:a) "hot dog"', true],
    ['', false],
    ['is:rejected', false],
    ['tag:"my dog" score>=0.5', false],
    ['(folder:"/a dog/b" OR NOT is:failed) taken:2025', false],
  ])('%s: asks for classes: %s', (query, asks) => {
    expect(asksForClasses(query)).toBe(asks);
  });
});
