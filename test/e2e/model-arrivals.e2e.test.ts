import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeSafetensors } from '../../main/checkpoint/write-safetensors.ts';
import { applicationTexts } from '../../shared/texts/application.ts';
import { arrivalTexts } from '../../shared/texts/get-models.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { checkpointTensors, TAUGHT_LABELS, trainThreeClasses } from '../model/train-three-classes.ts';
import { answerDialogs, arrivalParts } from './arrival-parts.ts';
import { openDesk, type Desk, type RunningApplication } from './desk.ts';
import { NO_NETWORK } from './no-network.ts';
import { answerQuestions } from './processes.ts';

const { getModels, importModel, models: modelTexts, removeModel } = windowTexts;
const BUNDLED_NAME = 'EfficientNet-Lite0';
const B0 = 'EfficientNet-B0';

let made: string;
let checkpoint: string;
beforeAll(async () => {
  made = await mkdtemp(path.join(tmpdir(), 'classifold-checkpoint-'));
  checkpoint = path.join(made, 'three.safetensors');
  await writeSafetensors(checkpoint, checkpointTensors(await trainThreeClasses(), 'efficientnet-lite-pytorch'));
  writeFileSync(path.join(made, 'labels.csv'), TAUGHT_LABELS);
});
afterAll(() => rm(made, { recursive: true }));

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

/** What is in the folder of a person's own models. */
function inModels(): readonly string[] {
  const folder = desk.path('application', 'models');
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder).filter((name) => name !== '.downloads' && name !== '.labels');
}

/** The models of a window without pictures. */
async function openByMenu({ window, electron }: Pick<RunningApplication, 'window' | 'electron'>): Promise<void> {
  await window.invitation.waitFor();
  await electron.evaluate(({ Menu }, label) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
    items.find((item) => item.label === label)?.click();
  }, applicationTexts.menu.models);
}

describe('a checkpoint of one’s own', () => {
  it('is looked at, discarded without a trace, accepted, chosen with the earlier predictions kept, and removed', async () => {
    desk.addSamples({ 'trip/castle.webp': 'castle.webp', 'trip/dog.webp': 'german-shepherd.webp' });
    const { window, electron } = await desk.open();
    const { page, models, run } = window;
    const arrivals = arrivalParts(page);
    const { importing } = arrivals;
    await window.drop([desk.path('trip')]);
    await window.startRun();
    await run.finished();
    await models.open();

    // Whatever the page names: only what a person has chosen is read.
    const unchosen = await page.evaluate(
      (file) =>
        globalThis.window.classifold.prepareImport({
          file,
          labels: null,
          origin: null,
          name: null,
          picture: null,
        }),
      checkpoint,
    );
    expect(JSON.parse(unchosen)).toEqual({ ok: false, message: arrivalTexts.notChosen });

    const labels = path.join(made, 'labels.csv');
    await answerDialogs(electron, labels, checkpoint, labels, desk.path('trip', 'castle.webp'));
    await arrivals.openImport();
    await arrivals.choose(importModel.file, 'labels.csv');
    await importing.getByRole('button', { name: importModel.look, exact: true }).click();
    await importing.getByRole('alert').waitFor();
    expect(inModels()).toEqual([]);
    await arrivals.choose(importModel.file, 'three.safetensors');
    await arrivals.choose(importModel.labels, 'labels.csv');
    await importing.getByRole('textbox', { name: importModel.name }).fill('Our three');
    await arrivals.look();
    await importing.getByText('EfficientNet-Lite0, 3 classes').waitFor();
    await importing.getByText(/at 224 px/u).waitFor();
    await importing.getByText('In koala.jpg it sees: furry beast').waitFor();
    const picture = importing.getByRole('img', { name: 'koala.jpg' });
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    await importing.getByRole('button', { name: importModel.found.discard }).click();
    await importing.waitFor({ state: 'hidden' });
    await expect.poll(inModels).toEqual([]);

    await answerDialogs(electron, checkpoint, labels, desk.path('trip', 'castle.webp'));
    await arrivals.openImport();
    await arrivals.choose(importModel.file, 'three.safetensors');
    await arrivals.choose(importModel.labels, 'labels.csv');
    await arrivals.choose(importModel.picture, 'castle.webp');
    await importing.getByRole('textbox', { name: importModel.name }).fill('Our three');
    await arrivals.look();
    await importing.getByText('In castle.webp it sees: old walls').waitFor();
    await importing.getByRole('button', { name: importModel.found.accept }).click();
    await importing.waitFor({ state: 'hidden' });
    expect(inModels()).toEqual(['our-three']);

    await models.choose('Our three');
    await models.later();
    await models.done(BUNDLED_NAME, 2, 2).waitFor();
    await window.search('dog model:efficientnet-lite0');
    await expect.poll(() => window.shownPaths()).toEqual([desk.path('trip', 'dog.webp')]);
    await models.open();

    const removal = await arrivals.removal('Our three');
    await removal.getByRole('button', { name: removeModel.confirm }).click();
    await removal.waitFor({ state: 'hidden' });
    await page.getByText(removeModel.chosenNow(BUNDLED_NAME)).waitFor();
    expect(inModels()).toEqual([]);
    await models.done(BUNDLED_NAME, 2, 2).waitFor();
    await page.getByRole('region', { name: 'Our three' }).waitFor({ state: 'detached' });
  });

  it('that waits to be accepted when the window is closed leaves nothing', async () => {
    const { window, electron } = await desk.open();
    await openByMenu({ window, electron });
    const arrivals = arrivalParts(window.page);
    await answerDialogs(electron, checkpoint);
    await arrivals.openImport();
    await arrivals.choose(importModel.file, 'three.safetensors');
    await arrivals.look();
    expect(inModels()).toHaveLength(1);
    const { stop, goOn } = applicationTexts.closeWhileRunning;
    const asked = await answerQuestions(electron, goOn);
    await electron.evaluate(({ app }) => {
      app.quit();
    });
    await expect.poll(() => asked()).toBe(1);
    expect(inModels()).toHaveLength(1);
    await answerQuestions(electron, stop);
    await electron.close();
    expect(inModels()).toEqual([]);
  });
});

