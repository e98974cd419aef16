import type { ElectronApplication } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { applicationTexts } from '../../shared/texts/application.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { openDesk, type Desk } from './desk.ts';

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

it('a page that dies is loaded again, and asked about where that goes on and on', async () => {
  const { electron, window } = await desk.open();
  await window.invitation.waitFor();
  const { title } = windowTexts.firstStart;
  await electron.evaluate(({ dialog }) => {
    dialog.showMessageBox = (_window: unknown, asked?: { readonly message: string }) => {
      process.env['CLASSIFOLD_ASKED'] = asked?.message ?? '';
      return Promise.resolve({ response: 0, checkboxChecked: false });
    };
  });
  const asked = () => electron.evaluate(() => process.env['CLASSIFOLD_ASKED'] ?? null);
  for (let death = 1; death <= 4; death += 1) {
    expect(await textAfterDeath(electron)).toContain(title);
    expect(await asked()).toBe(death <= 3 ? null : applicationTexts.pageDied.message);
  }
});
