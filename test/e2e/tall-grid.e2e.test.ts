import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TALLEST } from '../../renderer/library/tall-scroll.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { openDesk, type Desk, type RunningApplication } from './desk.ts';
import { grid, lastPlace, picturesInSight, placesInSight, restOf } from './grid-sight.ts';
import { prepareLibrary } from './prepared-library.ts';

// Three columns of so many large pictures are taller than what is scrolled.
const PICTURES = 30_000;
const WHEEL = 120;

const putLibrary = prepareLibrary(PICTURES);

let desk: Desk;
let app: RunningApplication;
let page: Page;
beforeEach(async () => {
  desk = openDesk();
  putLibrary(desk);
  app = await desk.open();
  ({ page } = app.window);
  await app.window.tiles.first().waitFor();
  await makeLarge();
});
afterEach(() => desk.clear());

const sizeSlider = () => page.getByRole('slider', { name: windowTexts.tileSize.label });
const makeLarge = async () => {
  await sizeSlider().press('End');
  await sizeSlider().press('ArrowLeft');
};
const heightOfTrack = () => grid(page).evaluate((scroller) => scroller.scrollHeight);
const scrollBar = () => grid(page).evaluate((scroller) => scroller.scrollTop);

/** Drags the scroll bar from its upper end to the middle of the grid, and waits for what is there. */
async function dragToMiddle(): Promise<void> {
  await expect.poll(heightOfTrack).toBe(TALLEST);
  const last = await lastPlace(page, 0.9 * PICTURES);
  const box = (await grid(page).boundingBox())!;
  const x = box.x + box.width - 5;
  await page.mouse.move(x, box.y + 25);
  await page.mouse.down();
  await page.mouse.move(x, box.y + 40);
  await page.mouse.move(x, box.y + box.height / 2 + 10, { steps: 5 });
  await page.mouse.up();
  const middle = async () => (await placesInSight(page))[0]! / last;
  await expect.poll(async () => Math.abs((await middle()) - 0.5)).toBeLessThan(0.05);
}

describe('a grid taller than what is scrolled', () => {
  it('is reached to its ends by keys', async () => {
    await expect.poll(heightOfTrack).toBe(TALLEST);
    const last = await lastPlace(page, 0.9 * PICTURES);
    await app.window.tiles.first().click();
    await page.keyboard.press('End');
    await expect.poll(() => placesInSight(page)).toContain(last);
    await page.keyboard.press('Home');
    await expect.poll(() => placesInSight(page)).toContain(1);
    expect(await scrollBar()).toBe(0);
  });

  it('is seen in its middle where its bar is dragged there, and moved from there by the wheel as far as that says', async () => {
    await dragToMiddle();
    await grid(page).hover();
    await restOf(page);
    const before = await picturesInSight(page);
    const bar = await scrollBar();
    await page.mouse.wheel(0, WHEEL);
    const hasMoved = async () => {
      const now = new Map((await picturesInSight(page)).map(({ place, top }) => [place, top]));
      const both = before.filter(({ place }) => now.has(place));
      return both.length > 0 && both.every(({ place, top }) => Math.abs(top - WHEEL - now.get(place)!) <= 1);
    };
    await expect.poll(hasMoved).toBe(true);
    // The bar is put where it belongs, which moves no picture.
    await expect.poll(async () => (await scrollBar()) - bar).toBeLessThan(WHEEL - 10);
    expect(await hasMoved()).toBe(true);
  });

  it('keeps the first picture in sight when pictures become smaller, and when they are large again', async () => {
    await dragToMiddle();
    await restOf(page);
    const [first] = await placesInSight(page);
    await sizeSlider().press('Home');
    const isInSight = async () => (await picturesInSight(page)).some(({ place }) => place === first);
    await expect.poll(heightOfTrack).toBeLessThan(TALLEST / 2);
    await expect.poll(isInSight).toBe(true);
    await makeLarge();
    await expect.poll(async () => (await placesInSight(page))[0]).toBe(first);
  });
});
