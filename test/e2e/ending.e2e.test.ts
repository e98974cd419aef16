import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applicationTexts } from '../../shared/texts/application.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { openDesk, type Desk, type RunningApplication } from './desk.ts';
import { STARTED_WITHIN_MS } from './patience.ts';
import { answerQuestions, programProcesses } from './processes.ts';
import { putRecentLibrary } from './recent-library.ts';
import { nameInDialog } from './system-dialog.ts';

const PICTURES = 200;
/** What does not answer is given up after some fifteen seconds. */
const ENDS_WITHIN = { timeout: STARTED_WITHIN_MS };
const { stop, goOn, work } = applicationTexts.closeWhileRunning;
const { actions } = windowTexts;

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

/** Starts a run and holds it at its first results. */
async function holdRun({ window }: RunningApplication): Promise<void> {
  desk.addPictures('many', PICTURES);
  await window.drop([desk.path('many')]);
  await window.startHeldRun();
}

/** Closes the window as a person does; the application may ask. */
async function closeWindow({ electron }: RunningApplication): Promise<void> {
  await electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.close();
  });
}

/** Answers the application's next questions; tells what the last one said. */
async function recordQuestion({ electron }: RunningApplication, button: string): Promise<() => Promise<unknown>> {
  await electron.evaluate(({ dialog }, label) => {
    dialog.showMessageBox = (_window: unknown, asked?: Electron.MessageBoxOptions) => {
      const { message, detail } = asked ?? {};
      process.env['CLASSIFOLD_ASKED'] = JSON.stringify({ message, detail });
      return Promise.resolve({ response: asked?.buttons?.indexOf(label) ?? -1, checkboxChecked: false });
    };
  }, button);
  return async () => JSON.parse(await electron.evaluate(() => process.env['CLASSIFOLD_ASKED'] ?? 'null')) as unknown;
}

describe('the application', () => {
  it('asks once before it ends a run, and goes on where a person says so', async () => {
    const application = await desk.open();
    await holdRun(application);
    const asked = await recordQuestion(application, goOn);
    await closeWindow(application);
    await expect.poll(asked).toEqual(work.run);
    await application.window.run.resume.click();

    await answerQuestions(application.electron, stop);
    const ended = application.electron.waitForEvent('close', ENDS_WITHIN);
    await closeWindow(application);
    await ended;

    const again = await desk.open();
    await again.window.run.goOn.click();
    await again.window.run.finished();
    expect(await desk.searchByCommandLine(again.catalog, 'NOT is:unclassified')).toHaveLength(PICTURES);
  });

  it('ends though none of its processes answers, and loses nothing by it', async () => {
    const application = await desk.open();
    await holdRun(application);
    await answerQuestions(application.electron, stop);
    const processes = await programProcesses(application.electron);
    expect(processes.length).toBeGreaterThanOrEqual(3);
    const ended = application.electron.waitForEvent('close', ENDS_WITHIN);
    await application.window.run.resume.click();
    for (const pid of processes) process.kill(pid, 'SIGSTOP');
    await closeWindow(application);
    await ended;

    const again = await desk.open();
    await again.window.run.goOn.click();
    await again.window.run.finished();
    expect(await desk.searchByCommandLine(again.catalog, 'NOT is:unclassified')).toHaveLength(PICTURES);
  });

  it('asks before it stops an export, and leaves no half file where a person says so', async () => {
    // So many that the window is closed before they are all written.
    putRecentLibrary(desk, 250_000);
    mkdirSync(desk.path('out'));
    const file = desk.path('out', 'pictures.csv');
    writeFileSync(file, 'what was there');
    const application = await desk.open();
    const { electron, window } = application;
    await window.tiles.first().waitFor();
    await nameInDialog(electron, file);
    const beginAndClose = async (): Promise<void> => {
      await window.page.getByRole('button', { name: actions.export }).click();
      await window.page.getByRole('region', { name: actions.exportRegion }).waitFor();
      await closeWindow(application);
    };

    const asked = await recordQuestion(application, goOn);
    await beginAndClose();
    await window.page.getByRole('alert').filter({ hasText: file }).waitFor({ timeout: 150_000 });
    expect(await asked()).toEqual(work.export);
    writeFileSync(file, 'what was there');

    await recordQuestion(application, stop);
    const ended = electron.waitForEvent('close', ENDS_WITHIN);
    await beginAndClose();
    await ended;
    expect(readdirSync(desk.path('out'))).toEqual(['pictures.csv']);
    expect(readFileSync(file, 'utf8')).toBe('what was there');
  });
});
