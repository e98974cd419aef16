import { afterEach, beforeEach, expect, it } from 'vitest';
import { windowTexts } from '../../shared/texts/window.ts';
import { openDesk, type Desk } from './desk.ts';
import { STARTED_WITHIN_MS } from './patience.ts';

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
  await killed.window.startHeldRun();
  await killed.window.drop([desk.path('later')]);
  await killed.window.startRun();
  await killed.window.run.resume.click();
  const gone = killed.electron.waitForEvent('close', { timeout: STARTED_WITHIN_MS });
  killed.electron.process().kill('SIGKILL');
  await gone;

  const again = await desk.open();
  await again.window.run.goOn.click();
  // There are two: the one that was killed, and the one that waited.
  await again.window.run.finished();
  const dogs = () => desk.searchByCommandLine(again.catalog, 'dog');
  await expect.poll(dogs, { timeout: 100_000 }).toEqual([desk.path('later', 'dog.webp')]);
  expect(await desk.searchByCommandLine(again.catalog, 'NOT is:unclassified')).toHaveLength(PICTURES + 1);
  await again.electron.close();

  const third = await desk.open();
  await third.window.classifiedTiles.first().waitFor();
  expect(await third.window.run.goOn.count()).toBe(0);
});

it('a run that was taken out of the queue does not begin, in this start or the next', async () => {
  const texts = windowTexts.run;
  const PICTURES = 60;
  desk.addPictures('many', PICTURES);
  desk.addSamples({ 'later/dog.webp': 'german-shepherd.webp' });
  const first = await desk.open();
  const { page, run } = first.window;
  await first.window.drop([desk.path('many')]);
  // Held, so that it is not over before the other one is taken out.
  await first.window.startHeldRun();
  await first.window.drop([desk.path('later')]);
  await first.window.startRun();
  const queue = page.getByRole('button', { name: texts.queued(1) });
  await queue.click();
  const about = { kind: 'paths' as const, paths: [desk.path('later')], more: 0 };
  await page.getByRole('menuitem', { name: texts.removeWaiting(about) }).click();
  await queue.waitFor({ state: 'hidden' });
  await run.resume.click();
  await run.finished();
  await first.electron.close();

  const again = await desk.open();
  await again.window.classifiedTiles.first().waitFor();
  expect(await again.window.run.goOn.count()).toBe(0);
  expect(await desk.searchByCommandLine(again.catalog, 'NOT is:unclassified')).toHaveLength(PICTURES);
});
