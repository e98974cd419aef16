import { rmSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { windowTexts } from '../../shared/texts/window.ts';
import { layDownSpeeds, walkComparison } from './compare-screens.ts';
import type { ClassifoldWindow } from './classifold-window.ts';
import type { Desk, RunningApplication } from './desk.ts';
import { dismissNotice } from './dismiss-notice.ts';
import { walkEngines } from './engine-screens.ts';
import { lookAt } from './failure-scene.ts';
import { installSecondModel, SECOND_MODEL_NAME } from '../core/second-model.ts';
import { walkModelArrivals } from './model-screens.ts';
import { walkRun } from './run-screens.ts';
import { walkFolders, walkTags } from './sidebar-screens.ts';
import { tell } from './tell.ts';

/** Called at each screen, when it is complete. Names are file names. */
export type Look = (screen: string, page: Page) => Promise<void>;

/** Gives a window that has just opened its size, its colours and its size of text. */
export type Dress = (application: Omit<RunningApplication, 'catalog'>) => Promise<void>;

/** Waits until a screen is complete, and has it looked at. `menu`: with one open. */
export type Visit = (screen: string, open?: 'menu') => Promise<void>;

const {
  actions,
  charts,
  classes,
  data,
  grid,
  models,
  picture,
  runSheet,
  search,
  settings,
  shortcuts,
  sidebar,
  tagDialog,
} = windowTexts;

// Enough that the run is still under way when it is held.
const HELD_PICTURES = 60;

const BUNDLED_NAME = 'EfficientNet-Lite0';
/** Where a person's own models are. */
const MODELS = 'application/models';

/** Lays down pictures for a library that shows what there is: two folders, a file that is no picture. */
function layDownPictures(desk: Desk): readonly string[] {
  desk.addSamples({
    'Pictures/Zoo/red panda.webp': 'red-panda.webp',
    'Pictures/Zoo/lemur.webp': 'ring-tailed-lemur.webp',
    'Pictures/Zoo/jaguar.webp': 'jaguar.webp',
    'Pictures/Zoo/polar bear.webp': 'polar-bear.webp',
    'Pictures/Zoo/giant panda.webp': 'giant-panda.webp',
    'Pictures/Zoo/koala.jpg': 'koala.jpg',
    'Pictures/Farm/hens.webp': 'hens.webp',
    'Pictures/Farm/cat.png': 'cat.png',
    'Pictures/Farm/shepherd.webp': 'german-shepherd.webp',
    'Pictures/Farm/a page of text.jpg': 'README.md',
    'Travel/castle.webp': 'castle.webp',
    'Travel/summer palace.jpg': 'summer-palace.jpg',
    'Travel/aqueduct.webp': 'aqueduct.webp',
    'Travel/bison.webp': 'bison.webp',
    'Travel/espresso.jpg': 'espresso.jpg',
  });
  desk.addPictures('Later', HELD_PICTURES);
  return [desk.path('Pictures'), desk.path('Travel')];
}

/**
 * Opens the application of a new desk and walks through every screen there is, from the first start on. Whoever adds a
 * screen adds it here: accessibility, layout and screenshots follow.
 */
export async function walkScreens(desk: Desk, dress: Dress, look: Look): Promise<void> {
  const application = await desk.open();
  await dress(application);
  const { page } = application.window;
  await walkLibrary(desk, application, async (screen, open) => {
    // A menu that was chosen from goes a moment after what it opened has come.
    await page.getByRole('menu').waitFor({ state: open === 'menu' ? 'visible' : 'hidden' });
    await comeToRest(page);
    await look(screen, page);
  });
  await application.electron.close();
  rmSync(desk.path(MODELS), { recursive: true });
  const refused = await desk.openRefused();
  await dress(refused);
  await refused.window.page.getByRole('button', { name: models.chooseOf(BUNDLED_NAME) }).waitFor();
  await look('model-missing', refused.window.page);
}

/** All that there is of a library, from none on; at its end, a model is chosen that lies in the person's folder. */
async function walkLibrary(desk: Desk, { window, electron }: RunningApplication, visit: Visit): Promise<void> {
  const { page } = window;
  const laidDown = layDownPictures(desk);
  await layDownSpeeds(desk);
  await window.invitation.waitFor();
  await visit('first-start');

  const held = await window.drag(laidDown);
  await window.dropTarget.waitFor();
  await visit('drop-target');
  await held.drop();
  await window.runSheet.getByText(runSheet.toDo).waitFor();
  await visit('run-sheet');
  await window.startRun();
  await window.run.ended();
  await settled(window, 15);
  await page.waitForFunction(
    (text) =>
      [...document.querySelectorAll('[role=option]')].filter((tile) => tile.textContent.includes(text)).length < 2,
    grid.noPrediction,
  );
  await visit('library');

  const field = page.getByRole('searchbox', { name: search.label, exact: true });
  const suggested = page.getByRole('listbox', { name: search.suggestions }).getByRole('option').first();
  await typeUntil(field, 'an', suggested);
  await visit('suggestions');
  await window.search('animal');
  await settled(window, 10);
  await visit('search');
  await window.search('giraffe');
  await page.getByText(search.nothing).waitFor();
  await visit('search-unknown');
  await window.search('animal AND');
  await page.getByRole('alert').getByRole('button', { name: windowTexts.tryAgain }).waitFor();
  await visit('search-error');
  await window.search('');
  await settled(window, 15);

  await window.tiles.nth(1).click();
  await window.tiles.nth(2).click({ modifiers: ['Shift'] });
  await visit('selection');
  await page.getByRole('button', { name: actions.tag }).click();
  const dialog = page.getByRole('dialog', { name: tagDialog.title });
  await dialog.getByLabel(tagDialog.name, { exact: true }).fill('favourites');
  await dialog.locator('button[type=submit]:enabled').waitFor();
  await visit('tag');
  await dialog.locator('button[type=submit]').click();
  await dialog.waitFor({ state: 'hidden' });
  await visit('tagged');
  await dismissNotice(page.getByRole('alert').filter({ hasText: 'favourites' }));

  await page.getByRole('button', { name: charts.toggle, exact: true }).click();
  await page
    .getByRole('region', { name: charts.label })
    .getByRole('button', { name: /^favourites/u })
    .waitFor();
  await visit('charts');
  await page.getByRole('button', { name: charts.toggle, exact: true }).click();

  await window.tiles.first().dblclick();
  await page.getByText(picture.scores).waitFor();
  await page.getByRole('status', { name: picture.loading }).waitFor({ state: 'hidden' });
  await visit('picture');
  await page.keyboard.press('z');
  await page.getByRole('region', { name: picture.inActualSize, exact: true }).waitFor();
  await visit('picture-actual');
  await page.keyboard.press('Escape');

  await window.review.begin();
  await window.review.screen.getByText(picture.scores).waitFor();
  await page.getByRole('status', { name: picture.loading }).waitFor({ state: 'hidden' });
  await visit('review');
  await page.keyboard.press('z');
  await page.getByRole('region', { name: picture.inActualSize, exact: true }).waitFor();
  await visit('review-actual');
  await page.keyboard.press('z');
  await window.review.openClasses();
  // The whole list lies over what is behind it, as such lists do.
  await page.keyboard.type('goldfish');
  await page.getByRole('option', { name: 'goldfish', exact: true }).waitFor();
  await visit('review-correct');
  await page.keyboard.press('Escape');
  await window.review.closes();
  await window.review.openAccept();
  await visit('accept');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: shortcuts.title }).waitFor();
  await visit('shortcuts');
  await page.keyboard.press('Escape');

  await walkTags({ window }, 'favourites', visit);
  await window.openFailures();
  await page.getByText('a page of text.jpg').first().waitFor();
  await visit('failures');
  await window.goTo(sidebar.classes);
  await page.getByRole('tree', { name: classes.tree }).getByRole('treeitem').first().waitFor();
  await visit('classes');
  await window.goTo(sidebar.models);
  await page.getByText(models.chosen, { exact: true }).waitFor();
  await visit('models');
  await page.getByText(models.delete).click();
  await page.getByRole('dialog', { name: models.deleteDialog.title }).waitFor();
  await visit('models-delete');
  await page.keyboard.press('Escape');
  await walkComparison({ window, electron }, visit);
  await window.goTo(sidebar.models);
  await walkModelArrivals(desk, { window, electron }, visit);
  await walkEngines(desk, { window, electron }, visit);
  await window.goTo(sidebar.settings);
  await page.getByLabel(settings.k).waitFor();
  await visit('settings');
  await page.getByRole('button', { name: settings.deleteData }).click();
  await page.getByRole('dialog', { name: data.title }).getByRole('table').waitFor();
  await visit('delete-data');
  await page.keyboard.press('Escape');
  await window.goTo(sidebar.all);

  const travel = { name: 'Travel', classOfOne: 'castle', unlike: 'Later' };
  await walkFolders(desk, { window, electron }, travel, visit);

  // A real one is over before anybody has looked at it.
  await tell(electron, 'exporting', { rows: 4_000, pictures: 15_000 });
  await page.getByRole('region', { name: actions.exportRegion }).waitFor();
  await visit('exporting');
  await tell(electron, 'exporting', null);

  await walkRun(desk, { window, electron }, 'Later', visit);

  installSecondModel(desk.path(MODELS));
  await window.goTo(sidebar.models);
  await window.models.choose(SECOND_MODEL_NAME);
  await page.getByRole('dialog', { name: models.chosenDialog.title }).waitFor();
  await visit('models-chosen');
  await window.models.later();
  await window.search('folder:Travel');
  await window.tiles.first().getByText(grid.olderShort).waitFor();
  await visit('library-older');
}

