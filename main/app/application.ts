import { app, nativeTheme, session, type BrowserWindow } from 'electron';
import type { MachineSettings } from '../../shared/settings.ts';
import { createApplicationEnd } from './application-end.ts';
import { createApplicationMenu } from './application-menu.ts';
import { arrivalCommands } from './arrival-commands.ts';
import { askBeforeStop } from './ask-before-stop.ts';
import { catalogCommands } from './catalog-commands.ts';
import { askWhereGone, chooseCatalog, nameNewCatalog } from './catalog-dialogs.ts';
import { refusal, type CommandHandlers } from './command-handlers.ts';
import { createCsvExport } from './csv-export.ts';
import { createCurrentLibrary } from './current-library.ts';
import { dataCommands } from './data-commands.ts';
import { engineCommands } from './engine-commands.ts';
import { createEvents } from './events.ts';
import { answerRequests } from './ipc.ts';
import { createKeptOrders } from './kept-orders.ts';
import { createKeptViews } from './kept-views.ts';
import { openLibrary, openThumbnails, type Library } from './library.ts';
import { log, logError } from './log.ts';
import { createMeasuring, measuringCommands } from './measuring.ts';
import { createModelArrivals } from './model-arrivals.ts';
import { modelCommands } from './model-commands.ts';
import { outlivePageDeaths } from './page-death.ts';
import { servePage } from './page-protocol.ts';
import { servePictures } from './picture-protocol.ts';
import type { OwnData } from './own-data.ts';
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
import { boundsOf, bringToFront, closeSession, createWindow } from './window.ts';
import { worksUnderWay } from './work-under-way.ts';

/** The running application, for whoever hands something over to it. */
export interface Application {
  /** Brings its window to the front; where it is ending, another start follows. */
  show(): void;
  /** Folders and files that a person wants to have classified; the window asks before it begins. */
  give(paths: readonly string[]): void;
}

/**
 * Starts everything when Electron is ready, and ends the program when its window is closed.
 *
 * @param startAgain has another start follow this one's end, with these folders and files
 */
