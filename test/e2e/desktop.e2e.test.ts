import type { ElectronApplication } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applicationTexts } from '../../shared/texts/application.ts';
import { settingsTexts } from '../../shared/texts/settings.ts';
import { openDesk, type Desk, type RunningApplication } from './desk.ts';

// Enough that a run is still under way when it is held.
const PICTURES = 200;

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

/** Whether anything keeps the system awake: Electron counts what does from 0 on. */
function isKeptAwake(electron: ElectronApplication): Promise<boolean> {
  return electron.evaluate(({ powerSaveBlocker }) =>
    Array.from({ length: 100 }, (_, id) => powerSaveBlocker.isStarted(id)).includes(true),
  );
}

/** Records what the taskbar and the desktop are told from now on; nothing of either can be seen here. */
async function recordDesktop(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ BrowserWindow, Notification }) => {
    const told = { progress: [] as string[], notices: [] as string[], shown: [] as Electron.Notification[] };
    Object.assign(globalThis, { desktopTold: told });
    const window = BrowserWindow.getAllWindows()[0];
    if (window === undefined) throw new Error('there is no window');
    window.setProgressBar = (progress, options) => {
      told.progress.push(`${options?.mode ?? ''} ${progress}`);
    };
    // A window that nobody looks at: without a window manager none ever loses the keyboard.
    window.isFocused = () => false;
    Notification.isSupported = () => true;
    // Each notice has a `show` of its own: it is replaced when somebody begins to listen to the notice.
    const listen = Reflect.get(Notification.prototype, 'on') as (...listening: unknown[]) => Electron.Notification;
    const listenAndRecord = function on(this: Electron.Notification, ...listening: readonly unknown[]) {
      this.show = () => {
        told.notices.push(`${this.title}: ${this.body}`);
        told.shown.push(this);
      };
      return listen.apply(this, [...listening]);
    };
    Object.assign(Notification.prototype, { on: listenAndRecord });
  });
}

function toldDesktop(electron: ElectronApplication) {
  return electron.evaluate(() => {
    const { desktopTold } = globalThis as unknown as { desktopTold: { progress: string[]; notices: string[] } };
    return { progress: desktopTold.progress, notices: desktopTold.notices };
  });
}

/** Puts the window away as a person does who lets a long run go on, and clicks on the last notice; what the window did then. */
function clickNotice(electron: ElectronApplication) {
  return electron.evaluate(({ BrowserWindow }) => {
    const { desktopTold } = globalThis as unknown as { desktopTold: { shown: Electron.Notification[] } };
    const window = BrowserWindow.getAllWindows()[0]!;
    const done: string[] = [];
    // Without a window manager nothing is really minimised.
    window.isMinimized = () => true;
    window.restore = () => done.push('restored');
    window.focus = () => done.push('focused');
    window.hide();
    desktopTold.shown.at(-1)!.emit('click');
    return { done, isVisible: window.isVisible() };
  });
}

/** Starts a run and holds it at its first results. */
async function holdRun({ window }: RunningApplication): Promise<void> {
  desk.addPictures('many', PICTURES);
  await window.drop([desk.path('many')]);
  await window.startHeldRun();
}

