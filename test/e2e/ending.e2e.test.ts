import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applicationTexts } from '../../shared/texts/application.ts';
import { openDesk, type Desk, type RunningApplication } from './desk.ts';
import { answerQuestions, programProcesses } from './processes.ts';

const PICTURES = 200;
const { stop, goOn } = applicationTexts.closeWhileRunning;

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

async function startRun({ window }: RunningApplication): Promise<void> {
  desk.addPictures('many', PICTURES);
  await window.drop([desk.path('many')]);
  await window.startRun();
  await window.classifiedTiles.first().waitFor();
}

/** Closes the window as a person does; the application may ask. */
async function closeWindow({ electron }: RunningApplication): Promise<void> {
  await electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.close();
  });
}

describe('the application', () => {
  it('asks once before it ends a run, and goes on where a person says so', async () => {
    const application = await desk.open();
    await startRun(application);
    await answerQuestions(application.electron, goOn);
    await closeWindow(application);
    await application.window.run.pause.click();
    await application.window.run.resume.waitFor();

    await answerQuestions(application.electron, stop);
    const ended = application.electron.waitForEvent('close');
    await closeWindow(application);
    await ended;

    const again = await desk.open();
    await again.window.run.goOn.click();
    await again.window.run.finished();
    expect(await desk.searchByCommandLine(again.catalog, 'NOT is:unclassified')).toHaveLength(PICTURES);
  });

  it('ends though none of its processes answers, and loses nothing by it', async () => {
    const application = await desk.open();
    await startRun(application);
    await answerQuestions(application.electron, stop);
    const processes = await programProcesses(application.electron);
    expect(processes.length).toBeGreaterThanOrEqual(3);
    const ended = application.electron.waitForEvent('close');
    for (const pid of processes) process.kill(pid, 'SIGSTOP');
    await closeWindow(application);
    await ended;

    const again = await desk.open();
    await again.window.run.goOn.click();
    await again.window.run.finished();
    expect(await desk.searchByCommandLine(again.catalog, 'NOT is:unclassified')).toHaveLength(PICTURES);
  });
});
