import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putLibrary } from './bench/library.ts';
import { openDesk, type Desk, type RunningApplication } from './desk.ts';

const MILLION = 1_000_000;
const WHEEL = 120;

let desk: Desk;
let app: RunningApplication;
beforeAll(async () => {
  desk = openDesk();
  await putLibrary(desk, MILLION);
  app = await desk.open();
  await app.window.tiles.first().waitFor();
}, 600_000);
afterAll(async () => {
  await app.electron.close();
  await desk.clear();
});

/** The pictures wholly in sight: their places in the list, from 1, and how far they are below the top of the window. */
const inSight = (page: Page) =>
  page.locator('[data-grid]').evaluate((grid) => {
    const view = grid.getBoundingClientRect();
    return [...grid.querySelectorAll('[role=option]')].flatMap((tile) => {
      const { top, bottom } = tile.getBoundingClientRect();
      if (top < view.top || bottom > view.bottom) return [];
      return [{ place: Number(tile.getAttribute('aria-posinset')), top: Math.round(top) }];
    });
  });
const placesInSight = async (page: Page) => (await inSight(page)).map(({ place }) => place);
/** Of all but those that are not on the disk any more. */
async function lastPlace(page: Page): Promise<number> {
  const places = () => page.locator('[aria-setsize]').first().getAttribute('aria-setsize').then(Number);
  await expect.poll(places).toBeGreaterThan(0.9 * MILLION);
  return await places();
}
const scrollBar = (page: Page) => page.locator('[data-grid]').evaluate((grid) => grid.scrollTop);

describe('a million pictures, taller than a window can lay out', () => {
  it('are all reached by keys', async () => {
    const { page } = app.window;
    const last = await lastPlace(page);
    await app.window.tiles.first().click();
    await page.keyboard.press('End');
    await expect.poll(() => placesInSight(page)).toContain(last);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => app.window.selectedPaths()).toHaveLength(2);
    await page.keyboard.press('Home');
    await expect.poll(() => placesInSight(page)).toContain(1);
  });

  it('are all reached by the scroll bar', async () => {
    const { page } = app.window;
    const drag = (part: number) =>
      page.locator('[data-grid]').evaluate((grid, to) => {
        grid.scrollTop = to * (grid.scrollHeight - grid.clientHeight);
      }, part);
    const last = await lastPlace(page);
    await drag(0.5);
    await expect.poll(async () => Math.round(((await placesInSight(page))[0]! / last) * 100)).toBe(50);
    await drag(1);
    await expect.poll(() => placesInSight(page)).toContain(last);
    await drag(0);
    await expect.poll(() => placesInSight(page)).toContain(1);
    await drag(0.5);
  });

  it('move by the wheel as far as it says, and not at all when the scroll bar goes to where it belongs', async () => {
    const { page } = app.window;
    await expect.poll(async () => (await inSight(page)).length).toBeGreaterThan(3);
    await page.locator('[data-grid]').hover();
    const before = await inSight(page);
    const bar = await scrollBar(page);
    await page.mouse.wheel(0, WHEEL);
    const moved = before.map(({ place, top }) => ({ place, top: top - WHEEL }));
    const stay = () =>
      inSight(page).then((seen) => seen.filter(({ place }) => moved.some((one) => one.place === place)));
    const expected = async () => {
      const seen = await stay();
      return (
        seen.length > 0 &&
        seen.every(({ place, top }) => Math.abs(moved.find((one) => one.place === place)!.top - top) <= 1)
      );
    };
    await expect.poll(expected).toBe(true);
    // At rest the bar has gone less far than the pictures.
    await expect.poll(async () => (await scrollBar(page)) - bar).toBeLessThan(WHEEL / 4);
    expect(await expected()).toBe(true);
  });

  it('keep the first of them in sight where it is when the window becomes narrower', async () => {
    const { page } = app.window;
    const [first] = await inSight(page);
    await app.resize(800, 700);
    await expect.poll(async () => (await page.locator('[data-grid]').boundingBox())!.width).toBeLessThanOrEqual(800);
    await expect.poll(() => page.locator(`[aria-posinset="${first!.place}"]`).count()).toBe(1);
  });
});
