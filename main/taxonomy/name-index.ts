import type { Concept } from './hierarchy.ts';
import { normalizeName, singularForms, squeezeName, type PluralExceptions } from './name.ts';

/** Whole names → what they name. */
export interface NameIndex {
  /**
   * Every concept of that name: lemma or synonym, in any case, singular or plural, all senses together. A name that
   * is itself a plural means both, as in WordNet (`glasses`: spectacles, and more than one glass). Empty where
   * nothing has it.
   */
  find(name: string): readonly Concept[];
  /** Each name as WordNet writes it, with everything it names. */
  readonly names: ReadonlyMap<string, readonly Concept[]>;
  /** Words of the longest name. */
  readonly longestName: number;
}

export function indexNames(concepts: Iterable<Concept>, exceptions: PluralExceptions): NameIndex {
  const names = new Map<string, Concept[]>();
  const byNormalized = new Map<string, Set<Concept>>();
  const bySqueezed = new Map<string, Set<Concept>>();
  let longestName = 1;
  for (const concept of concepts) {
    for (const name of new Set([concept.name, ...concept.lemmas])) {
      names.set(name, [...(names.get(name) ?? []), concept]);
      const normalized = normalizeName(name);
      addTo(byNormalized, normalized, concept);
      addTo(bySqueezed, squeezeName(name), concept);
      longestName = Math.max(longestName, normalized.split(' ').length);
    }
  }

  function find(name: string): readonly Concept[] {
    const normalized = normalizeName(name);
    const forms = [normalized, ...singularForms(normalized, exceptions)];
    const found = new Set(forms.flatMap((form) => [...(byNormalized.get(form) ?? [])]));
    if (found.size > 0) return [...found];
    return [...new Set(forms.flatMap((form) => [...(bySqueezed.get(squeezeName(form)) ?? [])]))];
  }

  return { find, names, longestName };
}

function addTo(index: Map<string, Set<Concept>>, name: string, concept: Concept): void {
  const concepts = index.get(name) ?? new Set();
  index.set(name, concepts.add(concept));
}

/** What a class or a group above classes is called. */
export interface ClassName {
  readonly name: string;
  /** Whether no class itself has this name. */
  readonly isGroup: boolean;
  /** How many classes the name stands for, at least one. */
  readonly classes: number;
}

/** Every name once, all its senses together. */
export function classNames({ names }: NameIndex): readonly ClassName[] {
  return [...names].map(([name, concepts]) => ({
    name,
    isGroup: concepts.every(({ classIndex }) => classIndex === null),
    classes: classesOf(concepts).length,
  }));
}

/** Class indices at or below any of the concepts, ascending, each once. */
export function classesOf(concepts: readonly Concept[]): readonly number[] {
  return [...new Set(concepts.flatMap(({ classes }) => classes))].sort((a, b) => a - b);
}
