import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClassTree } from '../../main/taxonomy/class-tree.ts';
import { normalizeName } from '../../main/taxonomy/name.ts';
import { createTaxonomy, readTaxonomy, type Taxonomy } from '../../main/taxonomy/taxonomy.ts';

const directory = join(import.meta.dirname, '../../assets/taxonomy');
const sharedClasses = join(import.meta.dirname, '../../../shared/imagenet-1k/classes.tsv');

async function read(): Promise<Taxonomy> {
  const result = await readTaxonomy(directory, 'imagenet-1k');
  if (!result.ok) throw new Error(result.reason);
  return result.taxonomy;
}
const taxonomy = await read();

function labelsNamed(name: string): readonly string[] | null {
  return taxonomy.classesNamed(name)?.map((index) => taxonomy.label(index)) ?? null;
}

function leaves(tree: ClassTree): number[] {
  return [...(tree.classIndex === null ? [] : [tree.classIndex]), ...tree.children.flatMap(leaves)];
}

describe('labels', () => {
  it('are unique in any case and drawn from WordNet', () => {
    expect(taxonomy.classes).toHaveLength(1000);
    expect(new Set(taxonomy.classes.map(({ label }) => normalizeName(label))).size).toBe(1000);
    expect(taxonomy.label(281)).toBe('tabby');
    expect(taxonomy.classes[281]).toMatchObject({ synset: 'n02123045', synonyms: ['tabby', 'tabby cat'] });
  });

  it('tell apart the classes that share a first lemma', () => {
    expect([134, 517, 264, 474, 638, 639].map((index) => taxonomy.label(index))).toEqual([
      'crane (wading bird)',
      'crane (lifting device)',
      'Cardigan (corgi)',
      'cardigan (sweater)',
      'maillot (tights)',
      'maillot (swimsuit)',
    ]);
  });

  it('find their class when they are typed as a name', () => {
    for (const { index, label } of taxonomy.classes) expect(taxonomy.classesNamed(label)).toContain(index);
    expect(taxonomy.classesNamed('crane (wading bird)')).toEqual([134]);
  });

  it('throw for an index that is no class', () => {
    expect(() => taxonomy.label(1000)).toThrow(RangeError);
  });

  it.skipIf(!existsSync(sharedClasses))('agree with the published list, class by class', () => {
    const rows = readFileSync(sharedClasses, 'utf8').trim().split('\n').slice(1);
    const published = rows.map((row) => row.split('\t'));
    expect(taxonomy.classes.map(({ synset }) => synset)).toEqual(published.map((fields) => fields[1]));
    expect(taxonomy.classes.map(({ synonyms }) => synonyms.join(', '))).toEqual(published.map((fields) => fields[2]));
  });
});

describe('classesNamed', () => {
  it.each([
    ['dog', 118],
    ['cat', 13],
    ['bird', 59],
    ['animal', 398],
    ['vehicle', 67],
    ['fish', 16],
    ['snake', 17],
    ['insect', 27],
    ['fruit', 16],
    ['food', 48],
    ['furniture', 22],
    ['car', 12],
    ['boat', 6],
    ['musical instrument', 26],
    ['monkey', 13],
    ['bear', 4],
    ['reptile', 36],
    ['hot dog', 1],
    ['crane', 2],
    ['entity', 1000],
  ])('%s: %i classes', (name, count) => {
    expect(taxonomy.classesNamed(name)).toHaveLength(count);
  });

  it.each(['giraffe', 'deer', 'tree', 'retr', 'golden', 'dog cat', '', ' ', 'constructor', '__proto__'])(
    '%j: no class',
    (name) => {
      expect(taxonomy.classesNamed(name)).toBeNull();
    },
  );

  it('keeps hot dogs out of dog, and both cranes in crane', () => {
    const [hotDog] = taxonomy.classesNamed('hot dog') ?? [];
    expect(taxonomy.classesNamed('dog')).not.toContain(hotDog);
    expect(labelsNamed('crane')).toEqual(['crane (wading bird)', 'crane (lifting device)']);
  });

  it.each([
    ['dogs', 'dog'],
    ['Birds', 'bird'],
    ['geese', 'goose'],
    ['mice', 'mouse'],
    ['wolves', 'wolf'],
    ['oxen', 'ox'],
    ['buses', 'bus'],
    ['butterflies', 'butterfly'],
    ['GOLDEN RETRIEVERS', 'golden retriever'],
    ['timber wolves', 'timber wolf'],
    ['musical-instruments', 'musical instrument'],
    ['hotdogs', 'hot dog'],
    ['St. Bernards', 'Saint Bernard'],
    ['tee-shirt', 't shirt'],
    ['golden_retriever', 'golden retriever'],
  ])('%s is %s', (written, name) => {
    expect(taxonomy.classesNamed(name)).not.toBeNull();
    expect(taxonomy.classesNamed(written)).toEqual(taxonomy.classesNamed(name));
  });

  it('takes a plural that is a name of its own in both meanings', () => {
    expect(labelsNamed('glasses')).toEqual(['beer glass', 'goblet', 'sunglasses']);
  });

  it('knows how many words the longest name has', () => {
    const words = taxonomy.classes.flatMap(({ synonyms }) =>
      synonyms.map((name) => normalizeName(name).split(' ').length),
    );
    expect(taxonomy.longestName).toBeGreaterThanOrEqual(Math.max(...words));
    expect(taxonomy.longestName).toBeLessThan(10);
  });
});

