import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDesk, type Desk } from './desk.ts';

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
