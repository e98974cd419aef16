import { afterEach, beforeEach, expect, it } from 'vitest';
import { windowTexts } from '../../shared/texts/window.ts';
import { openDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

it('a window that nothing records has its page by the time that it is asked something', async () => {
  const window = await desk.openUnrecorded();
  const invitation = await window.evaluate(async () => {
    for (;;) {
      const title = document.querySelector('h1, h2')?.textContent;
      if (title !== undefined) return title;
      await new Promise(requestAnimationFrame);
    }
  }, null);
  expect(invitation).toBe(windowTexts.firstStart.title);
  await window.kill();
});