describe('a published model', () => {
  it('is not had without a network, which is said, nor from another file; nothing of either is left', async () => {
    const { window, electron } = await desk.open(...NO_NETWORK);
    const { page } = window;
    const arrivals = arrivalParts(page);
    await openByMenu({ window, electron });
    await arrivals.openAvailable();
    await arrivals.available(B0).getByText('7f5810bc… (its beginning is stated)').waitFor();
    expect(existsSync(desk.path('application', 'models', '.downloads'))).toBe(false);

    const asked = await arrivals.ask(B0);
    await asked.getByText(/from download\.pytorch\.org/u).waitFor();
    await asked.getByRole('button', { name: getModels.dialog.confirm }).click();
    await page.getByRole('region', { name: getModels.bar.region }).waitFor();
    await arrivals.problem.getByText(/Is this machine online\?/u).waitFor();
    await page.getByRole('region', { name: getModels.bar.region }).waitFor({ state: 'detached' });
    await arrivals.closeProblem();

    await answerDialogs(electron, checkpoint);
    const again = await arrivals.ask(B0);
    await again.getByRole('button', { name: getModels.dialog.fromFile }).click();
    await arrivals.problem.getByText(/is not a file that was published of this model/u).waitFor();
    expect(inModels()).toEqual([]);
    expect(readdirSync(desk.path('application', 'models', '.downloads'))).toEqual([]);
    await page.getByRole('button', { name: getModels.back }).click();
    await page.getByRole('heading', { name: modelTexts.title, exact: true }).waitFor();
  });

  it('that is there and damaged is said to be in the way before anybody is asked, and is removed', async () => {
    const folder = desk.path('application', 'models', 'efficientnet-b0');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'manifest.json'), '{');
    const { window, electron } = await desk.open(...NO_NETWORK);
    const { page } = window;
    const arrivals = arrivalParts(page);
    await openByMenu({ window, electron });
    await arrivals.openAvailable();
    const asked = await arrivals.ask(B0);
    await asked.getByRole('button', { name: getModels.dialog.confirm }).click();
    await arrivals.problem.getByText(/Remove that one first, under Models\./u).waitFor();
    expect(existsSync(desk.path('application', 'models', '.downloads'))).toBe(false);
    await arrivals.closeProblem();
    await page.getByRole('button', { name: getModels.back }).click();
    const removal = await arrivals.removal('efficientnet-b0');
    await removal.getByRole('button', { name: removeModel.confirm }).click();
    await removal.waitFor({ state: 'hidden' });
    expect(inModels()).toEqual([]);
  });
});
