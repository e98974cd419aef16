import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { windowTexts } from '../../shared/texts/window.ts';
import { openDesk, type Desk, type RunningApplication } from './desk.ts';

const { failures, grid, picture, review, search, shortcuts, sidebar, tagDialog } = windowTexts;

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
  desk.addPictures('trip', 3);
  desk.addPictures('later', 2);
});
afterEach(() => desk.clear());

/** A library of three pictures, with the keyboard at the first. */
async function openLibrary(): Promise<RunningApplication> {
  const application = await desk.open();
  const { window } = application;
  await window.drop([desk.path('trip')]);
  await window.startRun();
  await window.run.finished();
  await expect.poll(() => window.classifiedTiles.count()).toBe(3);
  await window.tiles.first().click();
  return application;
}

const focusIn = (page: Page) => ({
  pictures: page.getByRole('listbox', { name: grid.label, exact: true }).and(page.locator(':focus')),
  button: (name: string) => page.getByRole('button', { name, exact: true }).and(page.locator(':focus')),
});

describe('a dialog', () => {
  it('has the keyboard to itself, and a run begins with Enter', async () => {
    const { window } = await openLibrary();
    const { page } = window;
    await page.getByRole('searchbox', { name: search.label, exact: true }).focus();
    await window.drop([desk.path('later')]);
    await window.runSheet.locator('button[type=submit]:focus').waitFor();
    for (const key of ['t', 'r', '?', 'Control+f']) await page.keyboard.press(key);
    expect(await page.getByRole('dialog').count()).toBe(1);
    for (let stop = 0; stop < 5; stop++) {
      await page.keyboard.press('Tab');
      expect(await window.runSheet.locator(':focus').count()).toBe(1);
    }
    await window.runSheet.locator('button[type=submit]').focus();
    await page.keyboard.press('Enter');
    await window.runSheet.waitFor({ state: 'hidden' });
    expect(await window.run.finished()).toMatch(/^Done: 2 pictures/);
  });

  it('closes with one Escape where no list is open, and gives the keyboard back', async () => {
    const { page } = (await openLibrary()).window;
    const focus = focusIn(page);
    const tags = page.getByRole('dialog', { name: tagDialog.title });
    for (const typed of ['', 'zebra']) {
      await page.keyboard.press('t');
      await tags.locator('input:focus').waitFor();
      await page.keyboard.type(typed);
      await page.keyboard.press('Escape');
      await tags.waitFor({ state: 'hidden' });
      await focus.pictures.waitFor();
    }
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: shortcuts.title }).waitFor();
    await page.keyboard.press('Escape');
    await focus.pictures.waitFor();

    await page.getByRole('button', { name: review.menu, exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menu').locator('[role=menuitem]:focus').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const accept = page.getByRole('dialog', { name: review.accept.title });
    await accept.locator('input:focus').waitFor();
    await page.keyboard.press('Escape');
    await accept.waitFor({ state: 'hidden' });
    await focus.button(review.menu).waitFor();
  });
});

describe('what is dropped on a picture or a review', () => {
  it('is asked about over it, with the keys to itself, and one Escape leaves only that', async () => {
    const { window, catalog } = await openLibrary();
    const { page } = window;
    const large = page.getByText(picture.position(0, 3), { exact: true });
    await page.keyboard.press('Enter');
    await large.waitFor();
    await window.drop([desk.path('later')]);
    await window.runSheet.locator('button[type=submit]:focus').waitFor();
    await page.keyboard.press('Escape');
    await window.runSheet.waitFor({ state: 'hidden' });
    await large.waitFor();
    await page.keyboard.press('Escape');
    await large.waitFor({ state: 'hidden' });

    await window.review.begin();
    await window.drop([desk.path('later')]);
    await window.runSheet.locator('button[type=submit]:focus').waitFor();
    await page.keyboard.press('a');
    await page.keyboard.press('Escape');
    await window.runSheet.waitFor({ state: 'hidden' });
    await expect.poll(() => window.review.progress.textContent()).toBe(review.left(1, 0));
    await window.review.closes();
    await focusIn(page).pictures.waitFor();
    expect(await desk.searchByCommandLine(catalog, 'is:accepted')).toEqual([]);
  });
});

