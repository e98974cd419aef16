import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { windowTexts } from '../../shared/texts/window.ts';
import { samples } from '../cli/classifold.ts';
import { hasTensorflow } from '../engine/tensorflow-here.ts';
import { openDesk, type Desk } from './desk.ts';
import { ADD_WITHIN_MS, makeRealPack } from './real-pack.ts';
import { bestClasses } from './results.ts';
import { isSoftwareVulkanHere } from './runtime/place.ts';
import { chooseInDialog } from './system-dialog.ts';

const { engines: texts, run } = windowTexts;

// A picture takes up to twenty seconds where two cores stand in for a graphics processor and have other things to do.
const IN_SOFTWARE_WITHIN_MS = 480_000;

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

describe.skipIf(!hasTensorflow)('a real engine pack', () => {
  let folder: string;
  let pack: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'classifold-real-pack-'));
    pack = makeRealPack(folder);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is added in the window, computes of all samples what the CPU does, and is removed again', async () => {
    const onCpu = desk.path('on cpu.sqlite');
    await desk.classifyByCommandLine(onCpu, [samples]);
    const { electron, window, catalog } = await desk.open();
    await window.invitation.waitFor();
    await window.engines.openByMenu(electron);
    await chooseInDialog(electron, pack);
    await window.engines.choosePack('archive');
    const { packDialog } = window.engines;
    await packDialog.getByRole('button', { name: texts.addDialog.confirm }).click();
    await window.page.getByText(texts.addDialog.added('tensorflow')).waitFor({ timeout: ADD_WITHIN_MS });
    const card = window.engines.card('tensorflow');
    await card.getByText(/from an engine pack/).waitFor();
    expect(readdirSync(desk.path('application', 'engines'))).toEqual(['tensorflow']);

    await window.engines.choose('tensorflow');
    await window.drop([samples]);
    await window.startRun();
    await window.page.getByText(run.by('tensorflow')).waitFor({ timeout: ADD_WITHIN_MS });
    expect(bestClasses(catalog)).toEqual(bestClasses(onCpu));

    await card.getByRole('button', { name: texts.removePack }).click();
    const dialog = window.page.getByRole('dialog', { name: texts.removeDialog.title });
    await dialog.getByRole('button', { name: texts.removeDialog.confirm }).click();
    await dialog.waitFor({ state: 'hidden' });
    await card.getByText(/from an npm package/).waitFor();
    expect(readdirSync(desk.path('application', 'engines'))).toEqual([]);
  });
});

it.skipIf(!isSoftwareVulkanHere())(
  'a graphics processor in software computes of all samples what the CPU does',
  async () => {
    const onCpu = desk.path('on cpu.sqlite');
    await desk.classifyByCommandLine(onCpu, [samples]);
    const { electron, window, catalog } = await desk.open();
    await window.invitation.waitFor();
    await window.engines.openByMenu(electron);
    await window.engines.choose('onnxruntime:webgpu');
    await window.drop([samples]);
    await window.startRun();
    await window.page.getByText(run.by('onnxruntime:webgpu')).waitFor({ timeout: IN_SOFTWARE_WITHIN_MS });
    expect(bestClasses(catalog)).toEqual(bestClasses(onCpu));
  },
  2 * IN_SOFTWARE_WITHIN_MS,
);
