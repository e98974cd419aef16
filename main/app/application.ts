import { existsSync } from 'node:fs';
import { app, dialog, Menu, nativeTheme, session, type BrowserWindow } from 'electron';
import type { MachineSettings } from '../../shared/settings.ts';
import { applicationTexts as texts } from '../../shared/texts/application.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import { arrivalCommands } from './arrival-commands.ts';
import { askBeforeEnd } from './ask-before-end.ts';
import { catalogCommands } from './catalog-commands.ts';
import { chooseCatalog, nameNewCatalog } from './catalog-dialogs.ts';
import { refusal, reply, type CommandHandlers } from './command-handlers.ts';
import { createCsvExport } from './csv-export.ts';
import { endWithin } from './ending.ts';
import { engineCommands } from './engine-commands.ts';
import { createEvents } from './events.ts';
import { failureText } from './failure-text.ts';
import { answerRequests } from './ipc.ts';
import { createKeptOrders } from './kept-orders.ts';
import { createKeptViews } from './kept-views.ts';
import { openLibrary, openThumbnails, type Library } from './library.ts';
import { log, logError } from './log.ts';
import { createMeasuring, measuringCommands } from './measuring.ts';
import { buildMenu } from './menu.ts';
import { createModelArrivals } from './model-arrivals.ts';
import { modelCommands } from './model-commands.ts';
import { PAGE_URL, servePage } from './page-protocol.ts';
import { servePictures } from './picture-protocol.ts';
import { measureOwnData, removeClosedCatalogs, removeOwnData, type OwnData } from './own-data.ts';
import type { Places } from './places.ts';
import { rootCommands } from './root-commands.ts';
import { lookAtRoots } from './root-look.ts';
import { runCommands } from './run-commands.ts';
import { createRunEffects } from './run-effects.ts';
import { createRunListener } from './run-listener.ts';
import { settingsCommands } from './settings-commands.ts';
import { killPrograms } from './spawn-utility.ts';
import { openState } from './state-file.ts';
import { choosePaths, systemCommands } from './system-commands.ts';
import { tagCommands } from './tag-commands.ts';
import { boundsOf, closeSession, createWindow } from './window.ts';

/** The running application, for whoever hands something over to it. */
export interface Application {
  /** Brings its window to the front. */
  show(): void;
  /** Folders and files that a person wants to have classified; the window asks before it begins. */
  give(paths: readonly string[]): void;
}

const MOST_RECENT = 8;
// Runs and processes that do not answer have their own, shorter bounds.
const END_WITHIN_MS = 15_000;

