import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClassifoldWindow } from './classifold-window.ts';
import { openDesk, type Desk } from './desk.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

/** Violations that keep somebody from using what is on the screen: rule and elements. */
async function seriousViolations({ page }: ClassifoldWindow): Promise<readonly string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it('no screen keeps anybody out', async () => {
    desk.addSamples({ 'Zoo/dog.webp': 'german-shepherd.webp', 'Zoo/broken.jpg': 'README.md' });
    const { window } = await desk.open();
    const { page } = window;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await window.invitation.waitFor();
    expect(await seriousViolations(window)).toEqual([]);

    await window.drop([desk.path('Zoo')]);
    await window.startRun();
    await window.run.finished();
    await window.tiles.first().waitFor();
    expect(await seriousViolations(window)).toEqual([]);

    await window.tiles.first().dblclick();
    await page.getByText('What the model sees').waitFor();
    expect(await seriousViolations(window)).toEqual([]);
    await page.keyboard.press('Escape');

    await window.openFailures();
    await page.getByText('broken.jpg').first().waitFor();
    expect(await seriousViolations(window)).toEqual([]);
  });
});
