import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applicationTexts } from '../../shared/texts/application.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { openDesk, type Desk, type RunningApplication } from './desk.ts';
import { chooseMenuItem } from './menu.ts';

/** What each picture is found by. */
const KINDS: Readonly<Record<string, string>> = {
  'bear.webp': 'polar bear',
  'castle.webp': 'castle',
  'dog.webp': 'dog',
  'panda.webp': 'giant panda',
};
const PICTURES = Object.keys(KINDS).length;

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
  desk.addSamples({
    'trip/bear.webp': 'polar-bear.webp',
    'trip/castle.webp': 'castle.webp',
    'trip/dog.webp': 'german-shepherd.webp',
    'trip/panda.webp': 'giant-panda.webp',
  });
});
afterEach(() => desk.clear());

/** The desk's folder is classified; its pictures, in the order in which they are shown. */
async function classifyTrip({ window, catalog }: RunningApplication): Promise<readonly string[]> {
  await window.drop([desk.path('trip')]);
  await window.startRun();
  await window.run.finished();
  // While the run ended, the window may have shown what there was until then.
  const all = await desk.searchByCommandLine(catalog, '');
  expect(all).toHaveLength(PICTURES);
  await expect.poll(() => window.shownPaths()).toEqual(all);
  return all;
}

/** How many predictions each picture has. */
function ranksIn(catalog: string): readonly number[] {
  const db = new Database(catalog, { readonly: true });
  try {
    return db.prepare<[], number>('SELECT count(*) FROM predictions GROUP BY picture').pluck().all();
  } finally {
    db.close();
  }
}

