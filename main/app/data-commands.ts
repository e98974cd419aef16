import { app, dialog, session, type BrowserWindow } from 'electron';
import { applicationTexts as texts } from '../../shared/texts/application.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import { refusal, reply, type CommandHandlers } from './command-handlers.ts';
import type { CurrentLibrary } from './current-library.ts';
import type { KeptOrders } from './kept-orders.ts';
import { logError } from './log.ts';
import { measureOwnData, removeClosedCatalogs, removeOwnData, type OwnData } from './own-data.ts';
import { PAGE_URL } from './page-protocol.ts';

export interface DataCommandParts {
  readonly libraries: Pick<CurrentLibrary, 'beginAfresh'>;
  readonly ownData: () => OwnData;
  readonly keptOrders: KeptOrders;
  readonly window: () => BrowserWindow;
  /** Something goes on in the library that is open. */
  readonly isBusy: () => boolean;
  /** Whether all else that goes on may be stopped: a person is asked, where anything does. */
  readonly mayStop: () => Promise<boolean>;
  /** The page is gone: nobody hears what it is told. */
  readonly onPageGone: () => void;
  /** Resolves when nothing else uses what is about to go. */
  readonly stopOthers: () => Promise<unknown>;
  /** Settings are the first ones again. */
  readonly onRemoved: () => Promise<void>;
  /** Another library is open, and the page is about to be loaded. */
  readonly onAfresh: () => void;
}

type DataCommand = 'storage' | 'deleteAllData';

/** Commands about everything that the application keeps. */
export function dataCommands(parts: DataCommandParts): CommandHandlers<DataCommand> {
  const { ownData } = parts;

  /** Deletes all that the application keeps, while there is no page that could ask for any of it. */
  async function beginAfresh(data: OwnData): Promise<void> {
    const contents = parts.window().webContents;
    try {
      parts.onPageGone();
      await contents.loadURL('about:blank');
      await parts.stopOthers();
      await parts.libraries.beginAfresh(async () => {
        parts.keptOrders.forget();
        await removeOwnData(data);
        await parts.onRemoved();
        await session.defaultSession.clearStorageData();
        await session.defaultSession.clearCache();
      });
    } catch (error) {
      logError(error);
      dialog.showErrorBox(app.name, texts.deletingFailed(thrownMessage(error)));
    }
    parts.onAfresh();
    await contents.loadURL(PAGE_URL);
  }

  return {
    storage: async () => reply(await measureOwnData(ownData())),
    deleteAllData: async () => {
      if (parts.isBusy()) return refusal(texts.deleteWhileRunning);
      const data = ownData();
      if (!(await parts.mayStop())) return reply({ isBegun: false });
      // The person may have gone on meanwhile: nothing goes that they were not asked about.
      if (parts.isBusy()) return refusal(texts.deleteWhileRunning);
      if (ownData().catalog !== data.catalog) return reply({ isBegun: false });
      if (!(await removeClosedCatalogs(data))) return refusal(texts.catalogInUse(data.defaultCatalog));
      // The page that asked is told before it goes.
      setImmediate(() => void beginAfresh(data));
      return reply({ isBegun: true });
    },
  };
}
