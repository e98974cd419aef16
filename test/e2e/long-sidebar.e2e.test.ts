import Database from 'better-sqlite3';
import type { Locator } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { windowTexts } from '../../shared/texts/window.ts';
import { putLibrary } from './bench/library.ts';
import { openDesk, type Desk, type RunningApplication } from './desk.ts';

const { folders, sidebar, tagList } = windowTexts;

const FOLDERS = 3_000;
const TAGS = 3_000;
/** Lines that a window is high, those around them, and what is kept. */
const FEW = 100;

let desk: Desk;
beforeEach(async () => {
  desk = openDesk();
  await putLibrary(desk, 200);
  const db = new Database(desk.path('application', 'catalog.sqlite'));
  // A picture each: a folder without any is not shown.
  db.exec(`
    CREATE TEMP TABLE numbers AS
      WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < ${Math.max(FOLDERS, TAGS)})
      SELECT n FROM counted;
    INSERT INTO folders (id, root, parent, path, name)
      SELECT 10000 + n, f.root, f.id, 'day ' || n, 'day ' || n
      FROM numbers, folders f WHERE f.root = 1 AND f.path = '' AND n <= ${FOLDERS};
    INSERT INTO pictures (root, folder, path, name, size, mtime_ns, digest, state, added_at)
      SELECT 1, 10000 + n, 'day ' || n || '/picture.jpg', 'picture.jpg', 1, 1, CAST(printf('%032d', n) AS BLOB), 'present', 1
      FROM numbers WHERE n <= ${FOLDERS};
    INSERT INTO tags (id, name, key)
      SELECT 10000 + n, printf('tag %04d', n), printf('tag %04d', n) FROM numbers WHERE n <= ${TAGS};
    INSERT INTO tagged (tag, digest, tagged_at)
      SELECT 10000 + n, CAST(printf('%032d', n) AS BLOB), 1 FROM numbers WHERE n <= ${TAGS}`);
  db.close();
});
afterEach(() => desk.clear());

/** The library, with its long folder opened: the year's folders come before the days', by name. */
async function openLibrary(): Promise<RunningApplication> {
  const application = await desk.open();
  const { window } = application;
  await window.folders.line('photos').waitFor();
  await window.folders.toggle('photos');
  await window.folders.line('day 1').first().waitFor();
  return application;
}

const parts = ({ window: { page } }: RunningApplication) => {
  const scroller = page.getByRole('navigation', { name: sidebar.label });
  return {
    scroller,
    lines: page.getByRole('tree', { name: folders.title }).getByRole('treeitem'),
    tags: scroller.getByRole('list', { name: tagList.title }).getByRole('listitem'),
    focused: page.locator(':focus'),
  };
};

/** Whether all of it lies in what is seen of the sidebar. */
const isInSight = (line: Locator) =>
  line.evaluate((element) => {
    const box = element.getBoundingClientRect();
    const place = element.closest('nav')!.getBoundingClientRect();
    return box.top >= place.top - 1 && box.bottom <= place.bottom + 1;
  });

/** Places of what is seen of the sidebar, a line apart, where no line is drawn. */
const emptyPlaces = ({ window: { page } }: RunningApplication) =>
  page.evaluate(() => {
    const { left, top, width, height } = document.querySelector('nav')!.getBoundingClientRect();
    const places = Array.from({ length: Math.floor((height - 40) / 28) }, (_, at) => top + 20 + at * 28);
    const lineAt = (y: number) => document.elementFromPoint(left + width / 2, y)?.closest('[data-value]') ?? null;
    return places.filter((y) => lineAt(y) === null);
  });

describe('thousands of folders', () => {
  it('are walked by keys to the last and back, and few of them are drawn', async () => {
    const application = await openLibrary();
    const { window } = application;
    const { page } = window;
    const { lines, focused, tags } = parts(application);
    await lines.first().focus();
    await page.keyboard.press('End');
    await expect.poll(() => focused.textContent()).toMatch(/^day 3000/u);
    expect(await isInSight(focused)).toBe(true);
    await expect.poll(() => emptyPlaces(application)).toEqual([]);
    expect(await focused.getAttribute('aria-level')).toBe('2');
    const siblings = Number(await focused.getAttribute('aria-setsize'));
    expect(siblings).toBeGreaterThan(FOLDERS);
    expect(await lines.count()).toBeLessThan(FEW);
    expect(await tags.count()).toBeLessThan(FEW);
    await page.keyboard.press('Enter');
    await expect.poll(() => window.shownPaths()).toEqual(['/photos/day 3000/picture.jpg']);
    expect(await focused.getAttribute('aria-selected')).toBe('true');

    // Out of a folder, and in again.
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => focused.textContent()).toMatch(/^photos/u);
    expect(await isInSight(focused)).toBe(true);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => focused.getAttribute('aria-posinset')).toBe('1');
    await page.keyboard.press('Home');
    await expect.poll(() => focused.textContent()).toMatch(/^archive/u);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => lines.count()).toBe(2);
  });

  it('keep the line that has the keyboard, and the one whose menu is open, wherever one scrolls', async () => {
    const application = await openLibrary();
    const { window } = application;
    const { page } = window;
    const { scroller, lines, focused } = parts(application);
    await lines.first().focus();
    // The other root, the folder that is opened, and what is in it.
    for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowDown');
    const name = await focused.textContent();
    await page.keyboard.press('m');
    await page.locator('[role=menuitem]:focus').waitFor();
    await scroller.evaluate((nav) => {
      nav.scrollTop = 40_000;
    });
    await window.folders.line('day 14').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    await expect.poll(() => focused.textContent()).toBe(name);

    await scroller.evaluate((nav) => {
      nav.scrollTop = 40_000;
    });
    await window.folders.line('day 14').first().waitFor();
    expect(await focused.textContent()).toBe(name);
    // The keyboard goes on from the line that it is at.
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => isInSight(focused)).toBe(true);
    expect(await focused.getAttribute('aria-posinset')).toBe('4');
  });
});

