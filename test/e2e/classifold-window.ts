import type { Locator, Page } from 'playwright-core';
import type { RunView } from '../../shared/contract/events.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { type Drag, dragFiles, dropFiles } from './drop.ts';
import { engineParts, type EngineParts } from './engine-parts.ts';
import { reviewParts, type ReviewParts } from './review-parts.ts';

// A run of some hundred pictures on a machine that is busy with something else.
const RUN_WITHIN_MS = 100_000;

/** The window as a person sees it: what is shown by its name, what can be done by its verb. */
export interface ClassifoldWindow {
  readonly page: Page;
  /** The invitation of a window without pictures. */
  readonly invitation: Locator;
  /** The pictures that are shown, in their order. */
  readonly tiles: Locator;
  /** Those of them that have a result: pictures are shown as soon as they are found. */
  readonly classifiedTiles: Locator;
  /** What the run is doing, how it ended, or what an earlier one left. */
  readonly run: RunLine;
  /** Holds files and folders of the file manager over the middle of the window. */
  drag(paths: readonly string[]): Promise<Drag>;
  /** What says that the window takes what is held over it. */
  readonly dropTarget: Locator;
  /** Drops files and folders of the file manager on the middle of the window. */
  drop(paths: readonly string[]): Promise<void>;
  /** Takes the offer of a window without pictures to try it on samples. */
  trySamples(): Promise<void>;
  /** What is asked before a run: how many pictures, how long, which tag. */
  readonly runSheet: Locator;
  /** Presses the sheet's button that starts the run, once the pictures are counted. */
  startRun(): Promise<void>;
  /**
   * The same, and has the run held at its first results. The page itself does that: whoever waits for them and then
   * reaches for a button may find the run over.
   */
  startHeldRun(): Promise<void>;
  search(query: string): Promise<void>;
  /** What stands in the search field. */
  query(): Promise<string>;
  /** How many pictures the window says the search finds. */
  found(): Promise<number>;
  /** Chooses an order by its name. */
  sortBy(name: string): Promise<void>;
  /** As by the scroll bar, in one go. */
  scrollToEnd(): Promise<void>;
  openClasses(): Promise<void>;
  /** A picture that is shown, by its absolute path. */
  tile(path: string): Locator;
  /** Absolute paths of the pictures that are selected, in their order. */
  selectedPaths(): Promise<readonly string[]>;
  /** Absolute paths of the pictures that are shown. */
  shownPaths(): Promise<readonly string[]>;
  /** Tags what is selected, else all that the search found. */
  tagAll(name: string): Promise<void>;
  /** The tags of the sidebar with their counts: `holiday` → `2`. */
  tagCount(name: string): Locator;
  undoByKey(): Promise<void>;
  /** Opens the sidebar where there is no room for it beside the pictures. */
  showSidebar(): Promise<void>;
  /** A line of the sidebar by the beginning of its text: its count comes after. */
  filter(label: string): Locator;
  /** Follows a line of the sidebar, which is opened where there is no room for it beside the pictures. */
  goTo(place: string): Promise<void>;
  openFailures(): Promise<void>;
  readonly models: ModelCards;
  readonly engines: EngineParts;
  readonly settings: SettingsFields;
  readonly folders: FolderLines;
  readonly review: ReviewParts;
}

/** The models screen. */
export interface ModelCards {
  open(): Promise<void>;
  /** The line that says how far a model has come. */
  done(name: string, pictures: number, of: number): Locator;
  choose(name: string): Promise<void>;
  /** Leaves the library for later, when asked after a choice. */
  later(): Promise<void>;
  /** Has the chosen model look at what it has not seen: so many pictures. */
  runRest(pictures: number): Promise<void>;
  showChanged(): Promise<void>;
  deletePredictions(name: string): Promise<void>;
  /** Goes on with another model where the chosen one is not there. */
  useInstead(name: string): Promise<void>;
}

/** The settings screen; fields by their labels. */
export interface SettingsFields {
  open(): Promise<void>;
  enter(label: string, value: string): Promise<void>;
  value(label: string): Promise<string>;
  /** The line that says what the next run would take, with so many workers. */
  planOf(workers: number): Locator;
}

