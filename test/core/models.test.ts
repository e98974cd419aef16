import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sameClasses } from '../../main/core/other-models.ts';
import type { ModelProgress } from '../../main/core/host-answers.ts';
import { firstFound, openTestCore, runSettings, uncontrolled, valueOf, type OpenedCore } from './opened-core.ts';
import { installSecondModel, SECOND_MODEL } from './second-model.ts';

const BUNDLED = 'efficientnet-lite0';
const PICTURES = 4;

let opened: OpenedCore;
let secondFolder: string;
beforeAll(async () => {
  opened = openTestCore();
  secondFolder = installSecondModel(opened.bench.path('models'));
  opened.bench.addSamples({
    'photos/shepherd.webp': 'german-shepherd.webp',
    'photos/panda.webp': 'giant-panda.webp',
    'photos/castle.webp': 'castle.webp',
    'photos/hens.webp': 'hens.webp',
  });
  await opened.classify(['photos']);
  const request = { change: 'tag', name: 'Pet', selection: { query: 'dog' }, modelId: null } as const;
  valueOf(await opened.core.changeTag(request, () => true));
});
afterAll(() => opened.close());

const silent = () => Promise.resolve();
const chosen = async (): Promise<string | null> => (await opened.core.models()).chosen;
const count = async (query: string, modelId: string | null = null): Promise<number> =>
  valueOf(await opened.core.countMatches(query, modelId)).pictures;
const page = (query: string) => firstFound(opened.core, query);
async function progressOf(id: string): Promise<ModelProgress> {
  const found = valueOf(await opened.core.modelResults()).models.find((model) => model.id === id);
  if (found === undefined) throw new Error(`${id} is not listed`);
  return found;
}

describe('the chosen model', () => {
  it('is the first that ran, until a person chooses another, and after a restart', async () => {
    expect(await chosen()).toBe(BUNDLED);
    expect(await count('', SECOND_MODEL)).toBe(PICTURES);
    expect(await chosen()).toBe(BUNDLED);
    valueOf(await opened.core.chooseModel(SECOND_MODEL));
    await opened.reopen();
    expect(await chosen()).toBe(SECOND_MODEL);
    expect(valueOf(await opened.core.describeModel(null)).model.manifest.id).toBe(SECOND_MODEL);
  });

  it('has to be there', async () => {
    expect(await opened.core.chooseModel('no-such-model')).toEqual({
      ok: false,
      failure: { kind: 'unknown-model', id: 'no-such-model', known: [BUNDLED, SECOND_MODEL] },
    });
    expect(await chosen()).toBe(SECOND_MODEL);
  });

  it('has still everything to do, and what the other saw is shown as that', async () => {
    expect(await count('is:unclassified')).toBe(PICTURES);
    expect(await count('is:outdated')).toBe(PICTURES);
    expect(await count('is:changed')).toBe(0);
    expect(await count('dog')).toBe(0);
    const shepherd = (await page('')).find(({ relativePath }) => relativePath === 'shepherd.webp');
    expect(shepherd).toMatchObject({ match: null, older: { label: 'German shepherd', modelId: BUNDLED } });
    const described = valueOf(await opened.core.picture(shepherd?.picture ?? 0, null));
    expect(described).toMatchObject({ predictions: [], older: { label: 'German shepherd' } });
    expect(await progressOf(SECOND_MODEL)).toMatchObject({ isChosen: true, row: null, pictures: 0 });
    expect(valueOf(await opened.core.unfinished(null))).toEqual({ pictures: PICTURES, isInterrupted: false });
  });

  it('runs over the library, and what was found and tagged before stays', async () => {
    const { counts } = valueOf(await opened.core.continueRun(runSettings, uncontrolled(), silent));
    expect(counts).toMatchObject({ classified: PICTURES });
    expect(await count('is:outdated')).toBe(0);
    expect(await count('is:changed')).toBeGreaterThan(0);
    expect(await count('tag:pet')).toBe(1);
    expect(await count('dog', BUNDLED)).toBe(1);
    expect((await page('')).every(({ match, older }) => match !== null && older === null)).toBe(true);
    const results = valueOf(await opened.core.modelResults());
    expect(results.pictures).toBe(PICTURES);
    expect(
      results.models.map(({ id, pictures, predictions, isChosen }) => [id, pictures, predictions, isChosen]),
    ).toEqual([
      [BUNDLED, PICTURES, 5 * PICTURES, false],
      [SECOND_MODEL, PICTURES, 5 * PICTURES, true],
    ]);
  });

  it('differs from the other just where their best classes do', async () => {
    const bests = async (query: string) =>
      new Map((await page(query)).map(({ picture, match }) => [picture, match?.index]));
    const now = await bests('');
    const before = await bests(`model:${BUNDLED}`);
    const expected = [...now].filter(([picture, index]) => before.get(picture) !== index).map(([picture]) => picture);
    expect((await page('is:changed')).map(({ picture }) => picture).sort()).toEqual(expected.sort());
    expect(await count(`is:changed model:${BUNDLED}`)).toBe(expected.length);
  });

  it('is the one that a run was told to use by name, from then on', async () => {
    const paths = [opened.bench.path('photos')];
    valueOf(await opened.core.classify({ ...runSettings, modelId: BUNDLED, paths }, uncontrolled(), silent));
    expect(await chosen()).toBe(BUNDLED);
    expect(await count('is:changed')).toBeGreaterThan(0);
  });
});

describe('results of a model', () => {
  it('are listed when it is not installed any more, and leave for good when they are deleted', async () => {
    rmSync(secondFolder, { recursive: true });
    const gone = await progressOf(SECOND_MODEL);
    expect(gone).toMatchObject({ installed: null, pictures: PICTURES });
    expect(await count('is:changed')).toBeGreaterThan(0);
    expect(valueOf(await opened.core.forgetModel(gone.row ?? 0))).toEqual({ pictures: PICTURES });
    expect(await count('is:changed')).toBe(0);
    expect(valueOf(await opened.core.modelResults()).models.map(({ id }) => id)).toEqual([BUNDLED]);
    expect(await count('dog')).toBe(1);
    expect(await count('tag:pet')).toBe(1);
  });
});

it('classes of two label sets mean the same by their synset, or else by their label', () => {
  const classes = (...names: readonly (readonly [string, string])[]) => ({
    classes: names.map(([synset, label], index) => ({ index, synset, label, synonyms: [], gloss: '' })),
  });
  const from = classes(['n1', 'dog'], ['n2', 'Cat'], ['n3', 'bird'], ['', 'my cup']);
  const to = classes(['n9', 'cat'], ['n3', 'winged thing'], ['n1', 'hound']);
  expect(sameClasses(from, to)).toEqual([2, 0, 1, -1]);
});