describe('a review', () => {
  it('is made by keys alone, and what it rejects and corrects stays so when the model runs again', async () => {
    const application = await desk.open();
    const { window, catalog } = application;
    const [accepted, rejected, corrected, skipped] = await classifyTrip(application);
    const { keyboard } = window.page;
    const shows = (file: string | undefined) => window.review.shows(path.basename(file ?? ''));
    const kindOf = (file: string | undefined) => KINDS[path.basename(file ?? '')] ?? '';
    const finds = async (query: string, pictures: readonly (string | undefined)[]) => {
      await window.search(query);
      await expect.poll(() => window.shownPaths(), { message: query }).toEqual(pictures);
    };
    await finds(kindOf(rejected), [rejected]);
    await finds('', [accepted, rejected, corrected, skipped]);
    // From the field to what was found.
    await keyboard.press('ArrowDown');

    await window.review.begin();
    await shows(accepted);
    await keyboard.press('a');
    await shows(rejected);
    await keyboard.press('a');
    await shows(corrected);
    // That was a mistake.
    await chooseMenuItem(application.electron, applicationTexts.menu.undoTags);
    await shows(rejected);
    await keyboard.press('r');
    await shows(corrected);
    await window.review.correct('goldfish');
    await shows(skipped);
    await keyboard.press('ArrowRight');
    await expect.poll(() => window.review.progress.textContent()).toBe('1 left · 3 reviewed');
    await window.review.closes();

    const isAsSaid = async () => {
      expect(await desk.searchByCommandLine(catalog, 'is:accepted')).toEqual([accepted]);
      expect(await desk.searchByCommandLine(catalog, 'is:rejected')).toEqual([rejected]);
      expect(await desk.searchByCommandLine(catalog, 'goldfish')).toEqual([corrected]);
      expect(await desk.searchByCommandLine(catalog, 'is:unreviewed')).toEqual([skipped]);
      await finds(kindOf(accepted), [accepted]);
      await finds(kindOf(rejected), []);
      await finds('goldfish', [corrected]);
    };
    await isAsSaid();

    // Of each picture fewer predictions are there than are asked for now, and its file is a later one.
    for (const name of Object.keys(KINDS)) desk.touch(`trip/${name}`, 1e9);
    await window.settings.open();
    await window.settings.enter(windowTexts.settings.k, '7');
    await window.drop([desk.path('trip')]);
    await window.startRun();
    await window.run.finished();
    expect(ranksIn(catalog)).toEqual(Array.from({ length: PICTURES }, () => 7));
    await window.goTo(windowTexts.sidebar.all);
    await isAsSaid();
  });

  it('is of what is selected, or of a folder', async () => {
    const application = await desk.open();
    const { window, catalog } = application;
    const all = await classifyTrip(application);
    const { page } = window;
    await window.tile(all[1]!).click();
    await window.tile(all[3]!).click({ modifiers: ['Control'] });
    await window.review.begin();
    await window.review.shows(path.basename(all[1]!));
    await expect.poll(() => window.review.progress.textContent()).toBe(windowTexts.review.left(2, 0));
    await page.keyboard.press('a');
    await window.review.shows(path.basename(all[3]!));
    await page.keyboard.press('r');
    await window.review.screen.getByText(windowTexts.review.done(2, 0)).waitFor();
    await window.review.closes();
    expect(await desk.searchByCommandLine(catalog, 'is:unreviewed')).toEqual([all[0], all[2]]);

    await window.folders.choose('trip', windowTexts.review.oneByOne);
    await window.review.shows(path.basename(all[0]!));
    await expect.poll(() => window.review.progress.textContent()).toBe(windowTexts.review.left(2, 0));
    await window.review.closes();
    expect(await window.query()).toBe(`folder:${desk.path('trip')}`);
  });

  it('takes back what was said in it and nothing before, though the same was said twice', async () => {
    const application = await desk.open();
    const { window, catalog } = application;
    const all = await classifyTrip(application);
    const { keyboard } = window.page;
    const shows = (place: number) => window.review.shows(path.basename(all[place]!));
    await window.tagAll('holiday');
    await window.tagCount('holiday').waitFor();

    await window.review.begin();
    await shows(0);
    await keyboard.press('a');
    await shows(1);
    await keyboard.press('ArrowLeft');
    await shows(0);
    await keyboard.press('a');
    await shows(1);
    await keyboard.press('u');
    await shows(0);
    const undo = windowTexts.review.choices.undo.label;
    await window.review.screen.getByRole('button', { name: undo, exact: true, disabled: true }).waitFor();
    await keyboard.press('u');
    await expect.poll(() => window.review.progress.textContent()).toBe(windowTexts.review.left(4, 0));
    await window.review.closes();
    expect(await desk.searchByCommandLine(catalog, 'tag:holiday')).toEqual(all);
    expect(await desk.searchByCommandLine(catalog, 'is:unreviewed')).toEqual(all);
  });

  it('counts what is left as the catalog does, to which a word about one is a word about its copies', async () => {
    desk.addSamples({
      'trip/dog again.webp': 'german-shepherd.webp',
      'trip/dog once more.webp': 'german-shepherd.webp',
    });
    const application = await desk.open();
    const { window } = application;
    await window.drop([desk.path('trip')]);
    await window.startRun();
    await window.run.finished();
    await window.search('dog');
    await expect.poll(() => window.found()).toBe(3);
    await window.review.begin();
    await expect.poll(() => window.review.progress.textContent()).toBe(windowTexts.review.left(3, 0));
    // They are counted beside, and may be before the first of them is there to be said anything of.
    await window.review.screen.getByRole('img').first().waitFor();
    await window.page.keyboard.press('a');
    await expect.poll(() => window.review.progress.textContent()).toBe(windowTexts.review.left(0, 1));
    await window.review.screen.getByText(windowTexts.review.done(1, 0)).waitFor();
  });

  it('shows a picture in its own pixels on a click and by keys, types a class over it, and shows the next one whole', async () => {
    const application = await desk.open();
    const { window, catalog } = application;
    const [first, second] = (await classifyTrip(application)).map((file) => path.basename(file));
    const { page } = window;
    const { screen } = window.review;
    const whole = screen.getByRole('region', { name: windowTexts.picture.whole, exact: true });
    const actual = screen.getByRole('region', { name: windowTexts.picture.inActualSize, exact: true });
    const isLoaded = () =>
      screen.getByRole('button', { name: windowTexts.picture.showActual, exact: true, disabled: false }).waitFor();
    const top = () => actual.evaluate((stage) => stage.scrollTop);
    await application.resize(700, 480);
    await window.review.begin();
    await window.review.shows(first!);
    await isLoaded();
    await screen.getByRole('img', { name: first!, exact: true }).click();
    await actual.waitFor();
    const image = screen.getByRole('img', { name: first!, exact: true });
    expect(await image.evaluate((one: HTMLImageElement) => one.width * devicePixelRatio - one.naturalWidth)).toBe(0);
    const before = await top();
    await page.keyboard.press('Shift+ArrowDown');
    await expect.poll(top).toBeGreaterThan(before);

    await window.review.openClasses();
    await page.keyboard.type('zebra');
    await page.getByRole('option', { name: 'zebra', exact: true }).waitFor();
    expect(await actual.count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.keyboard.press('0');
    await whole.waitFor();
    await page.keyboard.press('+');
    await actual.waitFor();

    await page.keyboard.press('a');
    await window.review.shows(second!);
    await whole.waitFor();
    await isLoaded();
    await page.keyboard.press('z');
    await actual.waitFor();
    await page.keyboard.press('ArrowLeft');
    await window.review.shows(first!);
    await whole.waitFor();
    await window.review.closes();
    expect((await desk.searchByCommandLine(catalog, 'is:accepted')).map((file) => path.basename(file))).toEqual([
      first,
    ]);
  });

  it('of a large picture says what was done, and takes it back', async () => {
    const application = await desk.open();
    const { window, catalog } = application;
    const [first] = await classifyTrip(application);
    const { page } = window;
    await window.tile(first!).dblclick();
    await page.getByRole('button', { name: windowTexts.review.choices.reject.label, exact: true }).click();
    const notice = page.getByRole('alert');
    await notice.getByText(/^Rejected “/u).waitFor();
    // It stays as long as somebody points at it.
    await notice.hover();
    expect(await desk.searchByCommandLine(catalog, 'is:rejected')).toEqual([first]);
    await notice.getByRole('button', { name: windowTexts.actions.undo }).click();
    await expect.poll(() => desk.searchByCommandLine(catalog, 'is:rejected')).toEqual([]);
  });

  it('accepts from a score on, and is taken back after a restart', async () => {
    const first = await desk.open();
    await classifyTrip(first);
    expect(await first.window.review.acceptFrom(0)).toBe('4 distinct pictures would be accepted.');
    await expect.poll(() => desk.searchByCommandLine(first.catalog, 'is:accepted')).toHaveLength(4);
    await first.electron.close();

    const second = await desk.open();
    await second.window.undoByKey();
    await expect.poll(() => desk.searchByCommandLine(second.catalog, 'is:accepted')).toEqual([]);
    expect(await desk.searchByCommandLine(second.catalog, 'is:unreviewed')).toHaveLength(4);
  });
});

it('names a tag anew, and as before', async () => {
  const application = await desk.open();
  const { window, catalog } = application;
  const all = await classifyTrip(application);
  await window.tagAll('holiday');
  await window.tagCount('holiday').waitFor();
  await window.review.renameTag('holiday', 'Norway');
  await window.tagCount('Norway').waitFor();
  expect(await desk.searchByCommandLine(catalog, 'tag:norway')).toEqual(all);
  expect(await desk.searchByCommandLine(catalog, 'tag:holiday')).toEqual([]);
  await window.undoByKey();
  await window.tagCount('holiday').waitFor();
  expect(await desk.searchByCommandLine(catalog, 'tag:holiday')).toEqual(all);
});
