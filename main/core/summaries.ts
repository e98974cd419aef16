import { scoreOfAll, withLeastScore } from '../../shared/query/edit.ts';
import { hasAnyRank } from '../../shared/query/governing.ts';
import type { CountedState } from '../../shared/query/states.ts';
import { answer } from './answer.ts';
import type { Connections } from './connections.ts';
import type { ClassTree, Core } from './host-contract.ts';
import type { NameCount, SearchSummary } from './host-answers.ts';
import type { ModelPlaces, NamedModel } from './model-choice.ts';
import { askReader } from './questions.ts';
import { partsByFolder } from './search-folders.ts';

/** Classes and tags of a summary, at most: what a person takes in at a glance. */
const MOST_FREQUENT = 12;

/** What searches and the library hold, in numbers. */
export function createSummaries(
  places: ModelPlaces,
  connections: Connections,
): Pick<Core, 'scoreCounts' | 'summary' | 'classCounts' | 'stateCounts' | 'allFolders'> {
  const ask = (text: string, modelId: string | null) => askReader(places, connections.counter, text, modelId);

  return {
    scoreCounts: async (text, modelId) => {
      const all = await ask(withLeastScore(text, '>=0'), modelId);
      if (!all.ok) return all;
      // What a picture that no score is high enough for is found by: NOT, or a person's word.
      const none = await ask(withLeastScore(text, '>1'), modelId);
      if (!none.ok) return none;
      if (hasAnyRank(all.value.compiled.query)) return answer(null);
      const { reader } = all.value;
      return answer(countsFrom(await reader.scoresOf(all.value.compiled), await reader.scoresOf(none.value.compiled)));
    },

    summary: async (text, modelId) => {
      const asked = await ask(text, modelId);
      if (!asked.ok) return asked;
      const { reader, compiled, named } = asked.value;
      const [classes, months, tags, counts, known, scores] = await Promise.all([
        reader.classesOf(compiled, scoreOfAll(text)),
        reader.monthsOf(compiled),
        reader.tagsOfAll(compiled, MOST_FREQUENT),
        reader.foldersOf(compiled),
        reader.allFolders(),
        reader.scoresOf(compiled),
      ]);
      const most = [...classes].sort((a, b) => b.pictures - a.pictures || a.index - b.index).slice(0, MOST_FREQUENT);
      const found = picturesByName(named, classes);
      const labelled = most.map(({ index }) => {
        const name = named.taxonomy.label(index);
        return { name, pictures: found(name) };
      });
      const folders = partsByFolder(known, counts, MOST_FREQUENT);
      return answer<SearchSummary>({ classes: labelled, months, tags, folders, scores });
    },

    stateCounts: async (modelId) => {
      const asked = await ask('', modelId);
      if (!asked.ok) return asked;
      const { reader, compiled } = asked.value;
      const count = (state: CountedState) => reader.countState(state, compiled.model, compiled.threshold);
      // One after the other: what else is asked meanwhile waits for one of them, not for all.
      return answer({
        uncertain: await count('uncertain'),
        unreviewed: await count('unreviewed'),
        untagged: await count('untagged'),
        unclassified: await count('unclassified'),
        rejected: await count('rejected'),
      });
    },

    allFolders: async () => {
      const reader = await connections.counter();
      return reader.ok ? answer(await reader.value.allFolders()) : reader;
    },

    classCounts: async (modelId) => {
      const asked = await ask('', modelId);
      if (!asked.ok) return asked;
      const { reader, compiled, named } = asked.value;
      return answer(countNames(named, await reader.classCounts(compiled.model, compiled.threshold)));
    },
  };
}

/**
 * How many pictures a query finds at each least score, in hundredths from 0 to 1. `all`: scores of those it finds at
 * 0; `none`: of those that it finds at a score beyond all; both as `scoresOf` counts them. A query that reads best
 * predictions only finds a picture the one way up to its score, the other way above.
 */
function countsFrom(all: readonly number[], none: readonly number[]): readonly number[] {
  const positions = all.length - 1;
  let reached = all.slice(0, positions).reduce((sum, pictures) => sum + pictures, 0);
  let passed = none[positions] ?? 0;
  return Array.from({ length: positions }, (_, at) => {
    const pictures = reached + passed;
    reached -= all[at] ?? 0;
    passed += none[at] ?? 0;
    return pictures;
  });
}

interface CountedClass {
  readonly index: number;
  readonly pictures: number;
}

/** Pictures that a name finds, whatever its senses. */
function picturesByName({ taxonomy }: NamedModel, classes: readonly CountedClass[]): (name: string) => number {
  const byClass = new Map(classes.map(({ index, pictures }) => [index, pictures]));
  return (name) => (taxonomy.classesNamed(name) ?? []).reduce((sum, index) => sum + (byClass.get(index) ?? 0), 0);
}

/** The same of every name that the model's tree shows, and of every other one that it knows, where it finds any. */
function countNames(named: NamedModel, classes: readonly CountedClass[]): readonly NameCount[] {
  const found = picturesByName(named, classes);
  const counts = new Map<string, number>();
  const visit = (trees: readonly ClassTree[]): void => {
    for (const { name, children } of trees) {
      if (!counts.has(name)) counts.set(name, found(name));
      visit(children);
    }
  };
  visit(named.taxonomy.tree() ?? []);
  for (const { name } of named.taxonomy.names()) if (!counts.has(name)) counts.set(name, found(name));
  return [...counts].filter(([, pictures]) => pictures > 0).map(([name, pictures]) => ({ name, pictures }));
}
