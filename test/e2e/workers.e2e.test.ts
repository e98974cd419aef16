import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resultRows } from '../cli/classifold.ts';
import { openDesk, type Desk } from './desk.ts';
import { programProcesses } from './processes.ts';

// Enough that workers are still at it when one of them is killed.
const PICTURES = 200;

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

describe('a worker that is killed in the middle of a run', () => {
  it('costs nothing: every picture has the rows that the command line gives it', async () => {
    desk.addPictures('many', PICTURES);
    const application = await desk.open();
    const { window } = application;
    await window.drop([desk.path('many')]);
    await window.startHeldRun();
    const workers = await programProcesses(application.electron, 'worker');
    expect(workers.length).toBeGreaterThan(0);
    await window.run.resume.click();
    process.kill(workers[0]!, 'SIGKILL');
    expect(await window.run.finished()).toMatch(new RegExp(`^Done: ${PICTURES} pictures`));

    const undisturbed = desk.path('undisturbed.sqlite');
    await desk.classifyByCommandLine(undisturbed, [desk.path('many')]);
    expect(resultRows(application.catalog)).toEqual(resultRows(undisturbed));
  });
});
