import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { windowTexts } from '../../shared/texts/window.ts';
import type { ClassifoldWindow } from './classifold-window.ts';
import { openDesk, type Desk, type RunningApplication } from './desk.ts';
import { prepareLibrary } from './prepared-library.ts';

// A library of some thousand pictures that were never on this disk: only what is listed and counted matters here.
const PICTURES = 6_000;

const putLibrary = prepareLibrary(PICTURES);

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

/** The library in a window. */
async function openLibrary(): Promise<RunningApplication> {
  putLibrary(desk);
  const app = await desk.open();
  await app.window.tiles.first().waitFor();
  return app;
}

const byCommandLine = ({ catalog }: RunningApplication, query: string, ...args: readonly string[]) =>
  desk.searchByCommandLine(catalog, query, ...args);

describe('a search', () => {
  it('has its least score set by a slider, and then finds what the command line finds', async () => {
    const app = await openLibrary();
    const { window } = app;
    const { page } = window;
    await window.search('dog');
    const slider = page.getByRole('slider', { name: windowTexts.scoreSlider.label });
    await slider.focus();
    const least = (Number(await slider.getAttribute('aria-valuenow')) + 30) / 100;
    for (let step = 0; step < 30; step++) await page.keyboard.press('ArrowRight');
    await expect.poll(() => window.query()).toBe(`dog score>=${least}`);
    const found = await byCommandLine(app, `dog score>=${least}`);
    expect(found.length).toBeGreaterThan(50);
    expect(found.length).toBeLessThan((await byCommandLine(app, 'dog')).length);
    await expect.poll(() => window.found()).toBe(found.length);
    await expect
      .poll(() => slider.getAttribute('aria-valuetext'))
      .toBe(windowTexts.scoreSlider.value(least, found.length));
  });

  it('takes a suggestion by keys, of a class or a folder however deep, and finds what the command line finds', async () => {
    const app = await openLibrary();
    const { window } = app;
    const { keyboard } = window.page;
    const field = window.page.getByRole('searchbox', { name: windowTexts.search.label, exact: true });
    await field.click();
    await keyboard.type('golden r');
    const found = await byCommandLine(app, '"golden retriever"');
    const counted = `golden retriever${windowTexts.search.results(found.length)}`;
    await window.page.getByRole('option').filter({ hasText: counted }).waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect.poll(() => window.query()).toBe('"golden retriever"');
    await expect.poll(() => window.found()).toBe(found.length);

    await window.search('');
    await field.click();
    await keyboard.type('folder:"event 17');
    await window.page.getByRole('option').filter({ hasText: 'event 17' }).waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect.poll(() => window.query()).toMatch(/^folder:.*event 17"$/u);
    await expect.poll(() => window.found()).toBe((await byCommandLine(app, await window.query())).length);
    expect(await window.found()).toBeGreaterThan(100);
  });

  it('is sorted by name', async () => {
    const app = await openLibrary();
    const { window } = app;
    const names = windowTexts.sort.names.name;
    await window.sortBy(names.descending);
    const expected = await byCommandLine(app, '', '--sort', 'name', '--reverse', '--limit', '12');
    await expect.poll(async () => (await window.shownPaths()).slice(0, 12)).toEqual(expected);
  });

  it('shows its end at once, when one jumps there', async () => {
    const app = await openLibrary();
    const { window } = app;
    const expected = await byCommandLine(app, '');
    await window.scrollToEnd();
    await expect.poll(async () => (await window.shownPaths()).at(-1)).toBe(expected.at(-1));
    await window.tiles.last().click();
    await window.page.keyboard.press('Home');
    await expect.poll(async () => (await window.shownPaths())[0]).toBe(expected[0]);
  });

  it.each(['classes', 'folders'] as const)(
    'is narrowed by a bar of the chart of %s, by keys, to what it says',
    async (chart) => {
      const { window } = await openLibrary();
      await window.page.getByRole('button', { name: windowTexts.charts.toggle }).click();
      const bar = window.page.getByRole('table', { name: windowTexts.charts[chart] }).getByRole('button').first();
      const said = (await bar.textContent()) ?? '';
      await bar.focus();
      await window.page.keyboard.press('Enter');
      await expect.poll(() => window.query()).not.toBe('');
      await expect.poll(() => window.found()).toBe(numberIn(said.slice(said.lastIndexOf(':'))));
    },
  );
});

it('a class shows as many pictures as are said beside it', async () => {
  const app = await openLibrary();
  const { window } = app;
  await window.openClasses();
  await window.page.getByRole('searchbox', { name: windowTexts.classes.filter }).fill('golden retriever');
  const line = window.page.getByRole('treeitem', { name: /golden retriever/u }).last();
  await expect.poll(() => line.textContent()).toMatch(/\d pictures?/u);
  const said = /([\d,]+) pictures?/u.exec((await line.textContent()) ?? '')?.[1] ?? '';
  await line.getByRole('button', { name: 'golden retriever' }).click();
  await expect.poll(() => window.found()).toBe(numberIn(said));
  expect(await byCommandLine(app, '"golden retriever"')).toHaveLength(numberIn(said));
});

it('a filter finds as many pictures as are said beside it', async () => {
  const { window } = await openLibrary();
  for (const state of ['uncertain', 'unreviewed', 'untagged', 'rejected'] as const) {
    const line = window.filter(windowTexts.sidebar[state]);
    await expect.poll(() => line.textContent(), { message: state }).toMatch(/\d/u);
    const said = numberIn((await line.textContent()) ?? '');
    await line.click();
    await expect.poll(() => window.query()).toBe(`is:${state}`);
    await expect.poll(() => window.found(), { message: state }).toBe(said);
    expect(said, state).toBeGreaterThan(0);
  }
});

function numberIn(text: string): number {
  return Number(text.replace(/\D/gu, ''));
}

it('the order, the charts and the size of pictures are there again after a restart', async () => {
  desk.addSamples({ 'photos/b dog.webp': 'german-shepherd.webp', 'photos/a castle.webp': 'castle.webp' });
  const before = await desk.open();
  await before.window.drop([desk.path('photos')]);
  await before.window.startRun();
  await before.window.run.finished();
  await before.window.sortBy(windowTexts.sort.names.name.descending);
  await before.window.page.getByRole('button', { name: windowTexts.charts.toggle }).click();
  const sorted = [desk.path('photos/b dog.webp'), desk.path('photos/a castle.webp')];
  await expect.poll(() => before.window.shownPaths()).toEqual(sorted);
  const small = await widthOfFirst(before.window);
  await before.window.page.getByRole('slider', { name: windowTexts.tileSize.label }).press('End');
  await expect.poll(() => widthOfFirst(before.window)).toBeGreaterThan(2 * small);
  const huge = await widthOfFirst(before.window);
  await before.electron.close();
  const { window } = await desk.open();
  await window.page.getByRole('region', { name: windowTexts.charts.label }).waitFor();
  await expect.poll(() => window.shownPaths()).toEqual(sorted);
  await expect.poll(() => widthOfFirst(window)).toBe(huge);
});

async function widthOfFirst({ tiles }: ClassifoldWindow): Promise<number> {
  return (await tiles.first().boundingBox())?.width ?? 0;
}