describe('the field for another class', () => {
  it('gives the keyboard back to the view it is in when it goes', async () => {
    const { page, review: reviewing } = (await openLibrary()).window;
    const field = page.getByRole('combobox', { name: review.rightClass });
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: review.choices.correct.label, exact: true }).click();
    await field.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await focusIn(page).button(review.choices.correct.label).waitFor();
    await page.keyboard.press('Escape');
    await reviewing.begin();
    await reviewing.openClasses();
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'detached' });
    await reviewing.screen.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('ArrowRight');
    await reviewing.screen.getByText(review.done(0, 1)).waitFor();
    await reviewing.closes();
  });
});

describe('the large view', () => {
  it('goes on by keys after a review, and takes it back', async () => {
    const { window, catalog } = await openLibrary();
    const { page } = window;
    await page.keyboard.press('Enter');
    await page.getByText(picture.position(0, 3), { exact: true }).waitFor();
    await page.getByRole('button', { name: review.choices.accept.label, exact: true }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => desk.searchByCommandLine(catalog, 'is:accepted')).toHaveLength(1);
    await page.locator('button[aria-disabled=true]:focus').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByText(picture.position(1, 3), { exact: true }).waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(() => desk.searchByCommandLine(catalog, 'is:accepted')).toHaveLength(0);
  });
});

it('the large view skips no picture when the one that is open leaves the search', async () => {
  const { window } = await openLibrary();
  const { page } = window;
  const shown = await window.shownPaths();
  const shows = async (place: number, of: number, index: number) => {
    await page.getByRole('dialog', { name: path.basename(shown[place]!), exact: true }).waitFor();
    await page.getByText(picture.position(index, of), { exact: true }).waitFor();
  };
  const acceptAndLose = async () => {
    await page.getByRole('button', { name: review.choices.accept.label, exact: true }).click();
    await page.getByText(picture.gone, { exact: true }).waitFor();
  };
  await window.search('is:unreviewed');
  await expect.poll(() => window.found()).toBe(3);
  await expect.poll(() => window.shownPaths()).toEqual(shown);
  await window.tiles.first().dblclick();
  await shows(0, 3, 0);
  await acceptAndLose();
  await page.keyboard.press('ArrowRight');
  await shows(1, 2, 0);
  await page.keyboard.press('ArrowRight');
  await shows(2, 2, 1);
  await acceptAndLose();
  await page.keyboard.press('ArrowLeft');
  await shows(1, 1, 0);
});

describe('the sidebar', () => {
  it('of a narrow window has the keyboard when it comes, and goes with Escape, a choice, or a click beside it', async () => {
    const application = await openLibrary();
    const { page } = application.window;
    const library = page.getByRole('navigation', { name: sidebar.label });
    const toggle = page.getByRole('button', { name: sidebar.toggle });
    await application.resize(700, 480);
    await toggle.focus();
    await page.keyboard.press('Enter');
    await library.locator('button:focus').waitFor();
    await page.keyboard.press('Escape');
    await library.waitFor({ state: 'hidden' });
    await toggle.and(page.locator(':focus')).waitFor();

    await page.keyboard.press('Enter');
    await library.getByRole('button', { name: sidebar.untagged }).focus();
    await page.keyboard.press('Enter');
    await library.waitFor({ state: 'hidden' });
    await expect.poll(() => application.window.query()).toBe('is:untagged');

    await toggle.click();
    await library.waitFor();
    await page.mouse.click(600, 300);
    await library.waitFor({ state: 'hidden' });
  });

  it('of a wide one stays hidden while one searches', async () => {
    const { window } = await openLibrary();
    const library = window.page.getByRole('navigation', { name: sidebar.label });
    await window.page.getByRole('button', { name: sidebar.toggle }).click();
    await library.waitFor({ state: 'hidden' });
    await window.search('is:untagged');
    await expect.poll(() => window.found()).toBe(3);
    expect(await library.isVisible()).toBe(false);
  });
});

it('letters typed at a list of choices choose from it, and are no shortcuts', async () => {
  const { page } = (await openLibrary()).window;
  await page.getByRole('navigation', { name: sidebar.label }).getByRole('button', { name: sidebar.failures }).click();
  await page.getByRole('combobox', { name: failures.filter }).focus();
  await page.keyboard.press('?');
  await page.keyboard.press('r');
  expect(await page.getByRole('dialog').count()).toBe(0);
});