export function startApplication(places: Places, startAgain: (paths: readonly string[]) => void): Application {
  const state = openState(places.stateFile);
  const keptOrders = createKeptOrders(state);
  const keptViews = createKeptViews(state);
  const thumbnails = openThumbnails(places, state.current().machine.thumbnailBytes);
  let window: BrowserWindow | null = null;
  let isPageReady = false;
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
    catalog: () => libraries.current().catalog,
  });
  const lookSoon = lookAtRoots({
    library: () => (isPageReady ? libraries.current() : null),
    onChange: changed,
    onError: (error) => {
      if (!ending.isEnding()) logError(error);
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

  const libraries = createCurrentLibrary({
    open,
    state,
    defaultCatalog: places.catalog,
    isBusy,
    mayStop: () => mayStop('open'),
    stopOthers: () => Promise.all([engines.stop(), arrivals.stop()]),
    onSwitched: () => {
      onPageGone();
      shownWindow().webContents.reload();
      return measuring.stop();
    },
    onOpenedAgain: changed,
    tellProblem: (message) => {
      events.tell('problem', { message });
    },
    askWhereGone: (catalog) => askWhereGone(shownWindow(), catalog),
    chooseCatalog: () => chooseCatalog(shownWindow()),
    onRecent: () => {
      menu.show();
    },
  });

  const menu = createApplicationMenu(
    {
      choosePaths: (kind) => void choosePaths(shownWindow(), kind).then(give),
      newCatalog: () => void nameNewCatalog(shownWindow()).then(libraries.makeCatalog),
      chooseCatalog: () => void chooseCatalog(shownWindow()).then(libraries.openCatalog),
      openCatalog: (catalog) => void libraries.openRecent(catalog),
      tellWindow: (item) => {
        events.tell('menu', { item });
      },
    },
    () => state.current().recentCatalogs,
  );

  const ending = createApplicationEnd({
    ...{ mayEnd: () => mayStop('close'), saveAndClose },
    exit: (again) => {
      try {
        killPrograms();
        if (again !== null) startAgain(again);
      } catch (error) {
        logError(error);
      } finally {
        app.exit();
      }
    },
  });
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
    library: libraries.current,
    libraries,
    window: shownWindow,
    onChange: changed,
    onModelChange: () => {
      changed();
      events.tell('modelChanged', {});
    },
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
    ...menu.handlers,
    ...runCommands(parts),
    ...rootCommands(parts),
    ...tagCommands(parts),
    ...systemCommands(parts),
    ...dataCommands({
      ...parts,
      ...{ ownData, isBusy, onPageGone, onRemoved: actOnMachine, onAfresh: menu.show },
      mayStop: () => mayStop('delete'),
      stopOthers: () => Promise.all([engines.stop(), arrivals.stop(), measuring.stop()]),
    }),
    ...modelCommands(parts),
    ...engines.handlers,
    ...arrivalCommands(parts),
    ...measuringCommands({ ...parts, engines }),
    ...settingsCommands({ ...parts, thumbnails, machine: () => state.current().machine, changeMachine }),
    start: async (input) => {
      const gone = libraries.gone();
      const started = gone === null ? await catalogHandlers.start(input) : refusal(gone);
      // The page listens by now; it has its first answer before it hears of anything else.
      if (isPageReady || !started.ok) return started;
      isPageReady = true;
      setImmediate(() => {
        give(givenEarly.splice(0));
        lookSoon();
      });
      return started;
    },
  };

  /** Something goes on that another library, or none, would break off. */
  function isBusy(): boolean {
    return isRunning() || csvExport.isRunning();
  }

  function isRunning(): boolean {
    return libraries.current().runs.view() !== null;
  }

  /** What is given to it waits for the next one. */
  function onPageGone(): void {
    isPageReady = false;
    menu.allow([]);
  }

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
    const { catalog: defaultCatalog, cache, models, samples, stateFile } = places;
    const { catalog } = libraries.current();
    return { catalog, defaultCatalog, cache, models, samples, thumbnails, stateFile, state };
  }

  function shownWindow(): BrowserWindow {
    if (window === null) throw new Error('a window was asked for when there was none');
    return window;
  }

  function give(paths: readonly string[]): void {
    // A page that is about to go asks nobody any more.
    if (paths.length === 0 || ending.keep(paths)) return;
    if (isPageReady) events.tell('pathsGiven', { paths: [...paths] });
    else givenEarly.push(...paths);
  }

  /** Asks once where something would be left half done. False: the person goes on. */
  async function mayStop(before: Parameters<typeof askBeforeStop>[2]): Promise<boolean> {
    const works = worksUnderWay({ isRunning: isRunning(), csvExport, arrivals, engines, measuring });
    return window === null || works.length === 0 || (await askBeforeStop(window, works, before));
  }

  async function saveAndClose(): Promise<void> {
    if (window !== null) await state.update({ window: boundsOf(window) });
    const { runs } = libraries.current();
    await Promise.all([runs.stopAll(), csvExport.stop(), engines.stop(), arrivals.stop(), measuring.stop()]);
    // Nobody asks any more when the catalog is closed.
    const closing = window;
    window = null;
    closing?.destroy();
    await libraries.current().close();
  }

  function openWindow(): void {
    window = createWindow(state.current().window, places.icon);
    outlivePageDeaths(window, { onGone: onPageGone, log, onClose: () => void ending.end() });
    window.on('close', (event) => {
      event.preventDefault();
      void ending.end();
    });
    // Not by a person: whoever has a debugging port closes it without asking.
    window.on('closed', () => {
      window = null;
      void ending.end();
    });
  }

  // Electron would show a dialog, which stands the whole application still and keeps it from ending.
  process.on('uncaughtException', runListener.onError);
  app.on('before-quit', (event) => {
    event.preventDefault();
    void ending.end();
  });
  void app.whenReady().then(() => {
    nativeTheme.themeSource = state.current().machine.appearance;
    const { defaultSession } = session;
    closeSession(defaultSession);
    servePage(defaultSession, places.page);
    servePictures(
      defaultSession,
      (wish) => libraries.current().pictures.serve(wish),
      async () => {
        const file = arrivals.testPicture();
        return file === null ? { ok: false, failure: null } : libraries.current().thumbnail(file);
      },
    );
    answerRequests({ handlers, page, log });
    menu.show();
    openWindow();
  });

  return {
    show: () => {
      if (!ending.keep([]) && window !== null) bringToFront(window);
    },
    give,
  };
}
