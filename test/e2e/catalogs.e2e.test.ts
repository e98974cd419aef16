import { existsSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applicationTexts } from '../../shared/texts/application.ts';
import { dataTexts } from '../../shared/texts/data.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { compareParts } from './compare-parts.ts';
import { openDesk, type Desk, type RunningApplication } from './desk.ts';
import { chooseMenuItem, menuItems } from './menu.ts';
import { answerQuestions, programProcesses } from './processes.ts';
import { chooseInDialog, nameInDialog } from './system-dialog.ts';

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
  desk.addSamples({ 'trip/dog.webp': 'german-shepherd.webp', 'more/hens.webp': 'hens.webp' });
});
afterEach(() => desk.clear());

const { newCatalog, openCatalog, openRecent } = applicationTexts.menu;
const { choose, cancel } = applicationTexts.goneCatalog;

async function classify({ window }: Pick<RunningApplication, 'window'>, folder: string): Promise<void> {
  await window.drop([desk.path(folder)]);
  await window.startRun();
  await window.run.finished();
}

/** The window without pictures looks alike in every catalog: only its being loaded again tells one from the next. */
async function shownAnew({ page }: RunningApplication['window'], act: () => Promise<void>): Promise<void> {
  const loaded = page.waitForEvent('load');
  await act();
  await loaded;
}

describe('another catalog', () => {
  it('is made, opened, and opened again from the menu, each with its own pictures', async () => {
    const { electron, window, catalog } = await desk.open();
    await classify({ window }, 'trip');
    const other = desk.path('disk', 'birds.sqlite');
    // As some dialogs leave it: without the extension.
    await nameInDialog(electron, desk.path('disk', 'birds'));
    await shownAnew(window, () => chooseMenuItem(electron, newCatalog));
    await window.invitation.waitFor();
    expect(await menuItems(electron, openRecent)).toEqual([other, catalog]);
    await classify({ window }, 'more');
    expect(await desk.searchByCommandLine(other, 'hen')).toEqual([desk.path('more', 'hens.webp')]);

    await chooseInDialog(electron, catalog, 'openFile');
    await chooseMenuItem(electron, openCatalog);
    await window.tile(desk.path('trip', 'dog.webp')).waitFor();
    expect(await window.shownPaths()).toEqual([desk.path('trip', 'dog.webp')]);

    expect(await menuItems(electron, openRecent)).toEqual([catalog, other]);
    await chooseMenuItem(electron, openRecent, other);
    await window.tile(desk.path('more', 'hens.webp')).waitFor();
    expect(await window.shownPaths()).toEqual([desk.path('more', 'hens.webp')]);
  });

  it('shows its own thumbnails, though its rows have the same numbers', async () => {
    // As of one moment: a camera writes two files in it.
    for (const name of ['trip/dog.webp', 'more/hens.webp']) desk.touch(name, 1_700_000_000);
    const { electron, window, catalog } = await desk.open();
    await classify({ window }, 'trip');
    const shape = (tile: Locator): Promise<number> =>
      tile.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth / image.naturalHeight);
    const dog = window.tile(desk.path('trip', 'dog.webp'));
    const hens = window.tile(desk.path('more', 'hens.webp'));
    await expect.poll(() => shape(dog)).toBeCloseTo(4 / 3, 1);
    await nameInDialog(electron, desk.path('disk', 'birds.sqlite'));
    await shownAnew(window, () => chooseMenuItem(electron, newCatalog));
    await window.invitation.waitFor();
    await classify({ window }, 'more');
    await expect.poll(() => shape(hens)).toBeCloseTo(3 / 2, 1);
    await chooseMenuItem(electron, openRecent, catalog);
    await dog.waitFor();
    await expect.poll(() => shape(dog)).toBeCloseTo(4 / 3, 1);
  });

  it('is opened while networks are measured where a person says so, and not made where they do not', async () => {
    const { electron, window } = await desk.open();
    const compare = compareParts(window.page);
    await compare.open(electron);
    await compare.measureAll();
    await expect.poll(() => programProcesses(electron, 'worker')).not.toHaveLength(0);
    const other = desk.path('disk', 'birds.sqlite');
    await nameInDialog(electron, other);
    const { stop, goOn } = applicationTexts.openWhileWorking;
    const asked = await answerQuestions(electron, goOn);
    await chooseMenuItem(electron, newCatalog);
    await expect.poll(() => asked()).toBe(1);
    expect(existsSync(desk.path('disk'))).toBe(false);
    await compare.progress.waitFor();

    const askedAgain = await answerQuestions(electron, stop);
    await shownAnew(window, () => chooseMenuItem(electron, newCatalog));
    await window.invitation.waitFor();
    expect(await askedAgain()).toBe(1);
    await expect.poll(() => programProcesses(electron, 'worker')).toEqual([]);
    expect(existsSync(other)).toBe(true);
    expect(await menuItems(electron, openRecent)).toContain(other);
  });

  it('that is not there is not made in its place', async () => {
    const { electron, window } = await desk.open();
    const other = desk.path('disk', 'birds.sqlite');
    await nameInDialog(electron, other);
    await shownAnew(window, () => chooseMenuItem(electron, newCatalog));
    await window.invitation.waitFor();
    await classify({ window }, 'more');
    await electron.close();
    desk.move('disk', 'unplugged');

    const refused = await desk.openRefused();
    const { page } = refused.window;
    await page.getByText(applicationTexts.catalogGone(other)).waitFor();
    expect(existsSync(desk.path('disk'))).toBe(false);
    await page.getByRole('button', { name: dataTexts.openDefault }).click();
    await refused.window.invitation.waitFor();
    await chooseInDialog(refused.electron, other);
    await chooseMenuItem(refused.electron, openCatalog);
    await page.getByText(applicationTexts.catalogGone(other)).waitFor();

    await answerQuestions(refused.electron, cancel);
    await chooseMenuItem(refused.electron, openRecent, other);
    await chooseInDialog(refused.electron, desk.path('unplugged', 'birds.sqlite'), 'openFile');
    await answerQuestions(refused.electron, choose);
    await chooseMenuItem(refused.electron, openRecent, other);
    await refused.window.tile(desk.path('more', 'hens.webp')).waitFor();
    expect(existsSync(desk.path('disk'))).toBe(false);
    await refused.electron.close();

    desk.move('unplugged', 'disk');
    const again = await desk.openRefused();
    await again.window.page.getByText(applicationTexts.catalogGone(desk.path('unplugged', 'birds.sqlite'))).waitFor();
    desk.move('disk', 'unplugged');
    await again.window.page.getByRole('button', { name: windowTexts.tryAgain }).click();
    await again.window.tile(desk.path('more', 'hens.webp')).waitFor();
  });
});
