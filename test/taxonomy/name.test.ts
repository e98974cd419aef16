import { describe, expect, it } from 'vitest';
import { normalizeName, singularForms, squeezeName } from '../../main/taxonomy/name.ts';

describe('normalizeName', () => {
  it.each([
    ['Golden_Retriever', 'golden retriever'],
    ['  hot   dog ', 'hot dog'],
    ['flat-coated retriever', 'flat coated retriever'],
    ['consommé', 'consomme'],
    ['jack-o’-lantern', "jack o' lantern"],
  ])('%j is %j', (name, normalized) => {
    expect(normalizeName(name)).toBe(normalized);
  });
});

describe('squeezeName', () => {
  it('leaves letters and digits only', () => {
    expect(squeezeName('St. Bernard')).toBe('stbernard');
    expect(squeezeName("yellow lady's slipper")).toBe('yellowladysslipper');
  });
});

describe('singularForms', () => {
  const exceptions = new Map([
    ['wolves', ['wolf']],
    ['mice', ['mouse']],
    ['axes', ['ax', 'axis']],
  ]);
  it.each([
    ['dogs', ['dog']],
    ['buses', ['buse', 'bus']],
    ['boxes', ['boxe', 'box']],
    ['benches', ['benche', 'bench']],
    ['brushes', ['brushe', 'brush']],
    ['puppies', ['puppie', 'puppy']],
    ['firemen', ['fireman']],
    ['mice', ['mouse']],
    ['axes', ['ax', 'axis']],
    ['cupsful', ['cupful']],
    ['dog', []],
    ['boss', []],
    ['as', []],
  ])('%j may stand for %j', (plural, singulars) => {
    expect(singularForms(plural, exceptions)).toEqual(singulars);
  });

  it('takes several words as a whole, then one by one', () => {
    expect(singularForms('timber wolves', exceptions)).toEqual(['timber wolve', 'timber wolf']);
    expect(singularForms('points of interest', exceptions)).toEqual(['point of interest']);
  });

  it('does not multiply the forms of an endless phrase', () => {
    const phrase = Array.from({ length: 60 }, () => 'axes').join(' ');
    expect(singularForms(phrase, exceptions).length).toBeLessThan(10);
  });
});
