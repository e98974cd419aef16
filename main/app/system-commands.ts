import { dialog, shell, type BrowserWindow } from 'electron';
import { applicationTexts as texts } from '../../shared/texts/application.ts';
import type { CsvExport } from './csv-export.ts';
import { nameCsv } from './csv-dialog.ts';
import type { CurrentLibrary } from './current-library.ts';
import { chooseCatalog } from './catalog-dialogs.ts';
import { refusal, reply, type CommandHandlers } from './command-handlers.ts';
import { failureText } from './failure-text.ts';
import type { Library } from './library.ts';
import { showFile } from './show-file.ts';

export interface SystemCommandParts {
  readonly library: () => Library;
  readonly libraries: Pick<CurrentLibrary, 'openCatalog' | 'openDefault'>;
  /** The application's own, absolute. */
  readonly catalog: string;
  readonly window: () => BrowserWindow;
  readonly csvExport: CsvExport;
}

type SystemCommand =
  'catalogPlace' | 'openCatalog' | 'choosePaths' | 'exportCsv' | 'cancelExport' | 'showExported' | 'showInFolder';

/** Commands that open a dialog or a program of the system. */
export function systemCommands(parts: SystemCommandParts): CommandHandlers<SystemCommand> {
  const { library, libraries, catalog, window, csvExport } = parts;
  return {
    catalogPlace: () => Promise.resolve(reply({ isDefault: library().catalog === catalog })),
    openCatalog: async ({ which }) => {
      if (which === 'default') await libraries.openDefault();
      else await libraries.openCatalog(await chooseCatalog(window()));
      return reply(null);
    },
    choosePaths: async ({ kind }) => reply(await choosePaths(window(), kind)),
    exportCsv: async (pictures) => {
      const asked = library();
      const file = await nameCsv(window(), pictures.among?.length ?? null);
      // Rows of one catalog are other pictures in another.
      return file === null || library() !== asked ? reply(null) : csvExport.write(asked, file, pictures);
    },
    cancelExport: async () => {
      await csvExport.stop();
      return reply(null);
    },
    showExported: () => {
      const file = csvExport.lastFile();
      return Promise.resolve(file === null ? reply(null) : showFile(file, show));
    },
    showInFolder: async ({ picture }) => {
      const located = await library().core.pictureFile(picture);
      if (!located.ok) return refusal(failureText(located.failure));
      if (located.value === null) return refusal(texts.unknownPicture);
      return showFile(located.value.path, show);
    },
  };
}

function show(file: string): void {
  shell.showItemInFolder(file);
}

/** Asks by the system's dialog; empty where the person chose nothing. */
export async function choosePaths(window: BrowserWindow, kind: 'folders' | 'files'): Promise<readonly string[]> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: kind === 'folders' ? texts.chooseFolders : texts.chooseFiles,
    buttonLabel: texts.choose,
    properties: [kind === 'folders' ? 'openDirectory' : 'openFile', 'multiSelections'],
  });
  return filePaths;
}
