import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { windowTexts } from '../../shared/texts/window.ts';

/** A picture of which something is in sight. */
interface SeenPicture {
  /** In the list, from 1. */
  readonly place: number;
  /** CSS pixels from the top of the grid, above which a bar may come. */
  readonly top: number;
  readonly isWhole: boolean;
}

/** What scrolls. */
export function grid(page: Page): Locator {
  return page.getByRole('listbox', { name: windowTexts.grid.label });
}

/** In the order of the list. */
export function picturesInSight(page: Page): Promise<readonly SeenPicture[]> {
  return grid(page).evaluate((scroller) => {
    const view = scroller.getBoundingClientRect();
    return [...scroller.querySelectorAll('[role=option]')].flatMap((tile) => {
      const { top, bottom } = tile.getBoundingClientRect();
      if (bottom <= view.top || top >= view.bottom) return [];
      const isWhole = top >= view.top && bottom <= view.bottom;
      return [{ place: Number(tile.getAttribute('aria-posinset')), top: Math.round(top - view.top), isWhole }];
    });
  });
}

/** Of those that are wholly in sight. */
export async function placesInSight(page: Page): Promise<readonly number[]> {
  return (await picturesInSight(page)).filter(({ isWhole }) => isWhole).map(({ place }) => place);
}

/** That of the last picture in the list, once more than so many are known. */
export async function lastPlace(page: Page, least: number): Promise<number> {
  const last = () => grid(page).locator('[aria-setsize]').first().getAttribute('aria-setsize').then(Number);
  await expect.poll(last).toBeGreaterThan(least);
  return await last();
}

/** Resolves when it has not been scrolled for some frames, and its pictures are there. */
export async function restOf(page: Page): Promise<void> {
  await grid(page).evaluate(async (scroller) => {
    for (let still = 0, top = NaN; still < 30; still++) {
      const isThere = scroller.querySelector('[role=option]') !== null;
      if (scroller.scrollTop !== top || !isThere) still = 0;
      top = scroller.scrollTop;
      await new Promise(requestAnimationFrame);
    }
  });
}
