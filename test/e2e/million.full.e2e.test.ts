import { afterEach, beforeEach, expect, it } from 'vitest';
import { putLibrary } from './bench/library.ts';
import { openDesk, type Desk } from './desk.ts';
import { grid, lastPlace, placesInSight } from './grid-sight.ts';

const MILLION = 1_000_000;

let desk: Desk;
beforeEach(async () => {
  desk = openDesk();
  await putLibrary(desk, MILLION);
}, 600_000);
afterEach(() => desk.clear());

it('a million pictures are all within reach', async () => {
  const { electron, window } = await desk.open();
  const { page } = window;
  await window.tiles.first().waitFor();
  const last = await lastPlace(page, 0.9 * MILLION);
  await window.tiles.first().click();
  await page.keyboard.press('End');
  // The whole list is walked once.
  await expect.poll(() => placesInSight(page), { timeout: 180_000 }).toContain(last);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => window.selectedPaths()).toHaveLength(2);
  await page.keyboard.press('Home');
  await expect.poll(() => placesInSight(page)).toContain(1);

  const scrollTo = (part: number) =>
    grid(page).evaluate((scroller, to) => {
      scroller.scrollTop = to * (scroller.scrollHeight - scroller.clientHeight);
    }, part);
  await scrollTo(0.5);
  await expect.poll(async () => Math.round(((await placesInSight(page))[0]! / last) * 100)).toBe(50);
  await scrollTo(1);
  await expect.poll(() => placesInSight(page)).toContain(last);
  await electron.close();
});
