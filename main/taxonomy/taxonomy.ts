import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClassVocabulary } from '../../shared/query/vocabulary.ts';
import { labelFaultTexts as texts } from '../../shared/texts/label-faults.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import { classTree, topmost, type ClassTree } from './class-tree.ts';
import { conceptsAbove, linkConcepts, type Concept } from './hierarchy.ts';
import { parseLabelData, type LabelData } from './label-data.ts';
import { classesOf, classNames, indexNames, type ClassName } from './name-index.ts';
import { nearestByMeaning, nearestBySpelling, type NearestClasses } from './nearest.ts';
import { openUncoveredNouns, type UncoveredNouns } from './uncovered-nouns.ts';

/** One class of a model, as a person reads it. */
interface LabelledClass {
  readonly index: number;
  /** Unique within the label set, in any case. */
  readonly label: string;
  readonly synset: string;
  /** All lemmas, the first first. */
  readonly synonyms: readonly string[];
  readonly gloss: string;
}

/** What the classes of a model are called and how they belong together. */
export interface Taxonomy extends ClassVocabulary {
  /** By class index. */
  readonly classes: readonly LabelledClass[];
  /** Throws a RangeError for an index that no class has: results of another model, a bug of the caller. */
  label(index: number): string;
  /**
   * What to say of a name for which `classesNamed` has no class: its closest relatives in meaning, or else in
   * spelling. Rejects only where the installation's own data cannot be read.
   */
  nearest(name: string): Promise<NearestClasses>;
  /** Every name and synonym there is of a class or of a group above classes, each once. */
  names(): readonly ClassName[];
  /** Everything the model can see, or what is below a name (a tree for each of its senses); null for an unknown name. */
  tree(name?: string): readonly ClassTree[] | null;
  /** Names of the groups that a class belongs to, the nearest first. */
  groupsAbove(index: number): readonly string[];
}

const SUGGESTIONS = 10;

/** `nouns` looks up names that the label set does not have; without it the nearest are found by spelling only. */
export function createTaxonomy(data: LabelData, nouns: UncoveredNouns = () => Promise.resolve([])): Taxonomy {
  const concepts = linkConcepts(data);
  const exceptions = new Map(data.pluralExceptions);
  const names = indexNames(concepts.values(), exceptions);
  const roots = [...concepts.values()].filter(({ parents }) => parents.length === 0);
  const ofClass = data.classes.map(({ synset }) => concepts.get(synset));

  // Counting the classes of thousands of names takes some milliseconds, and not every program asks.
  let allNames: readonly ClassName[] | null = null;

  function concept(index: number): Concept {
    const found = ofClass[index];
    if (found === undefined) throw new RangeError(`no class ${index} among ${ofClass.length}`);
    return found;
  }

  const classes = data.classes.map(({ synset, label, gloss }, index): LabelledClass => {
    return { index, label, synset, synonyms: concept(index).lemmas, gloss };
  });

  return {
    classes,
    longestName: names.longestName,
    label: (index) => concept(index).name,
    classesNamed(name) {
      const found = names.find(name);
      return found.length === 0 ? null : classesOf(found);
    },
    async nearest(name) {
      const found = await nearestByMeaning(name, concepts, nouns, exceptions);
      if (found.length > 0) return { by: 'meaning', found };
      return { by: 'spelling', found: nearestBySpelling(name, names, SUGGESTIONS) };
    },
    names: () => (allNames ??= classNames(names)),
    tree(name) {
      const found = name === undefined ? roots : topmost(names.find(name));
      return found.length === 0 ? null : found.map(classTree);
    },
    groupsAbove: (index) => conceptsAbove(concept(index)).map((group) => group.name),
  };
}

export type ReadTaxonomy =
  | { readonly ok: true; readonly taxonomy: Taxonomy }
  /** `file`: the label set's; `reason`: why it cannot be used. */
  | { readonly ok: false; readonly file: string; readonly reason: string };

/** The label set whose nouns and hierarchy come along. */
export const BUNDLED_LABEL_SET = 'imagenet-1k';

/** The labels of a million classes take less. */
const MAX_LABEL_SET_BYTES = 256e6;

/**
 * Reads a label set (`imagenet-1k`) from a directory that holds `ID.json`. `taxonomyDir` is where `imagenet-1k.nouns.txt`
 * is: for names that the label set does not have. A link is not followed: it could lead out of a model's folder.
 */
export async function readTaxonomy(
  directory: string,
  labelSet: string,
  taxonomyDir = directory,
): Promise<ReadTaxonomy> {
  const file = join(directory, `${labelSet}.json`);
  try {
    const nouns = openUncoveredNouns(join(taxonomyDir, `${BUNDLED_LABEL_SET}.nouns.txt`));
    return { ok: true, taxonomy: createTaxonomy(await readLabelData(file), nouns) };
  } catch (error) {
    return { ok: false, file, reason: thrownMessage(error) };
  }
}

/** Reads a label set's file. Throws what the file system says, and a `z.ZodError` where it is none. */
export async function readLabelData(file: string): Promise<LabelData> {
  const stat = await lstat(file);
  if (!stat.isFile()) throw new Error(texts.notRegular);
  if (stat.size > MAX_LABEL_SET_BYTES) throw new Error(texts.setTooLarge);
  return parseLabelData(JSON.parse(await readFile(file, 'utf8')));
}
