import { dialog, type BrowserWindow } from 'electron';
import { applicationTexts as texts } from '../../shared/texts/application.ts';

/** Asks where a new catalog is to be; null: the person chose nothing. One that is there is opened, and never written over. */
export async function nameNewCatalog(window: BrowserWindow): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: texts.newCatalog,
    defaultPath: texts.catalogName,
    filters: [{ name: texts.catalogFiles, extensions: ['sqlite'] }],
    properties: ['createDirectory'],
  });
  return canceled || filePath === '' ? null : filePath;
}

/** Asks for a catalog to open; null: the person chose nothing. */
export async function chooseCatalog(window: BrowserWindow): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: texts.openCatalog,
    filters: [{ name: texts.catalogFiles, extensions: ['sqlite'] }],
    properties: ['openFile'],
  });
  return filePaths[0] ?? null;
}
