import { dialog, type BrowserWindow } from 'electron';
import { applicationTexts as texts } from '../../shared/texts/application.ts';
import { namedCatalog } from './named-file.ts';

const CATALOGS = { name: texts.catalogFiles, extensions: ['sqlite'] };

/** Asks where a new catalog is to be; null: the person chose nothing. One that is there is opened, and never written over. */
export async function nameNewCatalog(window: BrowserWindow): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: texts.newCatalog,
    defaultPath: texts.catalogName,
    filters: [CATALOGS],
    properties: ['createDirectory'],
  });
  return canceled || filePath === '' ? null : namedCatalog(filePath);
}

/** Asks for a catalog to open; null: the person chose nothing. */
export async function chooseCatalog(window: BrowserWindow): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: texts.openCatalog,
    // One may be called anything: the command line takes any name.
    filters: [CATALOGS, { name: texts.allFiles, extensions: ['*'] }],
    properties: ['openFile'],
  });
  return filePaths[0] ?? null;
}

/** Asks what to do about a catalog that was opened before, and is not there. */
export async function askWhereGone(window: BrowserWindow, catalog: string): Promise<'choose' | 'forget' | 'leave'> {
  const { detail, choose, forget, cancel } = texts.goneCatalog;
  const answered = await dialog.showMessageBox(window, {
    type: 'warning',
    message: texts.catalogGone(catalog),
    detail,
    buttons: [choose, forget, cancel],
    defaultId: 0,
    cancelId: 2,
  });
  return (['choose', 'forget'] as const)[answered.response] ?? 'leave';
}