/** The tree of folders. */
export interface FolderLines {
  /** A line by the beginning of its text: name, then what tells it from others, then its count. */
  line(text: string): Locator;
  /** Shows or hides what is below a folder. */
  toggle(text: string): Promise<void>;
  /** Searches for what is in a folder. */
  show(text: string): Promise<void>;
  /** Chooses an item of a folder's menu, by the beginning of its text. */
  choose(text: string, item: string): Promise<void>;
}

export interface RunLine {
  readonly headline: Locator;
  readonly pause: Locator;
  readonly resume: Locator;
  readonly cancel: Locator;
  /** Of the summary of a run that has ended. */
  readonly dismiss: Locator;
  /** Goes on with what an earlier start of the application left. */
  readonly goOn: Locator;
  /** Resolves when a run has ended and its summary is shown. */
  ended(): Promise<void>;
  /** The same; returns the summary and puts it away: the next one is of another run. */
  finished(): Promise<string>;
}

/** The parts of a page that shows Classifold. */
export function classifoldWindow(page: Page): ClassifoldWindow {
  const { firstStart, runSheet, search, grid, tagDialog, actions, sidebar } = windowTexts;
  const sheet = page.getByRole('dialog', { name: runSheet.title });
  const library = page.getByRole('navigation', { name: sidebar.label });
  const field = page.getByRole('searchbox', { name: search.label, exact: true });
  const tiles = page.getByRole('listbox', { name: grid.label }).getByRole('option');
  const showSidebar = async (): Promise<void> => {
    if (!(await library.isVisible())) await page.getByRole('button', { name: sidebar.toggle }).click();
    await library.waitFor();
  };
  const goTo = async (place: string): Promise<void> => {
    await showSidebar();
    await library.getByRole('button', { name: place }).click();
  };
  const run = runLine(page);
  const startRun = async (): Promise<void> => {
    await sheet.locator('button[type=submit]').click();
    await sheet.waitFor({ state: 'hidden' });
  };
  return {
    page,
    invitation: page.getByRole('heading', { name: firstStart.title }),
    tiles,
    classifiedTiles: tiles.filter({ hasText: /\d\.\d{3}/u }),
    run,
    drag: (paths) => dragFiles(page, page.locator('body'), paths),
    dropTarget: page.getByTestId('drop-target'),
    drop: (paths) => dropFiles(page, page.locator('body'), paths),
    trySamples: () => page.getByRole('button', { name: firstStart.trySamples }).click(),
    runSheet: sheet,
    startRun,
    startHeldRun: async () => {
      await holdNextRun(page);
      await startRun();
      await run.resume.waitFor();
    },
    search: async (query) => {
      await field.fill(query);
      // Suggestions would lie over the first pictures; without any, the keyboard stays in the field.
      if (query !== '') await field.blur();
    },
    query: () => field.inputValue(),
    found: async () => {
      const said = await page.getByRole('banner').getByRole('status').textContent();
      const digits = (said ?? '').replace(/\D/gu, '');
      // Nothing is said before it is counted.
      return digits === '' ? Number.NaN : Number(digits);
    },
    sortBy: async (name) => {
      await page
        .getByRole('combobox', { name: windowTexts.sort.label })
        .or(page.getByLabel(windowTexts.sort.label))
        .first()
        .click();
      await page.getByRole('option', { name, exact: true }).click();
    },
    scrollToEnd: () =>
      page.getByRole('listbox', { name: grid.label }).evaluate((list) => {
        list.scrollTop = list.scrollHeight;
      }),
    openClasses: () => library.getByRole('button', { name: sidebar.classes }).click(),
    tile: (path) => page.getByTitle(path, { exact: true }),
    selectedPaths: () =>
      page
        .getByRole('option', { selected: true })
        .evaluateAll((elements) => elements.map((element) => element.getAttribute('title') ?? '')),
    shownPaths: () => tiles.evaluateAll((elements) => elements.map((element) => element.getAttribute('title') ?? '')),
    tagAll: async (name) => {
      await page.getByRole('button', { name: actions.tag }).click();
      const dialog = page.getByRole('dialog', { name: tagDialog.title });
      await dialog.getByLabel(tagDialog.name, { exact: true }).fill(name);
      await dialog.locator('button[type=submit]').click();
      await dialog.waitFor({ state: 'hidden' });
    },
    tagCount: (name) => library.getByRole('button', { name: new RegExp(`^${name} ?[\\d,]+$`) }),
    undoByKey: async () => {
      await tiles.first().click();
      await page.keyboard.press('Control+z');
    },
    folders: folderLines(page),
    models: modelCards(page),
    engines: engineParts(page),
    settings: settingsFields(page),
    review: reviewParts(page),
    showSidebar,
    filter: (label) => library.getByRole('button', { name: startsWith(label) }),
    goTo,
    openFailures: () => goTo(sidebar.failures),
  };
}

