import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDesk, type Desk } from './desk.ts';
import { type Dress, walkScreens } from './screens.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

/** Violations that keep somebody from using what is on the screen: rule and elements. */
async function seriousViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

it('no screen keeps anybody out, in light or dark', async () => {
  const found: Record<string, readonly string[]> = {};
  const dress: Dress = ({ window }) => window.page.emulateMedia({ reducedMotion: 'reduce' });
  await walkScreens(desk, dress, async (screen, page) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
      const violations = await seriousViolations(page);
      if (violations.length > 0) found[`${screen}, ${colorScheme}`] = violations;
    }
  });
  expect(found).toEqual({});
}, 1_200_000);
