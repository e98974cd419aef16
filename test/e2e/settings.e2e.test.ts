import type { ElectronApplication } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { windowTexts } from '../../shared/texts/window.ts';
import { installSecondModel, SECOND_MODEL_NAME } from '../core/second-model.ts';
import { openDesk, type Desk } from './desk.ts';

const texts = windowTexts.settings;

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
  desk.addSamples({
    'trip/castle.webp': 'castle.webp',
    'trip/coffee.jpg': 'espresso.jpg',
    'trip/dog.webp': 'german-shepherd.webp',
  });
});
afterEach(() => desk.clear());

/** The menu's item, which has the platform's shortcut. */
async function openByMenu(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
    items.find(({ accelerator }) => accelerator === 'CmdOrCtrl+,')?.click();
  });
}

describe('settings', () => {
  it('count in the window and on the command line, and are there after a restart', async () => {
    const first = await desk.open();
    const { window, catalog } = first;
    const dog = [desk.path('trip', 'dog.webp')];
    await window.invitation.waitFor();
    await openByMenu(first.electron);
    await window.settings.enter(texts.extensions, 'webp');
    await window.settings.enter(texts.k, '2');
    await window.settings.enter(texts.workers, '1');
    await window.settings.planOf(1).waitFor();
    await window.drop([desk.path('trip')]);
    await window.startRun();
    expect(await window.run.finished()).toMatch(/^Done: 2 pictures/);
    await window.search('dog');
    await expect.poll(() => window.shownPaths()).toEqual(dog);
    expect(await desk.searchByCommandLine(catalog, 'dog')).toEqual(dog);

    await window.settings.open();
    await window.settings.enter(texts.threshold, '1');
    await expect.poll(() => desk.searchByCommandLine(catalog, 'dog')).toEqual([]);
    await window.search('dogs');
    await window.page.getByText(windowTexts.search.nothing).waitFor();
    await window.search('is:uncertain');
    await expect.poll(() => window.shownPaths()).toHaveLength(2);
    await first.electron.close();

    const second = await desk.open();
    await second.window.settings.open();
    const values = await Promise.all(
      [texts.extensions, texts.k, texts.workers, texts.threshold].map((label) => second.window.settings.value(label)),
    );
    expect(values).toEqual(['webp', '2', '1', '1']);
    await second.window.settings.enter(texts.threshold, '');
    await expect.poll(() => desk.searchByCommandLine(catalog, 'dog')).toEqual(dog);
  });

  it('choose the model, for the command line too, and go on with the library where a person says so', async () => {
    installSecondModel(desk.path('application', 'models'));
    installSecondModel(desk.path('data', 'Classifold', 'models'));
    const { window, catalog } = await desk.open();
    const { page, settings } = window;
    await window.drop([desk.path('trip')]);
    await window.startRun();
    await window.run.finished();
    await settings.open();
    const choice = page.getByRole('combobox', { name: texts.model });
    await choice.click();
    await page.getByRole('option', { name: SECOND_MODEL_NAME }).click();
    const asked = page.getByRole('dialog', { name: windowTexts.models.chosenDialog.title });
    await asked.getByText(windowTexts.models.chosenDialog.question(SECOND_MODEL_NAME, 3)).waitFor();
    expect(await desk.searchByCommandLine(catalog, 'is:outdated')).toHaveLength(3);
    await asked.getByRole('button', { name: windowTexts.models.chosenDialog.now }).click();
    await window.run.finished();
    await expect.poll(() => desk.searchByCommandLine(catalog, 'is:outdated')).toEqual([]);
    await settings.open();
    await expect.poll(() => choice.inputValue()).toBe(SECOND_MODEL_NAME);
    await page.getByRole('button', { name: texts.modelsLink }).click();
    await window.models.done(SECOND_MODEL_NAME, 3, 3).waitFor();
  });

  it('can be set before the first picture is there, and go back to what is usual', async () => {
    const { electron, window } = await desk.open();
    await window.invitation.waitFor();
    await openByMenu(electron);
    await window.settings.enter(texts.k, '7');
    await expect.poll(() => window.settings.value(texts.k)).toBe('7');
    await window.page.getByRole('button', { name: texts.restore }).click();
    await expect.poll(() => window.settings.value(texts.k)).toBe('5');
  });
});
