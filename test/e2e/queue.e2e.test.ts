import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

it('a run that waits in the queue when the application is killed is gone on with by the same click', async () => {
  const PICTURES = 150;
  desk.addPictures('many', PICTURES);
  desk.addSamples({ 'later/dog.webp': 'german-shepherd.webp' });
  const killed = await desk.open();
  await killed.window.drop([desk.path('many')]);
  await killed.window.startRun();
  await killed.window.classifiedTiles.first().waitFor();
  await killed.window.drop([desk.path('later')]);
  await killed.window.startRun();
  const gone = killed.electron.waitForEvent('close');
  killed.electron.process().kill('SIGKILL');
  await gone;

  const again = await desk.open();
  await again.window.run.goOn.click();
  await again.window.run.finished();
  expect(await desk.searchByCommandLine(again.catalog, 'dog')).toEqual([desk.path('later', 'dog.webp')]);
  expect(await desk.searchByCommandLine(again.catalog, 'NOT is:unclassified')).toHaveLength(PICTURES + 1);
  await again.electron.close();

  const third = await desk.open();
  await third.window.classifiedTiles.first().waitFor();
  expect(await third.window.run.goOn.count()).toBe(0);
});
