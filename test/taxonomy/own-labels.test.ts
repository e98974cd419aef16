import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LabelData } from '../../main/taxonomy/label-data.ts';
import { numberedLabels, ownLabels } from '../../main/taxonomy/own-labels.ts';
import { createTaxonomy, readLabelData } from '../../main/taxonomy/taxonomy.ts';

const file = path.join(import.meta.dirname, '../../assets/taxonomy/imagenet-1k.json');
const DOG = 'n02084071';
const HEN = 'n01514859';
const UNKNOWN = 'n99999999';

let wordnet: LabelData;
beforeAll(async () => {
  wordnet = await readLabelData(file);
});
const given = (...labels: readonly (readonly [string, string?])[]) =>
  labels.map(([label, synset = null]) => ({ label, synset }));

describe('the label set of a model of one’s own', () => {
  it('puts classes with a synset below WordNet’s groups, a group of ImageNet’s too, and all others beside them', () => {
    const own = ownLabels(given(['Rex', DOG], ['Berta', HEN], ['my cup']), wordnet);
    expect(own).toMatchObject({ inHierarchy: 2, repeated: [], unknownSynsets: [] });
    const taxonomy = createTaxonomy(own.data);
    expect(taxonomy.classes.map(({ label }) => label)).toEqual(['Rex', 'Berta', 'my cup']);
    expect(taxonomy.classesNamed('animals')).toEqual([0, 1]);
    expect(taxonomy.classesNamed('domestic dog')).toEqual([0]);
    expect(taxonomy.classesNamed('rex')).toEqual([0]);
    expect(taxonomy.classesNamed('my cups')).toEqual([2]);
    expect(taxonomy.classesNamed('tench')).toBeNull();
    expect(taxonomy.tree()?.map(({ name, classes }) => [name, classes])).toContainEqual(['my cup', 1]);
  });

  it('has no groups where no synset is known, and says which are not', () => {
    const own = ownLabels(given(['thing', UNKNOWN], ['other']), wordnet);
    expect(own).toMatchObject({ inHierarchy: 0, unknownSynsets: [UNKNOWN] });
    expect(own.data.synsets).toHaveLength(2);
    expect(createTaxonomy(own.data).classesNamed('thing')).toEqual([0]);
  });

  it('tells classes of one label apart by their numbers, and finds them all by it', () => {
    const own = ownLabels(given(['crane'], ['dog'], ['Crane']), wordnet);
    expect(own.repeated).toEqual(['crane', 'Crane']);
    const taxonomy = createTaxonomy(own.data);
    expect(taxonomy.classes.map(({ label }) => label)).toEqual(['crane (class 0)', 'dog', 'Crane (class 2)']);
    expect(taxonomy.classesNamed('crane')).toEqual([0, 2]);
  });

  it('is called by its content', () => {
    const id = (...labels: readonly (readonly [string, string?])[]) => ownLabels(given(...labels), wordnet).data.id;
    expect(id(['a'], ['b'])).toMatch(/^own-[0-9a-f]{16}$/);
    expect(id(['a'], ['b'])).toBe(id(['a'], ['b']));
    expect(id(['a'], ['b'])).not.toBe(id(['b'], ['a']));
    expect(id(['a', DOG])).not.toBe(id(['a']));
  });

  it('has numbers where nobody gave labels', () => {
    const taxonomy = createTaxonomy(ownLabels(numberedLabels(3), wordnet).data);
    expect(taxonomy.classes.map(({ label }) => label)).toEqual(['class 0', 'class 1', 'class 2']);
  });
});
