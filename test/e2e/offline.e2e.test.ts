import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRefusingProxy, type RefusingProxy } from '../download/refusing-proxy.ts';
import { openDesk, type Desk } from './desk.ts';

/** Tells the test runtime to refuse every connection of Node's side, in every process, and to write down who tried. */
const REFUSED = 'CLASSIFOLD_TEST_REFUSED_CONNECTIONS';

let desk: Desk;
let proxy: RefusingProxy;
beforeEach(async () => {
  proxy = await openRefusingProxy();
  desk = openDesk();
  process.env[REFUSED] = desk.path('refused');
});
afterEach(async () => {
  Reflect.deleteProperty(process.env, REFUSED);
  await desk.clear();
  proxy.close();
});

describe('without a network', () => {
  it('the first prediction is on the screen after one click, and nobody has asked for a connection', async () => {
    // Chromium's side: no name is resolved, and whatever would go out comes to the proxy.
    const { window } = await desk.open(
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      `--proxy-server=127.0.0.1:${proxy.port}`,
    );
    await window.invitation.waitFor();
    await window.trySamples();
    await window.classifiedTiles.first().waitFor();
    await window.run.finished();
    await window.search('dog');
    await expect.poll(() => window.shownPaths()).toEqual([expect.stringMatching(/german-shepherd\.webp$/)]);
    expect(existsSync(desk.path('refused'))).toBe(false);
    expect(proxy.heard).toEqual([]);
  });
});
