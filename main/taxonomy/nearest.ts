import { distance } from 'fastest-levenshtein';
import type { Concept } from './hierarchy.ts';
import { classesOf, type NameIndex } from './name-index.ts';
import { normalizeName, singularForms, type PluralExceptions } from './name.ts';
import type { UncoveredNouns } from './uncovered-nouns.ts';

/** A name with the classes it stands for. */
interface NamedClasses {
  readonly name: string;
  /** Class indices, ascending, at least one. */
  readonly classes: readonly number[];
}

/** What a model has in place of a name it has no class for, the nearest first; `found` may be empty. */
export interface NearestClasses {
  /** By meaning: groups that WordNet puts the name under. By spelling: names a person may have meant. */
  readonly by: 'meaning' | 'spelling';
  readonly found: readonly NamedClasses[];
}

/** Of groups that are equally near in meaning the one with fewer classes says more, and comes first. */
export async function nearestByMeaning(
  name: string,
  concepts: ReadonlyMap<string, Concept>,
  nouns: UncoveredNouns,
  exceptions: PluralExceptions,
): Promise<readonly NamedClasses[]> {
  const normalized = normalizeName(name);
  for (const form of [normalized, ...singularForms(normalized, exceptions)]) {
    const found = (await nouns(form)).flatMap((id) => concepts.get(id) ?? []);
    if (found.length > 0) {
      return found
        .map((concept): NamedClasses => ({ name: concept.name, classes: concept.classes }))
        .sort((a, b) => a.classes.length - b.classes.length);
    }
  }
  return [];
}

/** Names within one edit for every three letters, the fewest edits first; at most `limit`. */
export function nearestBySpelling(name: string, index: NameIndex, limit: number): readonly NamedClasses[] {
  const wanted = normalizeName(name);
  return [...index.names]
    .map(([written, concepts]) => ({ written, concepts, edits: distance(wanted, normalizeName(written)) }))
    .filter(({ edits }) => edits <= Math.max(1, Math.floor(wanted.length / 3)))
    .sort((a, b) => a.edits - b.edits || (a.written < b.written ? -1 : 1))
    .slice(0, limit)
    .map(({ written, concepts }) => ({ name: written, classes: classesOf(concepts) }));
}
