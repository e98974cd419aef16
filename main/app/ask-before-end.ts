import { dialog, type BrowserWindow } from 'electron';
import { applicationTexts } from '../../shared/texts/application.ts';
import { endQuestion, type WorkUnderWay } from './work-under-way.ts';

/** Asks once whether all of this is to be stopped. False: the person goes on. */
export async function askBeforeEnd(window: BrowserWindow, works: readonly WorkUnderWay[]): Promise<boolean> {
  const { stop, goOn } = applicationTexts.closeWhileRunning;
  const ways = { buttons: [stop, goOn], defaultId: 0, cancelId: 1 };
  const answered = await dialog.showMessageBox(window, { type: 'question', ...endQuestion(works), ...ways });
  return answered.response === 0;
}
