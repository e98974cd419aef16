import { existsSync } from 'node:fs';
import path from 'node:path';
import { dialog, type BrowserWindow } from 'electron';
import { applicationTexts as texts } from '../../shared/texts/application.ts';
import { namedCsv } from './named-file.ts';

/**
 * Asks where a CSV is to be written; null: the person chose nothing. One that is there is only named by who said so.
 *
 * @param selected how many pictures are written; null: all that a search found
 */
export async function nameCsv(window: BrowserWindow, selected: number | null): Promise<string | null> {
  const title = texts.saveCsv(selected);
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title,
    // A Mac shows no title.
    message: title,
    defaultPath: texts.csvName,
    filters: [{ name: texts.csvFiles, extensions: ['csv'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  if (canceled || filePath === '') return null;
  const file = namedCsv(filePath);
  // The dialog has asked about the name as it was typed, and about that one only.
  return file === filePath || !existsSync(file) || (await mayReplace(window, file)) ? file : null;
}

async function mayReplace(window: BrowserWindow, file: string): Promise<boolean> {
  const { replace, cancel, detail, message } = texts.replaceFile;
  const ways = { buttons: [replace, cancel], defaultId: 1, cancelId: 1 };
  const asked = { type: 'warning', message: message(path.basename(file)), detail, ...ways } as const;
  return (await dialog.showMessageBox(window, asked)).response === 0;
}