async function holdNextRun(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { classifold } = globalThis.window;
    const unlisten = classifold.on('run', (payload) => {
      const view = payload as RunView | null;
      if (view === null || view.classified === 0) return;
      unlisten();
      void classifold.pauseRun({});
    });
  });
}

function modelCards(page: Page): ModelCards {
  const { models, sidebar } = windowTexts;
  const library = page.getByRole('navigation', { name: sidebar.label });
  const card = (name: string): Locator => page.getByRole('region', { name, exact: true });
  return {
    open: () => library.getByRole('button', { name: sidebar.models, exact: true }).click(),
    done: (name, pictures, of) => card(name).getByText(models.done(pictures, of)),
    choose: (name) => page.getByRole('button', { name: models.chooseThis(name) }).click(),
    later: () =>
      page
        .getByRole('dialog', { name: models.chosenDialog.title })
        .getByRole('button', { name: models.chosenDialog.later })
        .click(),
    runRest: (pictures) => page.getByRole('button', { name: models.runRest(pictures) }).click(),
    showChanged: () => page.getByRole('button', { name: models.showChanged }).click(),
    deletePredictions: async (name) => {
      await page.getByRole('button', { name: models.deleteOf(name) }).click();
      const dialog = page.getByRole('dialog', { name: models.deleteDialog.title });
      await dialog.getByRole('button', { name: models.deleteDialog.confirm }).click();
      await dialog.waitFor({ state: 'hidden' });
    },
    useInstead: (name) => page.getByRole('button', { name: models.chooseOf(name) }).click(),
  };
}

function settingsFields(page: Page): SettingsFields {
  const { settings, sidebar } = windowTexts;
  const field = (label: string): Locator => page.getByLabel(label, { exact: true });
  return {
    open: () =>
      page
        .getByRole('navigation', { name: sidebar.label })
        .getByRole('button', { name: sidebar.settings, exact: true })
        .click(),
    enter: async (label, value) => {
      await field(label).fill(value);
      await field(label).blur();
    },
    value: (label) => field(label).inputValue(),
    planOf: (workers) => page.getByText(new RegExp(`${settings.nextRun}.* ${workers} worker`)),
  };
}

function folderLines(page: Page): FolderLines {
  const { folders } = windowTexts;
  const tree = page.getByRole('tree', { name: folders.title });
  // A line is the first thing in its item; what is below it comes after.
  const line = (text: string): Locator =>
    tree.locator('[role=treeitem] > div[data-value]').filter({ hasText: startsWith(text) });
  return {
    line,
    toggle: (text) => line(text).locator('span').first().click(),
    show: (text) => line(text).click(),
    choose: async (text, item) => {
      await line(text).getByRole('button').click();
      await page.getByRole('menuitem', { name: startsWith(item) }).click();
    },
  };
}

function startsWith(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`)}`, 'u');
}

function runLine(page: Page): RunLine {
  const { run } = windowTexts;
  const region = page.getByRole('region', { name: run.region });
  const button = (name: string): Locator => region.getByRole('button', { name, exact: true });
  const headline = region.getByRole('status');
  const ended = () => button(run.dismiss).waitFor({ timeout: RUN_WITHIN_MS });
  return {
    headline,
    pause: button(run.pause),
    resume: button(run.resume),
    cancel: button(run.cancel),
    dismiss: button(run.dismiss),
    goOn: button(run.continueRun),
    ended,
    finished: async () => {
      await ended();
      const summary = (await headline.textContent()) ?? '';
      await button(run.dismiss).click();
      return summary;
    },
  };
}
