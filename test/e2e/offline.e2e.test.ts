import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDesk, type Desk } from './desk.ts';
import { NO_NETWORK } from './no-network.ts';

/** Tells the test runtime to refuse every connection of Node's side, in every process, and to write down who tried. */
const REFUSED = 'CLASSIFOLD_TEST_REFUSED_CONNECTIONS';

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
  process.env[REFUSED] = desk.path('refused');
});
afterEach(async () => {
  Reflect.deleteProperty(process.env, REFUSED);
  await desk.clear();
});

describe('without a network', () => {
  it('the first prediction is on the screen after one click, and nobody has asked for a connection', async () => {
    const { window } = await desk.open(...NO_NETWORK);
    await window.invitation.waitFor();
    await window.trySamples();
    await window.classifiedTiles.first().waitFor();
    await window.run.finished();
    await window.search('dog');
    await expect.poll(() => window.shownPaths()).toEqual([expect.stringMatching(/german-shepherd\.webp$/)]);
    expect(existsSync(desk.path('refused'))).toBe(false);
  });
});