describe('the desktop around a run', () => {
  it('stays awake while pictures are classified, not while they wait, and shows how far it is', async () => {
    const application = await desk.open();
    const { electron, window } = application;
    await recordDesktop(electron);
    expect(await isKeptAwake(electron)).toBe(false);
    const begun = performance.now();
    await holdRun(application);
    expect(await isKeptAwake(electron)).toBe(false);
    await window.run.resume.click();
    await window.run.pause.waitFor();
    expect(await isKeptAwake(electron)).toBe(true);
    await window.run.finished();
    await expect.poll(() => isKeptAwake(electron)).toBe(false);

    const { progress, notices } = await toldDesktop(electron);
    expect(progress.at(-1)).toBe('normal -1');
    expect(progress.some((one) => one.startsWith('paused 0.'))).toBe(true);
    const shares = progress.map((one) => Number(one.split(' ')[1])).filter((share) => share > 0 && share <= 1);
    expect(shares.length).toBeGreaterThan(3);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    // A run of less than a minute: it is shorter than the test.
    if (performance.now() - begun < 60_000) expect(notices).toEqual([]);
  });

  it('is told of the end of a long run, where nobody looks at it, and a click on that brings the window back', async () => {
    const { electron, window } = await desk.open();
    await recordDesktop(electron);
    // A second of a run counts as a quarter of an hour.
    await electron.evaluate(() => {
      const now = performance.now.bind(performance);
      const start = now();
      Object.defineProperty(performance, 'now', { value: () => start + 1000 * (now() - start) });
    });
    const run = async (folder: string) => {
      desk.addSamples({ [`${folder}/castle.webp`]: 'castle.webp', [`${folder}/dog.webp`]: 'german-shepherd.webp' });
      await window.drop([desk.path(folder)]);
      await window.startRun();
      await window.run.finished();
    };
    await run('first');
    const { runEnded, runEndedBody } = applicationTexts;
    const told = [`${runEnded.whole}: ${runEndedBody({ classified: 2, failed: 0, left: 0, offline: [] })}`];
    await expect.poll(async () => (await toldDesktop(electron)).notices).toEqual(told);
    expect(await clickNotice(electron)).toEqual({ done: ['restored', 'focused'], isVisible: true });

    await electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]!.isFocused = () => true;
    });
    await run('second');
    // Window and desktop are told of an end in one turn.
    expect((await toldDesktop(electron)).notices).toEqual(told);
  });
});

describe('the window on its desktop', () => {
  it('follows the dark and light of the system, until a person chooses one, at the next start too', async () => {
    const { electron, window } = await desk.open();
    const { page } = window;
    const source = (one: ElectronApplication) => one.evaluate(({ nativeTheme }) => nativeTheme.themeSource);
    const scheme = () => page.evaluate(() => document.documentElement.getAttribute('data-mantine-color-scheme'));
    await window.invitation.waitFor();
    expect(await source(electron)).toBe('system');
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await expect.poll(scheme).toBe(colorScheme);
    }
    // What the driver says of the system stands above what the application says.
    await page.emulateMedia({ colorScheme: null });
    desk.addSamples({ 'trip/dog.webp': 'german-shepherd.webp' });
    await window.drop([desk.path('trip')]);
    await window.startRun();
    await window.run.finished();
    await window.settings.open();
    await page.getByText(settingsTexts.appearances.dark, { exact: true }).click();
    await expect.poll(() => source(electron)).toBe('dark');
    await expect.poll(scheme).toBe('dark');
    await electron.close();

    const again = await desk.open();
    expect(await source(again.electron)).toBe('dark');
  });

  it('opens where it was closed, and on the screen where that place is gone', async () => {
    const bounds = { x: 140, y: 90, width: 900, height: 650 };
    const place = ({ electron }: RunningApplication) =>
      electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds() ?? null);
    const put = ({ electron }: RunningApplication, where: typeof bounds) =>
      electron.evaluate(({ BrowserWindow }, to) => {
        BrowserWindow.getAllWindows()[0]?.setBounds(to);
      }, where);
    const first = await desk.open();
    await put(first, bounds);
    await expect.poll(() => place(first)).toEqual(bounds);
    await first.electron.close();

    for (const gone of [{ x: 5000 }, { y: 5000 }]) {
      const next = await desk.open();
      expect(await place(next)).toEqual(bounds);
      await put(next, { ...bounds, ...gone });
      await expect.poll(() => place(next)).toMatchObject(gone);
      await next.electron.close();

      const last = await desk.open();
      const shown = await place(last);
      expect(shown?.x).toBeLessThan(1600);
      expect(shown?.y).toBeLessThan(1000);
      await put(last, bounds);
      await expect.poll(() => place(last)).toEqual(bounds);
      await last.electron.close();
    }
  });
});
