import { readFileSync } from 'node:fs';
import path from 'node:path';
import { windowTexts } from '../../shared/texts/window.ts';
import { projectRoot } from '../cli/classifold.ts';
import { answerDialogs, arrivalParts } from './arrival-parts.ts';
import type { Desk, RunningApplication } from './desk.ts';
import { tell } from './tell.ts';

const { getModels, importModel, sidebar } = windowTexts;
const NAME = 'Wild animals of the garden';

/** From the models screen on: published models, an import from its form to its end, and a model of one's own that goes. */
export async function walkModelArrivals(
  desk: Desk,
  { window, electron }: Pick<RunningApplication, 'window' | 'electron'>,
  visit: (screen: string) => Promise<void>,
): Promise<void> {
  const { page } = window;
  const arrivals = arrivalParts(page);
  await arrivals.openAvailable();
  await arrivals.available('EfficientNet-B0').waitFor();
  await visit('models-available');
  await arrivals.ask('EfficientNet-B4');
  await visit('models-install');
  await page.keyboard.press('Escape');
  // Nothing is downloaded in a test.
  await tell(electron, 'installing', { id: 'b4', name: 'EfficientNet-B4', bytes: 30e6, total: 78e6, isTrying: false });
  await page.getByRole('region', { name: getModels.bar.region }).waitFor();
  await visit('models-installing');
  await tell(electron, 'installing', null);
  await page.getByRole('button', { name: getModels.back }).click();

  // The bundled weights under tensor names that say little: what is assumed is said.
  const weights = path.join(projectRoot, 'assets', 'models', 'efficientnet-lite0', 'weights.safetensors');
  desk.addFile('Downloads/garden animals.safetensors', readFileSync(weights));
  await answerDialogs(electron, desk.path('Downloads', 'garden animals.safetensors'));
  await arrivals.openImport();
  await visit('models-import');
  await arrivals.choose(importModel.file, 'garden animals.safetensors');
  await arrivals.importing.getByRole('textbox', { name: importModel.name }).fill(NAME);
  await arrivals.look();
  await visit('models-recognised');
  await arrivals.importing.getByRole('button', { name: importModel.found.accept }).click();
  await arrivals.importing.waitFor({ state: 'hidden' });
  await page.getByRole('region', { name: NAME }).waitFor();
  await visit('models-own');
  const removal = await arrivals.removal(NAME);
  await visit('models-remove');
  await removal.getByRole('button', { name: windowTexts.removeModel.confirm }).click();
  await removal.waitFor({ state: 'hidden' });
  await window.goTo(sidebar.models);
}
