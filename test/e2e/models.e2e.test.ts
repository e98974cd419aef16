import { rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeSafetensors } from '../../main/checkpoint/write-safetensors.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { installSecondModel, SECOND_MODEL_NAME } from '../core/second-model.ts';
import { checkpointTensors, TAUGHT_LABELS, trainThreeClasses } from '../model/train-three-classes.ts';
import { openDesk, type Desk } from './desk.ts';

const { grid } = windowTexts;
const BUNDLED_NAME = 'EfficientNet-Lite0';

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
  desk.addSamples({
    'trip/bear.webp': 'polar-bear.webp',
    'trip/castle.webp': 'castle.webp',
    'trip/dog.webp': 'german-shepherd.webp',
    'trip/hens.webp': 'hens.webp',
  });
  // Nothing that another model would have to look at.
  desk.addFile('trip/text.jpg', 'no picture');
});
afterEach(() => desk.clear());

describe('another model', () => {
  it('is chosen, runs over the library with tags kept, is compared, and what the old one found can be deleted', async () => {
    // Where the window has them, and where the command line does.
    installSecondModel(desk.path('application', 'models'));
    installSecondModel(desk.path('data', 'Classifold', 'models'));
    const { window, catalog } = await desk.open();
    const { models, page, run } = window;
    const dog = [desk.path('trip', 'dog.webp')];
    await window.drop([desk.path('trip')]);
    await window.startRun();
    await run.finished();
    await window.search('dog');
    await expect.poll(() => window.shownPaths()).toEqual(dog);
    await window.tagAll('friend');
    await window.tagCount('friend').waitFor();

    await models.open();
    await models.done(BUNDLED_NAME, 4, 5).waitFor();
    await models.choose(SECOND_MODEL_NAME);
    await page.getByText(windowTexts.models.chosenDialog.question(SECOND_MODEL_NAME, 4)).waitFor();
    await models.later();
    expect(await desk.searchByCommandLine(catalog, 'is:outdated')).toHaveLength(4);
    await window.search('tag:friend');
    await expect.poll(() => window.shownPaths()).toEqual(dog);
    await window.tiles.first().getByText('German shepherd').waitFor();
    await window.tiles.first().getByText(grid.olderShort).waitFor();

    await models.open();
    await models.runRest(4);
    await run.finished();
    await models.done(SECOND_MODEL_NAME, 4, 5).waitFor();
    await models.done(BUNDLED_NAME, 4, 5).waitFor();
    await window.tagCount('friend').click();
    await expect.poll(() => window.shownPaths()).toEqual(dog);
    await window.tiles.first().getByText(grid.olderShort).waitFor({ state: 'detached' });
    expect(await desk.searchByCommandLine(catalog, 'dog model:efficientnet-lite0')).toEqual(dog);

    await models.open();
    await models.showChanged();
    const changed = await desk.searchByCommandLine(catalog, 'is:changed');
    expect(changed.length).toBeGreaterThan(0);
    await expect.poll(() => window.shownPaths()).toEqual(changed);

    await models.open();
    await models.deletePredictions(BUNDLED_NAME);
    await models.done(BUNDLED_NAME, 0, 5).waitFor();
    expect(await desk.searchByCommandLine(catalog, 'is:changed')).toEqual([]);
    expect(await desk.searchByCommandLine(catalog, 'tag:friend')).toEqual(dog);
  });

  it('of one’s own, imported by the command line, is chosen, sees its own classes and is searched by them', async () => {
    const checkpoint = desk.path('three.safetensors');
    await writeSafetensors(checkpoint, checkpointTensors(await trainThreeClasses(), 'efficientnet-lite-pytorch'));
    writeFileSync(desk.path('labels.csv'), TAUGHT_LABELS);
    await desk.importByCommandLine(checkpoint, desk.path('labels.csv'), 'Our three');
    const { window, catalog } = await desk.open();
    const { models, run, page } = window;
    await window.drop([desk.path('trip')]);
    await window.startRun();
    await run.finished();
    await models.open();
    await models.choose('Our three');
    await models.later();
    await models.open();
    await models.runRest(4);
    await run.finished();
    await models.done('Our three', 4, 5).waitFor();

    await window.openClasses();
    await page.getByRole('tree', { name: windowTexts.classes.tree }).getByText('old walls').waitFor();
    await window.search('old walls');
    await expect.poll(() => window.shownPaths()).toEqual([desk.path('trip', 'castle.webp')]);
    await window.search('animal');
    await expect.poll(async () => (await window.shownPaths()).length).toBe(3);
    expect(await desk.searchByCommandLine(catalog, 'our hens')).toEqual([desk.path('trip', 'hens.webp')]);
  });

  it('that is not installed any more leaves the window to choose one that is', async () => {
    const inWindow = installSecondModel(desk.path('application', 'models'));
    const first = await desk.open();
    await first.window.drop([desk.path('trip')]);
    await first.window.startRun();
    await first.window.run.finished();
    await first.window.models.open();
    await first.window.models.choose(SECOND_MODEL_NAME);
    await first.window.models.later();
    await first.electron.close();
    rmSync(inWindow, { recursive: true });

    const { window } = await desk.openRefused();
    await window.models.useInstead(BUNDLED_NAME);
    await window.search('dog');
    await expect.poll(() => window.shownPaths()).toEqual([desk.path('trip', 'dog.webp')]);
  });
});
