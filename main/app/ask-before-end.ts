import { dialog, type BrowserWindow } from 'electron';
import { applicationTexts } from '../../shared/texts/application.ts';

/** Asks whether the window is to be closed while pictures are classified. False: the person goes on. */
export async function askBeforeEnd(window: BrowserWindow): Promise<boolean> {
  const { message, detail, stop, goOn } = applicationTexts.closeWhileRunning;
  const buttons = [stop, goOn];
  const ways = { buttons, defaultId: 0, cancelId: 1 };
  const answered = await dialog.showMessageBox(window, { type: 'question', message, detail, ...ways });
  return answered.response === 0;
}
