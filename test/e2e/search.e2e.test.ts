import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { windowTexts } from '../../shared/texts/window.ts';
import { putLibrary } from './bench/library.ts';
import type { ClassifoldWindow } from './classifold-window.ts';
import { openDesk, type Desk, type RunningApplication } from './desk.ts';

// A library of some thousand pictures that were never on this disk: only what is listed and counted matters here.
const PICTURES = 6_000;

let desk: Desk;
let app: RunningApplication;
beforeAll(async () => {
  desk = openDesk();
  await putLibrary(desk, PICTURES);
  app = await desk.open();
});
afterAll(() => desk.clear());
beforeEach(async () => {
  await app.window.search('');
  await app.window.page.keyboard.press('Enter');
  await app.window.tiles.first().waitFor();
});

const byCommandLine = (query: string, ...args: readonly string[]) =>
  desk.searchByCommandLine(app.catalog, query, ...args);

describe('a search', () => {
  it('has its least score set by a slider, and then finds what the command line finds', async () => {
    const { window } = app;
    const { page } = window;
    await window.search('dog');
    const slider = page.getByRole('slider', { name: windowTexts.scoreSlider.label });
    await slider.focus();
    const least = (Number(await slider.getAttribute('aria-valuenow')) + 30) / 100;
    for (let step = 0; step < 30; step++) await page.keyboard.press('ArrowRight');
    await expect.poll(() => window.query()).toBe(`dog score>=${least}`);
    const found = await byCommandLine(`dog score>=${least}`);
    expect(found.length).toBeGreaterThan(50);
    expect(found.length).toBeLessThan((await byCommandLine('dog')).length);
    await expect.poll(() => window.found()).toBe(found.length);
    await expect
      .poll(() => slider.getAttribute('aria-valuetext'))
      .toBe(windowTexts.scoreSlider.value(least, found.length));
  });

  it('takes a suggestion by keys, and finds what the command line finds', async () => {
    const { window } = app;
    const { keyboard } = window.page;
    await window.page.getByRole('searchbox', { name: windowTexts.search.label, exact: true }).click();
    await keyboard.type('golden r');
    const found = await byCommandLine('"golden retriever"');
    const counted = `golden retriever${windowTexts.search.results(found.length)}`;
    await window.page.getByRole('option').filter({ hasText: counted }).waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect.poll(() => window.query()).toBe('"golden retriever"');
    await expect.poll(() => window.found()).toBe(found.length);
  });

  it('is suggested a folder however deep it lies', async () => {
    const { window } = app;
    const { keyboard } = window.page;
    await window.page.getByRole('searchbox', { name: windowTexts.search.label, exact: true }).click();
    await keyboard.type('folder:"event 17');
    await window.page.getByRole('option').filter({ hasText: 'event 17' }).waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect.poll(() => window.query()).toMatch(/^folder:.*event 17"$/u);
    await expect.poll(() => window.found()).toBe((await byCommandLine(await window.query())).length);
    expect(await window.found()).toBeGreaterThan(100);
  });

  it('is sorted by name', async () => {
    const { window } = app;
    const names = windowTexts.sort.names.name;
    await window.sortBy(names.descending);
    const expected = await byCommandLine('', '--sort', 'name', '--reverse', '--limit', '12');
    await expect.poll(async () => (await window.shownPaths()).slice(0, 12)).toEqual(expected);
    await window.sortBy(windowTexts.sort.names.score.descending);
  });

  it('shows its end at once, when one jumps there', async () => {
    const { window } = app;
    const expected = await byCommandLine('');
    await window.scrollToEnd();
    await expect.poll(async () => (await window.shownPaths()).at(-1)).toBe(expected.at(-1));
    await window.tiles.last().click();
    await window.page.keyboard.press('Home');
    await expect.poll(async () => (await window.shownPaths())[0]).toBe(expected[0]);
  });

  it.each(['classes', 'folders'] as const)(
    'is narrowed by a bar of the chart of %s, by keys, to what it says',
    async (chart) => {
      const { window } = app;
      await window.page.getByRole('button', { name: windowTexts.charts.toggle }).click();
      const bar = window.page.getByRole('table', { name: windowTexts.charts[chart] }).getByRole('button').first();
      const said = (await bar.textContent()) ?? '';
      await bar.focus();
      await window.page.keyboard.press('Enter');
      await expect.poll(() => window.query()).not.toBe('');
      await expect.poll(() => window.found()).toBe(numberIn(said.slice(said.lastIndexOf(':'))));
      await window.page.getByRole('button', { name: windowTexts.charts.toggle }).click();
    },
  );
});

it('a class shows as many pictures as are said beside it', async () => {
  const { window } = app;
  await window.openClasses();
  await window.page.getByRole('searchbox', { name: windowTexts.classes.filter }).fill('golden retriever');
  const line = window.page.getByRole('treeitem', { name: /golden retriever/u }).last();
  const said = /([\d,]+) pictures?/u.exec((await line.textContent()) ?? '')?.[1] ?? '';
  await line.getByRole('button', { name: 'golden retriever' }).click();
  await expect.poll(() => window.found()).toBe(numberIn(said));
  expect(await byCommandLine('"golden retriever"')).toHaveLength(numberIn(said));
});

it.each(['uncertain', 'unreviewed', 'untagged', 'rejected'] as const)(
  'a filter finds as many pictures as are said beside it: %s',
  async (state) => {
    const { window } = app;
    const line = window.filter(windowTexts.sidebar[state]);
    await expect.poll(() => line.textContent()).toMatch(/\d/u);
    const said = numberIn((await line.textContent()) ?? '');
    await line.click();
    await expect.poll(() => window.query()).toBe(`is:${state}`);
    await expect.poll(() => window.found()).toBe(said);
    expect(said).toBeGreaterThan(0);
  },
);

function numberIn(text: string): number {
  return Number(text.replace(/\D/gu, ''));
}

it('the order, the charts and the size of pictures are there again after a restart', async () => {
  const first = openDesk();
  try {
    first.addSamples({ 'photos/b dog.webp': 'german-shepherd.webp', 'photos/a castle.webp': 'castle.webp' });
    const before = await first.open();
    await before.window.drop([first.path('photos')]);
    await before.window.startRun();
    await before.window.run.finished();
    await before.window.sortBy(windowTexts.sort.names.name.descending);
    await before.window.page.getByRole('button', { name: windowTexts.charts.toggle }).click();
    const sorted = [first.path('photos/b dog.webp'), first.path('photos/a castle.webp')];
    await expect.poll(() => before.window.shownPaths()).toEqual(sorted);
    const small = await widthOfFirst(before.window);
    await before.window.page.getByRole('slider', { name: windowTexts.tileSize.label }).press('End');
    await expect.poll(() => widthOfFirst(before.window)).toBeGreaterThan(2 * small);
    const huge = await widthOfFirst(before.window);
    await before.electron.close();
    const { window } = await first.open();
    await window.page.getByRole('region', { name: windowTexts.charts.label }).waitFor();
    await expect.poll(() => window.shownPaths()).toEqual(sorted);
    await expect.poll(() => widthOfFirst(window)).toBe(huge);
  } finally {
    await first.clear();
  }
});

async function widthOfFirst({ tiles }: ClassifoldWindow): Promise<number> {
  return (await tiles.first().boundingBox())?.width ?? 0;
}
