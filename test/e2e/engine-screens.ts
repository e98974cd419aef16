import { mkdirSync, writeFileSync } from 'node:fs';
import { windowTexts } from '../../shared/texts/window.ts';
import { FILES, manifestOf } from '../engine-pack/pack-builder.ts';
import type { Desk, RunningApplication } from './desk.ts';
import { dismissNotice } from './dismiss-notice.ts';
import type { Visit } from './screens.ts';
import { chooseInDialog } from './system-dialog.ts';
import { tell } from './tell.ts';

const { engines: texts, sidebar } = windowTexts;

/** An engine pack that nobody adds here: what it says of itself is shown. */
const PACK = 'Engine pack for TensorFlow';

/** What computes, and packs that a person adds and removes. */
export async function walkEngines(
  desk: Desk,
  { window, electron }: Pick<RunningApplication, 'window' | 'electron'>,
  visit: Visit,
): Promise<void> {
  const { page } = window;
  const { engines } = window;
  await engines.open();
  await visit('engines');
  await tell(electron, 'measuringEngines', { engine: 'onnxruntime:webgpu', done: 1, total: 3 });
  await page.getByRole('button', { name: texts.cancelMeasuring }).waitFor();
  await visit('engines-measuring');
  await tell(electron, 'measuringEngines', null);
  desk.addFile(`${PACK}/pack.json`, manifestOf(FILES));
  await chooseInDialog(electron, desk.path(PACK));
  await engines.choosePack('folder');
  await engines.packDialog.getByText(texts.addDialog.trust).waitFor();
  await visit('engines-add-pack');
  await page.keyboard.press('Escape');
  await engines.packDialog.waitFor({ state: 'hidden' });

  // One that was added, and has lost its files since.
  const kept = desk.path('application', 'engines', 'tensorflow');
  mkdirSync(kept, { recursive: true });
  writeFileSync(`${kept}/pack.json`, manifestOf(FILES));
  await window.goTo(sidebar.settings);
  await engines.open();
  await engines.card('tensorflow').getByRole('button', { name: texts.removePack }).click();
  const removal = page.getByRole('dialog', { name: texts.removeDialog.title });
  await removal.waitFor();
  await visit('engines-remove-pack');
  await removal.getByRole('button', { name: texts.removeDialog.confirm }).click();
  const removed = page.getByRole('alert').filter({ hasText: texts.removeDialog.removed('tensorflow') });
  await removed.waitFor();
  await removal.waitFor({ state: 'hidden' });
  await dismissNotice(removed);
}