describe('nearest', () => {
  it.each(['giraffe', 'Giraffes', 'deer'])('%s: the ruminants', async (name) => {
    const { by, found } = await taxonomy.nearest(name);
    expect(by).toBe('meaning');
    expect(found.map((group) => group.name)).toEqual(['ruminant']);
    expect(found[0]?.classes.map((index) => taxonomy.label(index))).toContain('impala');
  });

  it('tree: plants; puppies: dogs; children, by their irregular plural: persons', async () => {
    const groups = await Promise.all(['tree', 'puppies', 'children'].map((name) => taxonomy.nearest(name)));
    expect(groups.map(({ found }) => found[0]?.name)).toEqual(['vascular plant', 'dog', 'person']);
    expect(groups[1]?.found[0]?.classes).toHaveLength(118);
  });

  it('goes by spelling where WordNet has no such noun', async () => {
    const { by, found } = await taxonomy.nearest('goldenn retreiver');
    expect(by).toBe('spelling');
    expect(found[0]).toEqual({ name: 'golden retriever', classes: [207] });
  });

  it.each(['xyzzyx', '', '#n02084071', 'qqq\nzzz', 'WordNet nouns without a class'])(
    '%j: nothing is near',
    async (name) => {
      expect((await taxonomy.nearest(name)).found).toEqual([]);
    },
  );
});

describe('names', () => {
  it('are those of classes, synonyms and groups, each once', () => {
    const names = taxonomy.names();
    expect(new Set(names.map(({ name }) => name)).size).toBe(names.length);
    const named = (wanted: string) => names.find(({ name }) => name === wanted);
    expect(named('golden retriever')).toEqual({ name: 'golden retriever', isGroup: false, classes: 1 });
    expect(named('dog')).toEqual({ name: 'dog', isGroup: true, classes: 118 });
    for (const { name, classes } of names)
      expect(taxonomy.classesNamed(name)?.length, name).toBeGreaterThanOrEqual(classes);
  });
});

describe('tree', () => {
  it('holds every class once', () => {
    const [root, ...others] = taxonomy.tree() ?? [];
    expect(others).toEqual([]);
    expect(root).toMatchObject({ name: 'entity', classes: 1000 });
    const found = root === undefined ? [] : leaves(root);
    expect([...found].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, index) => index));
  });

  it.each(['dog', 'cat', 'animal', 'vehicle', 'food', 'crane', 'hot dogs', 'bird'])(
    'below %s holds the classes of that name, each sense on its own',
    (name) => {
      const found = new Set((taxonomy.tree(name) ?? []).flatMap(leaves));
      expect([...found].sort((a, b) => a - b)).toEqual(taxonomy.classesNamed(name));
    },
  );

  it('leaves out groups that say nothing, and sorts by name', () => {
    expect(taxonomy.tree('monkey')).toMatchObject([
      { name: 'monkey', classes: 13, children: [{ name: 'New World monkey' }, { name: 'Old World monkey' }] },
    ]);
    expect(taxonomy.tree('cat')?.map(({ name, classes }) => [name, classes])).toEqual([
      ['big cat', 6],
      ['cat', 7],
    ]);
  });

  it('of an unknown name is null', () => {
    expect(taxonomy.tree('giraffe')).toBeNull();
  });
});

describe('groupsAbove', () => {
  it('names every group of a class, the nearest first, through all its parents', () => {
    const groups = taxonomy.groupsAbove(207);
    expect(groups[0]).toBe('retriever');
    expect(groups).toEqual(expect.arrayContaining(['dog', 'canine', 'domestic animal', 'animal', 'entity']));
    expect(new Set(groups).size).toBe(groups.length);
  });
});

describe('createTaxonomy', () => {
  const part = { format: 1, id: 'x', source: 'x', pluralExceptions: [] } as const;
  const one = { synset: 'a', label: 'my cat', gloss: '' };

  it('takes a label set without groups', async () => {
    const flat = createTaxonomy({ ...part, classes: [one], synsets: [['a', ['my cat'], []]] });
    expect(flat.classesNamed('My Cats')).toEqual([0]);
    expect(flat.tree()).toMatchObject([{ name: 'my cat', classIndex: 0, classes: 1 }]);
    expect(await flat.nearest('giraffe')).toEqual({ by: 'spelling', found: [] });
  });

  it('prints what is below two senses of a name once, where one sense is below the other', () => {
    const nested = createTaxonomy({
      ...part,
      classes: [one],
      synsets: [
        ['a', ['my cat'], ['b']],
        ['b', ['pet'], ['c']],
        ['c', ['pet'], []],
      ],
    });
    expect(nested.tree('pet')).toMatchObject([{ synset: 'c', classes: 1 }]);
  });

  it('refuses data that contradicts itself', () => {
    expect(() => createTaxonomy({ ...part, classes: [one], synsets: [] })).toThrow('the synset a ');
    expect(() => createTaxonomy({ ...part, classes: [one, one], synsets: [['a', ['b'], []]] })).toThrow('one synset');
    expect(() => createTaxonomy({ ...part, classes: [one], synsets: [['a', ['b'], ['c']]] })).toThrow('the synset c ');
  });
});

describe('readTaxonomy', () => {
  it('says which file cannot be used and why', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'classifold-taxonomy-'));
    try {
      expect(await readTaxonomy(folder, 'none')).toMatchObject({ ok: false, file: join(folder, 'none.json') });
      writeFileSync(join(folder, 'bad.json'), '{"format":1}');
      const bad = await readTaxonomy(folder, 'bad');
      expect(bad).toMatchObject({ ok: false, file: join(folder, 'bad.json') });
      expect(bad.ok ? '' : bad.reason).toContain('classes');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
