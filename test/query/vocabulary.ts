import type { ClassVocabulary } from '../../shared/query/vocabulary.ts';

/** A model of six classes: 0 golden retriever, 1 beagle, 2 tabby, 3 crane (bird), 4 crane (machine), 5 hot dog. */
const NAMES: ReadonlyMap<string, readonly number[]> = new Map([
  ['golden retriever', [0]],
  ['retriever', [0]],
  ['beagle', [1]],
  ['dog', [0, 1]],
  ['dogs', [0, 1]],
  ['tabby', [2]],
  ['cat', [2]],
  ['crane', [3, 4]],
  ['bird', [3]],
  ['hot dog', [5]],
  ['black and tan', [1]],
  ['animal', [0, 1, 2, 3]],
]);

export const sixClasses: ClassVocabulary = {
  classesNamed: (name) => NAMES.get(name.toLowerCase()) ?? null,
  longestName: 3,
};
