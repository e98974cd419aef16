import type { ElectronApplication } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { windowTexts } from '../../shared/texts/window.ts';
import { openDesk, type Desk } from './desk.ts';
import { STARTED_WITHIN_MS } from './patience.ts';

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
  desk.addSamples({ 'trip/dog.webp': 'german-shepherd.webp', 'more/bear.webp': 'polar-bear.webp' });
});
afterEach(() => desk.clear());

describe('folders on the command line', () => {
  it('are asked about by the window that opens', async () => {
    const { window } = await desk.open(desk.path('trip'));
    await window.startRun();
    await window.run.finished();
    await expect.poll(() => window.shownPaths()).toEqual([desk.path('trip', 'dog.webp')]);
  });

  it('are handed over to the window that is open, and the second start ends', async () => {
    const { electron, window } = await desk.open();
    await window.invitation.waitFor();
    await desk.openAgain(desk.path('trip'), desk.path('more'));
    await window.runSheet.waitFor();
    await window.startRun();
    expect(await window.run.finished()).toMatch(/^Done: 2 pictures/);
    expect(electron.windows()).toHaveLength(1);
  });
});

/** Has what a second start hands over arrive at one moment of the end: the window is gone, the catalog not closed yet. */
async function handOverLate(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ app, BrowserWindow }) => {
    const emit = app.emit.bind(app);
    app.emit = (event: string | symbol, ...args: unknown[]) => {
      if (event !== 'second-instance') return emit(event, ...args);
      BrowserWindow.getAllWindows()[0]!.once('closed', () => emit(event, ...args));
      return true;
    };
  });
}

describe('a start while the window closes', () => {
  it.each([
    ['asks about its folders, and about none of the first', ['trip']],
    ['opens the window though it names no folder', []],
  ])('is made when that has ended: it %s', async (_what, named) => {
    const { electron, window } = await desk.open(desk.path('more'));
    await window.runSheet.waitFor();
    await handOverLate(electron);
    await desk.openAgain(...named.map((folder) => desk.path(folder)));
    const ended = electron.waitForEvent('close', { timeout: STARTED_WITHIN_MS });
    await electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]!.close();
    });
    await ended;

    const again = await desk.openedInPlace();
    const shown = () =>
      again.evaluate(
        (title) =>
          Promise.resolve({
            invites: document.querySelector('h1, h2')?.textContent === title,
            asks: document.querySelector('[role=dialog]')?.textContent ?? '',
          }),
        windowTexts.firstStart.title,
      );
    await expect.poll(async () => (await shown()).invites).toBe(true);
    if (named.length === 0) return;
    await expect.poll(async () => (await shown()).asks).toContain(desk.path(...named));
    expect((await shown()).asks).not.toContain(desk.path('more'));
  });
});
