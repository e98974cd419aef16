import { once } from 'node:events';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { applicationTexts } from '../../shared/texts/application.ts';
import { openDesk, type Desk } from './desk.ts';

const PICTURES = 100;

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

it('a library that the command line writes is said to be held, and opens by itself when that is done', async () => {
  desk.addPictures('many', PICTURES);
  const catalog = desk.path('application', 'catalog.sqlite');
  const writing = desk.startCommandLine('classify', desk.path('many'), '--json', '--catalog', catalog);
  const ended = once(writing, 'exit');
  // Its first picture: the lock is its own, and nearly all of its work is before it.
  await once(writing.stdout!, 'data');
  writing.kill('SIGSTOP');
  writing.stdout!.resume();

  const { window } = await desk.openRefused();
  await window.page.getByText(applicationTexts.opensByItself).waitFor();
  await expect.poll(() => window.page.getByRole('alert').textContent()).toContain(catalog);
  // Searching works meanwhile, as the command line says.
  expect((await desk.searchByCommandLine(catalog, 'NOT is:unclassified')).length).toBeGreaterThan(0);
  expect(writing.exitCode).toBeNull();

  writing.kill('SIGCONT');
  expect(await ended).toEqual([0, null]);
  await window.tiles.first().waitFor();
  await expect.poll(() => window.found()).toBe(PICTURES);
  // It can be written now, too.
  await window.tagAll('holiday');
  await window.tagCount('holiday').getByText(String(PICTURES)).waitFor();
});