/** Starts everything when Electron is ready, and ends the program when its window is closed. */
export function startApplication(places: Places): Application {
  const state = openState(places.stateFile);
  const keptOrders = createKeptOrders(state);
  const keptViews = createKeptViews(state);
  const thumbnails = openThumbnails(places, state.current().machine.thumbnailBytes);
  let window: BrowserWindow | null = null;
  let isPageReady = false;
  let isEnding = false;
  const givenEarly: string[] = [];

  const page = () => window?.webContents ?? null;
  const events = createEvents(page);
  const effects = createRunEffects(() => window);
  const changed = (): void => {
    events.tell('catalogChanged', {});
  };
  const runListener = createRunListener({
    ...{ events, effects, keptOrders, onChange: changed, logError },
    onUnderWay: () => {
      engines.stopMeasuring();
    },
    catalog: () => library.catalog,
  });
  const lookSoon = lookAtRoots({
    library: () => (isPageReady ? library : null),
    onChange: changed,
    onError: (error) => {
      if (!isEnding) logError(error);
    },
  });
  const open = (catalog: string): Library =>
    openLibrary(
      catalog,
      places,
      thumbnails,
      { runLimits: () => state.current().machine, engineChoice: () => state.current().machine.engine },
      runListener,
      lookSoon,
    );

  const [lastCatalog] = state.current().recentCatalogs;
  let library = open(lastCatalog !== undefined && existsSync(lastCatalog) ? lastCatalog : places.catalog);

  const csvExport = createCsvExport((progress) => {
    events.tell('exporting', progress);
  });
  const arrivals = createModelArrivals((progress) => {
    events.tell('installing', progress);
  });
  const measuring = createMeasuring((progress) => {
    events.tell('measuring', progress);
  });
  const parts = {
    library: () => library,
    window: shownWindow,
    onChange: changed,
    csvExport,
    arrivals,
    measuring,
    keptOrders,
    keptViews,
    ...places,
  };
  const engines = engineCommands({ ...parts, events, machine: () => state.current().machine, changeMachine });
  const catalogHandlers = catalogCommands(parts);
  const handlers: CommandHandlers = {
    ...catalogHandlers,
    ...runCommands(parts),
    ...rootCommands(parts),
    ...tagCommands(parts),
    ...systemCommands(parts),
    storage: async () => reply(await measureOwnData(ownData())),
    deleteAllData: async () => {
      if (library.runs.view() !== null || csvExport.isRunning()) return refusal(texts.deleteWhileRunning);
      if (!(await removeClosedCatalogs(ownData()))) return refusal(texts.catalogInUse(places.catalog));
      // The page that asked is told before it goes.
      setImmediate(() => void beginAfresh());
      return reply(null);
    },
    ...modelCommands(parts),
    ...engines.handlers,
    ...arrivalCommands(parts),
    ...measuringCommands({ ...parts, engines }),
    ...settingsCommands({ ...parts, thumbnails, machine: () => state.current().machine, changeMachine }),
    start: async (input) => {
      const started = await catalogHandlers.start(input);
      // The page listens by now; it has its first answer before it hears of anything else.
      if (isPageReady) return started;
      isPageReady = true;
      setImmediate(() => {
        give(givenEarly.splice(0));
        lookSoon();
      });
      return started;
    },
  };

  async function changeMachine(machine: MachineSettings): Promise<void> {
    await state.update({ machine });
    await actOnMachine();
  }

  async function actOnMachine(): Promise<void> {
    const { appearance, thumbnailBytes } = state.current().machine;
    nativeTheme.themeSource = appearance;
    await thumbnails.setLimit(thumbnailBytes);
  }

  function ownData(): OwnData {
    const { catalog: defaultCatalog, cache, samples, stateFile } = places;
    return { catalog: library.catalog, defaultCatalog, cache, samples, thumbnails, stateFile, state };
  }

  /** Deletes all that the application keeps, while there is no page that could ask for any of it. */
  async function beginAfresh(): Promise<void> {
    const contents = shownWindow().webContents;
    const data = ownData();
    try {
      isPageReady = false;
      await contents.loadURL('about:blank');
      await Promise.all([engines.stop(), arrivals.stop(), measuring.stop()]);
      await library.close();
      keptOrders.forget();
      await removeOwnData(data);
      await actOnMachine();
      await session.defaultSession.clearStorageData();
      await session.defaultSession.clearCache();
    } catch (error) {
      logError(error);
      dialog.showErrorBox(app.name, texts.deletingFailed(thrownMessage(error)));
    }
    library = open(places.catalog);
    setMenu();
    await contents.loadURL(PAGE_URL);
  }

  function shownWindow(): BrowserWindow {
    if (window === null) throw new Error('a window was asked for when there was none');
    return window;
  }

  function give(paths: readonly string[]): void {
    if (paths.length === 0) return;
    if (isPageReady) events.tell('pathsGiven', { paths: [...paths] });
    else givenEarly.push(...paths);
  }

  function setMenu(): void {
    const menu = buildMenu(
      {
        choosePaths: (kind) => void choosePaths(shownWindow(), kind).then(give),
        newCatalog: () => void nameNewCatalog(shownWindow()).then(switchCatalog),
        chooseCatalog: () => void chooseCatalog(shownWindow()).then(switchCatalog),
        openCatalog: (catalog) => void switchCatalog(catalog),
        tellWindow: (item) => {
          events.tell('menu', { item });
        },
      },
      state.current().recentCatalogs,
    );
    Menu.setApplicationMenu(menu);
  }

  /** The old catalog stays open until the new one is. */
  async function switchCatalog(catalog: string | null): Promise<void> {
    if (catalog === null || catalog === library.catalog) return;
    if (library.runs.view() !== null || csvExport.isRunning()) {
      events.tell('problem', { message: texts.catalogWhileRunning });
      return;
    }
    const next = open(catalog);
    const opened = await next.core.open();
    if (!opened.ok) {
      await next.close();
      events.tell('problem', { message: failureText(opened.failure) });
      return;
    }
    await Promise.all([engines.stop(), arrivals.stop()]);
    const previous = library;
    library = next;
    const known = [catalog, previous.catalog, ...state.current().recentCatalogs];
    await state.update({ recentCatalogs: [...new Set(known)].slice(0, MOST_RECENT) });
    setMenu();
    isPageReady = false;
    shownWindow().webContents.reload();
    await measuring.stop();
    await previous.close();
  }

  /** Asks once where something would be left half done. False: the person goes on. */
  async function mayEnd(): Promise<boolean> {
    if (window === null || library.runs.view() === null) return true;
    return askBeforeEnd(window);
  }

  async function end(): Promise<void> {
    if (isEnding) return;
    isEnding = true;
    try {
      if (!(await mayEnd())) {
        isEnding = false;
        return;
      }
      if ((await endWithin(END_WITHIN_MS, saveAndClose)) === 'late') log(texts.endedLate(END_WITHIN_MS / 1000));
    } catch (error) {
      logError(error);
    }
    killPrograms();
    app.exit();
  }

  async function saveAndClose(): Promise<void> {
    if (window !== null) await state.update({ window: boundsOf(window) });
    await Promise.all([library.runs.stopAll(), csvExport.stop(), engines.stop(), arrivals.stop(), measuring.stop()]);
    // Nobody asks any more when the catalog is closed.
    const closing = window;
    window = null;
    closing?.destroy();
    await library.close();
  }

  function openWindow(): void {
    window = createWindow(state.current().window, places.icon);
    window.on('close', (event) => {
      event.preventDefault();
      void end();
    });
    // Not by a person: whoever has a debugging port closes it without asking.
    window.on('closed', () => {
      window = null;
      void end();
    });
  }

  // Electron would show a dialog, which stands the whole application still and keeps it from ending.
  process.on('uncaughtException', runListener.onError);
  app.on('before-quit', (event) => {
    event.preventDefault();
    void end();
  });
  void app.whenReady().then(() => {
    nativeTheme.themeSource = state.current().machine.appearance;
    const { defaultSession } = session;
    closeSession(defaultSession);
    servePage(defaultSession, places.page);
    servePictures(
      defaultSession,
      (wish) => library.pictures.serve(wish),
      async () => {
        const file = arrivals.testPicture();
        return file === null ? { ok: false, failure: null } : library.thumbnail(file);
      },
    );
    answerRequests({ handlers, page, log });
    setMenu();
    openWindow();
  });

  return {
    show: () => {
      if (window === null) return;
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    give,
  };
}
