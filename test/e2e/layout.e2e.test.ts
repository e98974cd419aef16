import { afterEach, beforeEach, it } from 'vitest';
import { openDesk, type Desk } from './desk.ts';
import { expectWholeLayout } from './layout-walk.ts';

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

// Other sizes are in the full run: this is the hardest of them.
it('a small window with text at 200 % cuts nothing off, and lays nothing over anything else, on any screen', async () => {
  await expectWholeLayout(desk, { width: 700, height: 480, text: '200%', zoom: 1 });
}, 1_200_000);
