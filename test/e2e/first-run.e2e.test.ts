import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint } from '../cli/classifold.ts';
import { openDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

describe('the first run', () => {
  it('begins with an invitation, shows where one can drop, takes a drop of two nested folders, and finds what the command line finds', async () => {
    desk.addSamples({
      'Trip/day 1/shepherd.webp': 'german-shepherd.webp',
      'Trip/day 1/morning/castle.webp': 'castle.webp',
      'Trip/day 2/coffee.jpg': 'espresso.jpg',
      'Zoo/bears/panda.webp': 'giant-panda.webp',
      'Zoo/bears/white/polar.webp': 'polar-bear.webp',
      'Zoo/a dog, too.webp': 'german-shepherd.webp',
      'Zoo/cat.png': 'cat.png',
    });
    const folders = [desk.path('Trip'), desk.path('Zoo')];
    const before = folders.map(fingerprint);
    const { window, catalog } = await desk.open();
    await window.invitation.waitFor();

    const held = await window.drag(folders);
    await window.dropTarget.waitFor();
    const page = await window.page.evaluate(() => ({ x: 0, y: 0, width: innerWidth, height: innerHeight }));
    expect(await window.dropTarget.boundingBox()).toEqual(page);
    await held.leave();
    await window.dropTarget.waitFor({ state: 'detached' });
    const again = await window.drag(folders);
    await window.dropTarget.waitFor();
    await again.drop();
    await window.dropTarget.waitFor({ state: 'detached' });
    await window.startRun();
    expect(await window.run.finished()).toMatch(/^Done: 7 pictures/);

    for (const [query, count] of [
      ['dog', 2],
      ['bear', 1],
      ['animal', 5],
      ['', 7],
    ] as const) {
      const expected = await desk.searchByCommandLine(catalog, query);
      expect(expected).toHaveLength(count);
      await window.search(query);
      await expect.poll(() => window.shownPaths()).toEqual(expected);
    }
    expect(folders.map(fingerprint)).toEqual(before);
  });
});
