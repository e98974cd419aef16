import type { ElectronApplication } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { applicationTexts } from '../../shared/texts/application.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { openDesk, type Desk } from './desk.ts';
import { STARTED_WITHIN_MS } from './patience.ts';
import { answerQuestions } from './processes.ts';

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

/** Has the process of the window's page end, and answers what the page says that is loaded after it: a driver gives it up. */
function textAfterDeath(electron: ElectronApplication): Promise<string> {
  return electron.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined) throw new Error('there is no window');
    const loaded = new Promise((resolve) =>
      contents.once('did-finish-load', () => {
        resolve(null);
      }),
    );
    contents.forcefullyCrashRenderer();
    await loaded;
    return (await contents.executeJavaScript(`new Promise((resolve) => {
      const look = () => (document.querySelector('h1, h2') === null ? setTimeout(look, 50) : resolve(document.body.innerText));
      look();
    })`)) as string;
  });
}

const { again, close } = applicationTexts.pageDied;

it('a page that dies is loaded again, and asked about where that goes on and on', async () => {
  const { electron, window } = await desk.open();
  await window.invitation.waitFor();
  const { title } = windowTexts.firstStart;
  const asked = await answerQuestions(electron, again);
  const dies = async (times: number, questions: number) => {
    for (let death = 1; death <= times; death += 1) expect(await textAfterDeath(electron)).toContain(title);
    expect(await asked()).toBe(questions);
  };
  await dies(2, 0);
  // What died long ago says nothing of now.
  await electron.evaluate(() => {
    const now = performance.now.bind(performance);
    Object.defineProperty(performance, 'now', { value: () => now() + 120_000 });
  });
  await dies(3, 0);
  await dies(1, 1);
  // Nor does what the person was asked about.
  await dies(3, 1);
});

it('a page that dies again and again takes the window with it where a person says so', async () => {
  const { electron, window } = await desk.open();
  await window.invitation.waitFor();
  await answerQuestions(electron, close);
  for (let death = 1; death <= 3; death += 1) await textAfterDeath(electron);
  const ended = electron.waitForEvent('close', { timeout: STARTED_WITHIN_MS });
  await electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
  await ended;
});
