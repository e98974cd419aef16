// Writes imagenet-1k.json and imagenet-1k.nouns.txt from WordNet 3.0 and the list of classes in imagenet-1k.txt:
//   node assets/taxonomy/generate.ts /usr/share/wordnet          (Debian's package wordnet-base)
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalizeName } from '../../main/taxonomy/name.ts';
import type { LabelData } from '../../main/taxonomy/label-data.ts';

interface Synset {
  readonly lemmas: readonly string[];
  /** Hypernyms and instance hypernyms, in WordNet's order. */
  readonly parents: readonly string[];
  readonly gloss: string;
}

const LABEL_SET = 'imagenet-1k';

/** Lines of a WordNet file without the notice at its head, whose lines begin with two spaces. */
function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('  '));
}

/** data.noun (wndb(5WN)): offset, lexicographer file, type, lemma count (hexadecimal), lemmas with ids, pointers, gloss. */
function readSynsets(dict: string): Map<string, Synset> {
  const synsets = new Map<string, Synset>();
  for (const line of linesOf(join(dict, 'data.noun'))) {
    const [head = '', gloss = ''] = line.split(' | ', 2);
    const fields = head.trim().split(' ');
    const lemmaCount = parseInt(fields[3]!, 16);
    const lemmas = Array.from({ length: lemmaCount }, (_, index) => fields[4 + 2 * index]!.replaceAll('_', ' '));
    const pointers = 4 + 2 * lemmaCount;
    const parents: string[] = [];
    for (let index = 0; index < parseInt(fields[pointers]!, 10); index++) {
      const [symbol, offset] = fields.slice(pointers + 1 + 4 * index);
      if (symbol === '@' || symbol === '@i') parents.push(`n${offset!}`);
    }
    synsets.set(`n${fields[0]!}`, { lemmas, parents, gloss: definition(gloss) });
  }
  return synsets;
}

/** A gloss without its examples, which stand in quotation marks after the definition. */
function definition(gloss: string): string {
  return gloss.replace(/;\s*".*$/s, '').trim();
}

/** index.noun: lemma → its synsets, the most frequent sense first. */
function readLemmas(dict: string): Map<string, readonly string[]> {
  const lemmas = new Map<string, readonly string[]>();
  for (const line of linesOf(join(dict, 'index.noun'))) {
    const fields = line.trim().split(' ');
    const senses = parseInt(fields[2]!, 10);
    lemmas.set(
      fields[0]!,
      fields.slice(-senses).map((offset) => `n${offset}`),
    );
  }
  return lemmas;
}

/** noun.exc: irregular plural → singulars. */
function readExceptions(dict: string): Map<string, readonly string[]> {
  const exceptions = new Map<string, string[]>();
  for (const line of linesOf(join(dict, 'noun.exc'))) {
    const [plural = '', ...singulars] = line.trim().split(' ').map(normalizeName);
    exceptions.set(plural, [...(exceptions.get(plural) ?? []), ...singulars]);
  }
  return exceptions;
}

/** Every synset at or above a class, the classes first. */
function synsetsAbove(classes: readonly string[], synsets: ReadonlyMap<string, Synset>): Set<string> {
  const covered = new Set<string>(classes);
  // A set yields what is added to it while it is walked.
  for (const id of covered) for (const parent of synsets.get(id)!.parents) covered.add(parent);
  return covered;
}

/** The first lemma; where two classes share it (in any case), with the first lemma of the hypernym that tells them apart. */
function uniqueLabels(classes: readonly string[], synsets: ReadonlyMap<string, Synset>): string[] {
  const first = (id: string) => synsets.get(id)!.lemmas[0]!;
  const count = new Map<string, number>();
  for (const id of classes) count.set(normalizeName(first(id)), (count.get(normalizeName(first(id))) ?? 0) + 1);
  const labels = classes.map((id) =>
    count.get(normalizeName(first(id))) === 1 ? first(id) : `${first(id)} (${first(synsets.get(id)!.parents[0]!)})`,
  );
  if (new Set(labels.map(normalizeName)).size !== labels.length) throw new Error('two classes have one label');
  return labels;
}

/** Of all senses, the covered synsets that are the fewest steps above; several when they are equally near. */
function closestCovered(
  senses: readonly string[],
  covered: ReadonlySet<string>,
  synsets: ReadonlyMap<string, Synset>,
): readonly string[] {
  const seen = new Set(senses);
  let level = [...senses];
  while (level.length > 0) {
    const found = level.filter((id) => covered.has(id));
    if (found.length > 0) return found;
    const above = new Set(level.flatMap((id) => synsets.get(id)!.parents).filter((id) => !seen.has(id)));
    for (const id of above) seen.add(id);
    level = [...above];
  }
  return [];
}

const dict = process.argv[2];
if (dict === undefined) throw new Error('usage: node assets/taxonomy/generate.ts WORDNET_FOLDER');
const here = import.meta.dirname;
const classes = linesOf(join(here, `${LABEL_SET}.txt`));
const synsets = readSynsets(dict);
const lemmas = readLemmas(dict);
const exceptions = readExceptions(dict);
const covered = synsetsAbove(classes, synsets);

const labels = uniqueLabels(classes, synsets);
const nameWords = new Set<string>();
for (const id of covered) {
  for (const lemma of synsets.get(id)!.lemmas) {
    const name = normalizeName(lemma);
    for (const word of [name, ...name.split(' ')]) nameWords.add(word);
  }
}

const data: LabelData = {
  format: 1,
  id: LABEL_SET,
  source: 'WordNet 3.0, Copyright 2006 by Princeton University (LICENSE-WordNet.txt)',
  classes: classes.map((synset, index) => ({
    synset,
    label: labels[index]!,
    gloss: synsets.get(synset)!.gloss,
  })),
  synsets: [...covered].map((id) => [id, synsets.get(id)!.lemmas, synsets.get(id)!.parents]),
  pluralExceptions: [...exceptions].filter(([, singulars]) => singulars.some((singular) => nameWords.has(singular))),
};

/** JSON with one entry of each list a line, so that a change shows as the lines it changes. */
const json = Object.entries(data).map(([key, value]) => {
  const text = Array.isArray(value)
    ? `[\n${value.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n')}\n  ]`
    : JSON.stringify(value);
  return `  ${JSON.stringify(key)}: ${text}`;
});
writeFileSync(join(here, `${LABEL_SET}.json`), `{\n${json.join(',\n')}\n}\n`);

const namesUnder = new Map<string, Set<string>>();
function place(name: string, senses: readonly string[]): void {
  for (const ancestor of closestCovered(senses, covered, synsets)) {
    const names = namesUnder.get(ancestor) ?? new Set();
    namesUnder.set(ancestor, names.add(name));
  }
}
for (const [lemma, senses] of lemmas) if (!senses.some((id) => covered.has(id))) place(normalizeName(lemma), senses);
for (const [plural, singulars] of exceptions) {
  const senses = singulars.flatMap((singular) => lemmas.get(singular.replaceAll(' ', '_')) ?? []);
  if (!lemmas.has(plural) && !senses.some((id) => covered.has(id))) place(plural, senses);
}
const blocks = [...namesUnder]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([ancestor, names]) => `#${ancestor}\n${[...names].sort().join('\n')}\n`);
const heading =
  'WordNet nouns without a class, under the closest synset above them that has any. LICENSE-WordNet.txt\n';
writeFileSync(join(here, `${LABEL_SET}.nouns.txt`), heading + blocks.join(''));
