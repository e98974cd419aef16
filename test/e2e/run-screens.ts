import type { RunView } from '../../shared/contract/events.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import type { Desk, RunningApplication } from './desk.ts';
import type { Visit } from './screens.ts';
import { tell } from './tell.ts';

const { drop, run: texts, runSheet } = windowTexts;

/** One more than are begun without being asked about. */
const MANY = 10_001;

/** With all that its line can say. */
const RUN: RunView = {
  about: { kind: 'paths', paths: ['/home/someone/Pictures'], more: 0 },
  state: 'running',
  scanning: false,
  found: 12_345,
  total: 12_345,
  classified: 3210,
  reused: 45,
  unchanged: 678,
  failed: 9,
  skipped: [
    ['.txt', 12],
    ['.mov', 3],
  ],
  picturesPerSecond: 61.5,
  secondsLeft: 137,
  trying: null,
  work: {
    engine: 'onnxruntime:cpu',
    why: 'fastest',
    model: 'EfficientNet-Lite0',
    plan: { workers: 8, threads: 1, decoders: 2, batch: 1 },
    isReduced: true,
  },
  waiting: [
    { run: 2, about: { kind: 'paths', paths: ['/home/someone/Pictures/2024', '/media/card'], more: 3 } },
    { run: 3, about: { kind: 'failures' } },
  ],
};

/** A run from its beginning to one that was left; the folder has pictures enough that it is under way when it is held. */
export async function walkRun(
  desk: Desk,
  { window, electron }: Pick<RunningApplication, 'window' | 'electron'>,
  folder: string,
  visit: Visit,
): Promise<void> {
  const { page } = window;
  const closeSheet = async () => {
    await window.runSheet.getByRole('button', { name: runSheet.cancel }).click();
    await window.runSheet.waitFor({ state: 'hidden' });
  };
  await window.run.dismiss.click();
  const gone = desk.path('Pictures of a card that was taken out');
  await window.drop([desk.path(folder), gone]);
  await window.runSheet.getByText(runSheet.missing([gone])).waitFor();
  await visit('run-sheet-missing');
  await closeSheet();
  // Nobody looks into them before the run.
  for (let n = 0; n < MANY; n++) desk.addFile(`Everything/picture ${n}.jpg`, '');
  await window.drop([desk.path('Everything')]);
  await window.runSheet.getByText(runSheet.start(MANY)).waitFor();
  await window.runSheet.getByRole('alert').waitFor();
  await visit('run-sheet-many');
  await closeSheet();
  // A real one is over before anybody has looked at it.
  await tell(electron, 'run', RUN);
  await window.run.pause.waitFor();
  await visit('run');
  await page.getByRole('button', { name: texts.queued(2) }).click();
  await visit('run-waiting', 'menu');
  await page.keyboard.press('Escape');
  // What is dragged over it while it goes would leave with it.
  await page.getByRole('menu').waitFor({ state: 'hidden' });
  const held = await window.drag([desk.path(folder)]);
  await window.dropTarget.getByText(drop.queued).waitFor();
  await visit('drop-target-running');
  await held.leave();
  await window.dropTarget.waitFor({ state: 'hidden' });
  await tell(electron, 'run', null);
  await window.run.pause.waitFor({ state: 'hidden' });

  await window.drop([desk.path(folder)]);
  await window.startHeldRun();
  await visit('run-paused');
  await window.run.cancel.click();
  await window.run.ended();
  await visit('run-stopped');
  await window.run.dismiss.click();
  await page.getByRole('button', { name: texts.continueRun, exact: true }).waitFor();
  await visit('run-unfinished');
}
