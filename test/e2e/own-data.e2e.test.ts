import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { applicationTexts } from '../../shared/texts/application.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { fingerprint } from '../cli/classifold.ts';
import { compareParts } from './compare-parts.ts';
import { openDesk, type Desk } from './desk.ts';
import { chooseMenuItem } from './menu.ts';
import { answerQuestions, programProcesses } from './processes.ts';

const { data: texts } = windowTexts;

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

it('deletes all that it keeps and nothing else, and begins as at the first start', async () => {
  desk.addSamples({ 'photos/dog.webp': 'german-shepherd.webp', 'photos/castle.webp': 'castle.webp' });
  const before = fingerprint(desk.path('photos'));
  const models = desk.path('application', 'models');
  mkdirSync(path.join(models, '.downloads'), { recursive: true });
  writeFileSync(path.join(models, '.downloads', 'b0-b0.pth.part'), 'half');
  const { window, catalog, electron } = await desk.open();
  const { page } = window;
  await window.drop([desk.path('photos')]);
  await window.startRun();
  await window.run.finished();
  await window.tagAll('mine');
  const cache = path.join(path.dirname(catalog), 'made-again');
  await expect.poll(() => existsSync(path.join(cache, 'thumbnails'))).toBe(true);

  await chooseMenuItem(electron, applicationTexts.menu.deleteData);
  const dialog = page.getByRole('dialog', { name: texts.title });
  await dialog.getByText(catalog).waitFor();
  await dialog.getByRole('rowheader', { name: texts.downloads }).waitFor();
  expect(await dialog.getByRole('button', { name: texts.confirm }).isDisabled()).toBe(true);
  await dialog.getByLabel(texts.sure).check();
  await dialog.getByRole('button', { name: texts.confirm }).click();

  await window.invitation.waitFor();
  for (const gone of [cache, models]) expect(existsSync(gone)).toBe(false);
  expect(readdirSync(path.dirname(catalog))).not.toContain('state.json');
  expect(fingerprint(desk.path('photos'))).toEqual(before);
  // The catalog that is open now is a new one.
  await window.drop([desk.path('photos')]);
  await window.startRun();
  expect(await window.run.finished()).toMatch(/^Done: 2 pictures/);
  expect(await desk.searchByCommandLine(catalog, 'tag:mine')).toEqual([]);
  expect(fingerprint(desk.path('photos'))).toEqual(before);
});

it('asks before it stops what goes on for that, and deletes nothing where a person goes on with it', async () => {
  desk.addSamples({ 'photos/dog.webp': 'german-shepherd.webp' });
  const { window, electron, catalog } = await desk.open();
  const { page } = window;
  await window.drop([desk.path('photos')]);
  await window.startRun();
  await window.run.finished();
  await window.tagAll('mine');
  const compare = compareParts(page);
  await compare.open(electron);
  await compare.measureAll();
  await expect.poll(() => programProcesses(electron, 'worker')).not.toHaveLength(0);
  await chooseMenuItem(electron, applicationTexts.menu.deleteData);
  const dialog = page.getByRole('dialog', { name: texts.title });
  await dialog.getByLabel(texts.sure).check();
  const confirm = dialog.getByRole('button', { name: texts.confirm });
  const { stop, goOn } = applicationTexts.deleteWhileWorking;
  const asked = await answerQuestions(electron, goOn);
  await confirm.click();
  await expect.poll(() => asked()).toBe(1);
  await expect.poll(() => confirm.isEnabled()).toBe(true);
  expect(await desk.searchByCommandLine(catalog, 'tag:mine')).toHaveLength(1);
  // Between two networks there is none for a moment.
  await expect.poll(() => programProcesses(electron, 'worker')).not.toHaveLength(0);

  await answerQuestions(electron, stop);
  await confirm.click();
  // A library that had a picture invites nobody before that is gone.
  await window.invitation.waitFor();
  await expect.poll(() => programProcesses(electron, 'worker')).toEqual([]);
});
