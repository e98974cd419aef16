import type { LabelData } from './label-data.ts';

/** A class, or a group above classes: a WordNet synset. */
export interface Concept {
  /** Synset id: `n02084071`. */
  readonly id: string;
  /** What a person reads: the label of a class, the first lemma of a group. */
  readonly name: string;
  readonly lemmas: readonly string[];
  /** Null for a group. */
  readonly classIndex: number | null;
  /** Directly above, in WordNet's order; several where it is more than one kind of thing. */
  readonly parents: readonly Concept[];
  /** Directly below. */
  readonly children: readonly Concept[];
  /** Class indices at or below it, ascending, each once. */
  readonly classes: readonly number[];
}

interface UnfinishedConcept extends Concept {
  readonly parents: UnfinishedConcept[];
  readonly children: UnfinishedConcept[];
  readonly classes: number[];
}

/** The concepts of a label set, linked both ways, by id. Throws where the data contradicts itself. */
export function linkConcepts(data: LabelData): ReadonlyMap<string, Concept> {
  const classIndexes = new Map(data.classes.map(({ synset }, index) => [synset, index]));
  if (classIndexes.size !== data.classes.length) throw new Error('two classes have one synset');
  const concepts = new Map<string, UnfinishedConcept>();
  for (const [id, lemmas] of data.synsets) {
    const classIndex = classIndexes.get(id) ?? null;
    const name = (classIndex === null ? lemmas[0] : data.classes[classIndex]?.label) ?? id;
    concepts.set(id, { id, name, lemmas, classIndex, parents: [], children: [], classes: [] });
  }
  const conceptOf = (id: string): UnfinishedConcept => {
    const concept = concepts.get(id);
    if (concept === undefined) throw new Error(`the synset ${id} is named and not described`);
    return concept;
  };
  for (const [id, , parents] of data.synsets) {
    const concept = conceptOf(id);
    for (const parent of parents.map(conceptOf)) {
      concept.parents.push(parent);
      parent.children.push(concept);
    }
  }
  for (const [index, { synset }] of data.classes.entries()) {
    const concept = conceptOf(synset);
    for (const above of [concept, ...conceptsAbove(concept)]) above.classes.push(index);
  }
  return concepts;
}

/** Every concept above one, each once, the nearest first. */
export function conceptsAbove<Node extends { readonly parents: readonly Node[] }>(concept: Node): readonly Node[] {
  const above = new Set(concept.parents);
  // A set yields what is added to it while it is walked.
  for (const { parents } of above) for (const parent of parents) above.add(parent);
  return [...above];
}