describe('thousands of tags', () => {
  it('below folders that open and close are found, searched for and renamed', async () => {
    const application = await openLibrary();
    const { window } = application;
    const { page } = window;
    const { scroller, lines, tags, focused } = parts(application);
    await tags.first().getByRole('button').first().focus();
    await page.keyboard.press('End');
    await window.tagCount('tag 3000').waitFor();
    expect(await isInSight(focused)).toBe(true);
    await expect.poll(() => emptyPlaces(application)).toEqual([]);
    expect(await tags.count()).toBeLessThan(FEW);
    expect(await lines.count()).toBeLessThan(FEW);
    expect(await tags.last().getAttribute('aria-setsize')).toBe(await tags.last().getAttribute('aria-posinset'));

    for (let step = 0; step < 100; step++) await page.keyboard.press('ArrowUp');
    await expect.poll(() => focused.textContent()).toMatch(/^tag 2900/u);
    expect(await isInSight(focused)).toBe(true);
    await page.keyboard.press('Enter');
    await expect.poll(() => window.shownPaths()).toEqual(['/photos/day 2900/picture.jpg']);
    expect(await focused.getAttribute('aria-current')).toBe('page');

    // The tabulator leaves the list, and comes back to where it was.
    const isInList = () => focused.evaluate((element) => element.closest('li') !== null);
    await page.keyboard.press('Shift+Tab');
    await page.getByRole('searchbox', { name: tagList.filter }).and(focused).waitFor();
    await page.keyboard.press('Tab');
    await expect.poll(() => focused.textContent()).toMatch(/^tag 2900/u);
    await page.keyboard.press('Tab');
    await expect.poll(isInList).toBe(false);
    await page.keyboard.press('Shift+Tab');
    await expect.poll(() => focused.textContent()).toMatch(/^tag 2900/u);
    await page.keyboard.press('m');
    await page.getByRole('menuitem', { name: tagList.rename }).and(focused).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    await expect.poll(() => focused.textContent()).toMatch(/^tag 2900/u);
    await page.keyboard.press('ContextMenu');
    await page.getByRole('menuitem', { name: tagList.rename }).and(focused).waitFor();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: tagList.renameTitle('tag 2900') });
    await dialog.getByLabel(tagList.newName, { exact: true }).fill('tag 2900 and a half');
    await dialog.getByRole('button', { name: tagList.confirmRename }).click();
    await window.tagCount('tag 2900 and a half').waitFor();
    await expect.poll(() => window.query()).toContain('tag 2900 and a half');

    // Where the list lies changes with the folders above it, and with what is left of it.
    await lines.first().focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => lines.count()).toBe(2);
    await tags.first().getByRole('button').first().focus();
    await page.keyboard.press('End');
    await window.tagCount('tag 3000').waitFor();
    await expect.poll(() => isInSight(focused)).toBe(true);
    await expect.poll(() => emptyPlaces(application)).toEqual([]);
    await page.getByRole('searchbox', { name: tagList.filter }).fill('half');
    await expect.poll(() => tags.count()).toBe(1);
    await window.tagCount('tag 2900 and a half').click();
    await expect.poll(() => window.shownPaths()).toEqual(['/photos/day 2900/picture.jpg']);

    // In a narrow window Escape leaves the sidebar, where the field has nothing to be emptied of.
    await application.resize(700, 480);
    await window.showSidebar();
    const filter = page.getByRole('searchbox', { name: tagList.filter });
    await filter.fill('half');
    await expect.poll(() => tags.count()).toBe(1);
    await filter.press('Escape');
    await expect.poll(() => filter.inputValue()).toBe('');
    await expect.poll(() => tags.count()).toBeGreaterThan(1);
    await filter.press('Escape');
    await scroller.waitFor({ state: 'hidden' });
  });
});
