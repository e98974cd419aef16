import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDesk, type Desk } from './desk.ts';
import { layoutFaults } from './layout.ts';
import { walkScreens } from './screens.ts';

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

describe.each([
  ['as it opens', { width: 1280, height: 860, text: '100%' }],
  ['as small as it gets', { width: 700, height: 480, text: '100%' }],
  ['with text at 200 %', { width: 1280, height: 860, text: '200%' }],
  ['small, with text at 200 %', { width: 700, height: 480, text: '200%' }],
])('the window %s', (_what, { width, height, text }) => {
  it('cuts nothing off, and lays nothing over anything else, on any screen', async () => {
    const application = await desk.open();
    await application.resize(width, height);
    const { page } = application.window;
    await page.evaluate((size) => {
      document.documentElement.style.fontSize = size;
    }, text);
    const faults: Record<string, readonly string[]> = {};
    await walkScreens(desk, application, async (screen) => {
      const found = await layoutFaults(page);
      if (found.length > 0) faults[screen] = found;
    });
    expect(faults).toEqual({});
  });
});
