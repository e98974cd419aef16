import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { REQUEST_CHANNEL } from '../../shared/contract/channels.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { openDesk, type Desk } from './desk.ts';
import { tell } from './tell.ts';

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

/** What moves without end, by name. */
const moving = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations === Infinity)
      .map((animation) => (animation instanceof CSSAnimation ? animation.animationName : animation.id)),
  );

/** What moves while nobody minds does not where less motion is asked for. */
async function expectStillWhenAsked(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await expect.poll(() => moving(page)).not.toEqual([]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect.poll(() => moving(page)).toEqual([]);
}

it('where less motion is asked for, neither a run nor a sign of waiting moves without end', async () => {
  const { electron, window } = await desk.open();
  const { page } = window;
  await window.invitation.waitFor();
  await tell(electron, 'run', {
    ...{
      about: { kind: 'paths', paths: ['/pictures'], more: 0 },
      state: 'running',
      scanning: true,
      found: 9,
      total: null,
      classified: 2,
    },
    ...{
      reused: 0,
      unchanged: 0,
      failed: 0,
      skipped: [],
      picturesPerSecond: 3,
      secondsLeft: null,
      trying: null,
      work: null,
      waiting: [],
    },
  });
  await window.run.pause.waitFor();
  await expectStillWhenAsked(page);

  // The application never answers: the window waits.
  await electron.evaluate(({ ipcMain }, channel) => {
    ipcMain.removeHandler(channel);
    ipcMain.handle(channel, () => new Promise(() => undefined));
  }, REQUEST_CHANNEL);
  await page.reload();
  await page.getByRole('status', { name: windowTexts.loading }).waitFor();
  await expectStillWhenAsked(page);
});
