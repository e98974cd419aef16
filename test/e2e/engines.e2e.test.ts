import { existsSync, readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { windowTexts } from '../../shared/texts/window.ts';
import { samples } from '../cli/classifold.ts';
import { hasTensorflow } from '../engine/tensorflow-here.ts';
import { archiveOf, packContents } from '../engine-pack/archive-builder.ts';
import { FILES } from '../engine-pack/pack-builder.ts';
import { openDesk, type Desk } from './desk.ts';
import { bestClasses } from './results.ts';
import { chooseInDialog } from './system-dialog.ts';

const { engines: texts, run } = windowTexts;

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

describe('engines', () => {
  it('are shown with what computes; a pack that does not work is refused, and nothing of it is left', async () => {
    desk.addFile('pack.zip', await archiveOf(packContents(FILES)));
    const { electron, window } = await desk.open();
    await window.invitation.waitFor();
    await window.engines.openByMenu(electron);
    const cpu = window.engines.card('onnxruntime:cpu');
    await cpu.getByText(texts.badges.inUse).waitFor();
    expect(await cpu.textContent()).toMatch(/version \d+\.\d+\.\d+ · comes with Classifold/);
    const directml = window.engines.card('onnxruntime:directml');
    expect(await directml.textContent()).toMatch(/Not here.*Never run.*DirectML is a part of Windows/);
    expect(await directml.getByRole('radio').isDisabled()).toBe(true);

    await chooseInDialog(electron, desk.path('Pictures'), 'openDirectory');
    await window.engines.choosePack('folder');
    await window.page.getByText(/was not added: this is no engine pack/).waitFor();

    await chooseInDialog(electron, desk.path('pack.zip'), 'openFile');
    await window.engines.choosePack('archive');
    const { packDialog } = window.engines;
    await packDialog.getByText(texts.addDialog.trust).waitFor();
    expect(await packDialog.textContent()).toContain('TensorFlow 2.21.0');
    await packDialog.getByRole('button', { name: texts.addDialog.confirm }).click();
    await packDialog.getByText(/was not added: it does not work here: /).waitFor();
    await window.page.keyboard.press('Escape');
    await packDialog.waitFor({ state: 'hidden' });
    const kept = desk.path('application', 'engines');
    expect(existsSync(kept) ? readdirSync(kept) : []).toEqual([]);
  });

  it.skipIf(!hasTensorflow)('compute the same: TensorFlow, chosen in the window, as the CPU', async () => {
    const onCpu = desk.path('on cpu.sqlite');
    await desk.classifyByCommandLine(onCpu, [samples]);
    const { electron, window, catalog } = await desk.open();
    await window.invitation.waitFor();
    await window.engines.openByMenu(electron);
    await window.engines.choose('tensorflow');
    await window.drop([samples]);
    await window.startRun();
    await window.run.ended();
    await window.page.getByText(run.by('tensorflow')).waitFor();
    expect(await window.run.finished()).toMatch(/^Done/);
    const best = bestClasses(catalog);
    expect(best.size).toBe(15);
    expect(best).toEqual(bestClasses(onCpu));
  });
});
