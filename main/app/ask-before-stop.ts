import { dialog, type BrowserWindow } from 'electron';
import { applicationTexts as texts } from '../../shared/texts/application.ts';
import { stopQuestion, type WorkUnderWay } from './work-under-way.ts';

/** What would stop it, and what a person is told and offered then. */
const WAYS = {
  close: { ...texts.closeWhileRunning, detail: null },
  open: { ...texts.openWhileWorking, detail: null },
  delete: texts.deleteWhileWorking,
} as const;

/** Asks once whether all of this is to be stopped. False: the person goes on. */
export async function askBeforeStop(
  window: BrowserWindow,
  works: readonly WorkUnderWay[],
  before: keyof typeof WAYS,
): Promise<boolean> {
  const { stop, goOn, detail } = WAYS[before];
  const ways = { buttons: [stop, goOn], defaultId: 0, cancelId: 1 };
  const answered = await dialog.showMessageBox(window, { type: 'question', ...stopQuestion(works, detail), ...ways });
  return answered.response === 0;
}
