/**
 * A name as it is compared: lower case, without accents, words separated by one space. WordNet's underscores, hyphens
 * and a person's spaces are the same; typographic apostrophes are plain ones.
 */
export function normalizeName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[\u2018\u2019]/g, "'")
    .toLowerCase()
    .replace(/[\s_\-\u2010-\u2014]+/g, ' ')
    .trim();
}

/** The same without spaces and punctuation: `T-shirt`, `tshirt` and `t shirt` are one, `St. Bernard` and `St Bernard` too. */
export function squeezeName(name: string): string {
  return normalizeName(name).replace(/[^\p{L}\p{N}]/gu, '');
}

/** The plural endings of English nouns and what they stand for, in WordNet's order (morphy(7WN), rules of detachment). */
const DETACHMENTS: readonly (readonly [ending: string, replacement: string])[] = [
  ['s', ''],
  ['ses', 's'],
  ['xes', 'x'],
  ['zes', 'z'],
  ['ches', 'ch'],
  ['shes', 'sh'],
  ['men', 'man'],
  ['ies', 'y'],
];

/** Irregular plural → its singulars: WordNet's noun.exc. */
export type PluralExceptions = ReadonlyMap<string, readonly string[]>;

/**
 * What a normalized name may be the plural of, as WordNet's morphy finds it: the exceptions, else every rule of
 * detachment, for the whole name and then word by word (`attorneys general`). The name itself is not among them; most
 * are no words at all, so each is to be looked up.
 */
export function singularForms(name: string, exceptions: PluralExceptions): readonly string[] {
  const whole = wordSingulars(name, exceptions);
  const words = name.split(' ');
  if (words.length === 1 || words.length > MAX_WORDS) return whole;
  let joined: string[] = [''];
  for (const word of words) {
    const forms = [word, ...wordSingulars(word, exceptions)];
    joined = joined.flatMap((head) => forms.map((form) => (head === '' ? form : `${head} ${form}`)));
  }
  return [...new Set([...whole, ...joined])].filter((form) => form !== name);
}

function wordSingulars(word: string, exceptions: PluralExceptions): readonly string[] {
  const irregular = exceptions.get(word);
  if (irregular !== undefined) return irregular;
  // As morphy does: `boss` and `gas` … are no plurals; `boxful` counts by its container.
  if (word.length <= 2 || word.endsWith('ss')) return [];
  const [stem, suffix] = word.endsWith('ful') ? [word.slice(0, -3), 'ful'] : [word, ''];
  return DETACHMENTS.filter(([ending]) => stem.length > ending.length && stem.endsWith(ending)).map(
    ([ending, replacement]) => stem.slice(0, stem.length - ending.length) + replacement + suffix,
  );
}

/** No name of a class has more words; a longer phrase is not taken apart, as its forms would multiply. */
const MAX_WORDS = 9;