/**
 * Types into a field, again where what that brings does not come. On a busy machine suggestions have been seen to stay away
 * for good the first time, right after a run; why is not known, so what the window shows then is put on standard error.
 */
async function typeUntil(field: Locator, text: string, awaited: Locator): Promise<void> {
  for (let left = 3; ; left--) {
    await field.fill('');
    await field.fill(text);
    try {
      await awaited.waitFor({ timeout: 10_000 });
      return;
    } catch (error) {
      if (left === 0) throw error;
      process.stderr.write(`\nAfter “${text}” was typed, the window showed\n${await lookAt(field.page())}\n`);
    }
  }
}

/** Waits for a list of so many pictures, and for the thumbnails of those in sight. */
async function settled({ page }: ClassifoldWindow, pictures: number): Promise<void> {
  await page.waitForFunction((count) => {
    const shown = [...document.querySelectorAll('[role=option]')];
    const images = shown.map((tile) => tile.querySelector('img'));
    const isLoaded = images.every((image) => image === null || image.complete);
    return isLoaded && shown[0]?.getAttribute('aria-setsize') === String(count);
  }, pictures);
}

/** Waits until nothing slides or fades any more; what turns for ever (a sign that something is loading) does not count. */
async function comeToRest(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState, effect }) => playState !== 'running' || effect?.getTiming().iterations === Infinity),
  );
}
