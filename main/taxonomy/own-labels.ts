import { createHash } from 'node:crypto';
import type { LabelData } from './label-data.ts';
import type { GivenLabel } from './label-file.ts';

/** The label set of a person's own model, and what is to be said of it. */
export interface OwnLabels {
  readonly data: LabelData;
  /** Labels that several classes had, and that say now which class is meant. */
  readonly repeated: readonly string[];
  /** How many classes WordNet's groups find. */
  readonly inHierarchy: number;
  /** Synsets that were given, and that are no part of WordNet as far as it comes along. */
  readonly unknownSynsets: readonly string[];
}

/**
 * Makes the label set of labels that a person gave. Classes with a synset that `wordnet` has come with its synonyms and
 * hang below its groups; all others stand beside each other. Its id follows from its content, so that two models with the
 * same labels have one label set, and a changed one is another.
 */
export function ownLabels(labels: readonly GivenLabel[], wordnet: LabelData): OwnLabels {
  const described = new Map(wordnet.synsets.map((synset) => [synset[0], synset]));
  const glosses = new Map(wordnet.classes.map(({ synset, gloss }) => [synset, gloss]));
  const names = distinctNames(labels.map(({ label }) => label));
  const classes = labels.map(({ synset }, index) => {
    const label = names[index]!;
    // A label of its own is its own concept: equal in two models where the labels are.
    const concept = synset !== null && described.has(synset) ? synset : `label:${label.toLowerCase()}`;
    return { synset: concept, label, gloss: glosses.get(concept) ?? '' };
  });
  const known = classes.map(({ synset }) => described.get(synset)).filter((synset) => synset !== undefined);
  const above = new Map(known.map((synset) => [synset[0], synset]));
  // A map yields what is added to it while it is walked.
  for (const [, , parents] of above.values()) {
    for (const parent of parents) above.set(parent, described.get(parent)!);
  }
  const flat = classes
    .map(({ synset, label }, index) => [synset, [...new Set([label, labels[index]!.label])], []] as const)
    .filter(([id]) => !described.has(id));
  const source = known.length === 0 ? 'given with the model' : `given with the model; ${wordnet.source}`;
  const content = {
    source,
    classes,
    synsets: [...above.values(), ...flat],
    pluralExceptions: wordnet.pluralExceptions,
  };
  const id = `own-${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16)}`;
  return {
    data: { format: 1, id, ...content },
    repeated: [...new Set(labels.map(({ label }) => label).filter((label, index) => label !== names[index]))],
    inHierarchy: known.length,
    unknownSynsets: labels.flatMap(({ synset }) => (synset !== null && !described.has(synset) ? [synset] : [])),
  };
}

/** `class 0`, `class 1`…, for a model whose labels nobody has given. */
export function numberedLabels(classes: number): readonly GivenLabel[] {
  return Array.from({ length: classes }, (_, index) => ({ label: `class ${index}`, synset: null }));
}

/** Labels by class, each once in any case: `crane` twice becomes `crane (class 134)` and `crane (class 517)`. */
function distinctNames(labels: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label.toLowerCase(), (counts.get(label.toLowerCase()) ?? 0) + 1);
  return labels.map((label, index) => (counts.get(label.toLowerCase()) === 1 ? label : `${label} (class ${index})`));
}
