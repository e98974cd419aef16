import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { windowTexts } from '../../shared/texts/window.ts';
import { fingerprint, resultRows } from '../cli/classifold.ts';
import { openDesk, type Desk, type RunningApplication } from './desk.ts';

const { folders: texts, forget } = windowTexts;

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

/** Drops folders of the desk and waits until they are classified. */
async function classify({ window }: RunningApplication, ...folders: readonly string[]): Promise<void> {
  await window.drop(folders.map((folder) => desk.path(folder)));
  await window.startRun();
  await window.run.finished();
}

/** Answers the next dialogs of the system that ask for a folder. */
function answerFolder({ electron }: RunningApplication, folder: string): Promise<void> {
  return electron.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, folder);
}

describe('folders of one name', () => {
  it('are told apart, opened, counted, and each a filter', async () => {
    desk.addSamples({
      'one/DCIM/100/bear.webp': 'polar-bear.webp',
      'one/DCIM/101/panda.webp': 'giant-panda.webp',
      'two/DCIM/100/castle.webp': 'castle.webp',
      'two/DCIM/100/broken.jpg': 'README.md',
    });
    const application = await desk.open();
    const { window } = application;
    await classify(application, 'one/DCIM', 'two/DCIM');
    const first = 'DCIMone';
    const second = 'DCIMtwo';
    await window.folders.show(first);
    await expect
      .poll(() => window.shownPaths().then((paths) => [...paths].sort()))
      .toEqual([desk.path('one/DCIM/100/bear.webp'), desk.path('one/DCIM/101/panda.webp')]);
    await window.folders.toggle(second);
    await window.folders.show('1002');
    await expect
      .poll(() => window.shownPaths())
      .toEqual([desk.path('two/DCIM/100/castle.webp'), desk.path('two/DCIM/100/broken.jpg')]);
    await window.folders.choose(second, texts.showFailed(1));
    await expect.poll(() => window.shownPaths()).toEqual([desk.path('two/DCIM/100/broken.jpg')]);
    await window.folders.choose(second, texts.showClassified(1));
    await expect.poll(() => window.shownPaths()).toEqual([desk.path('two/DCIM/100/castle.webp')]);
  });

  it('and of one path, on two memory cards that take turns there, are told apart by their volumes', async () => {
    desk.addSamples({ 'card/IMG_1.webp': 'castle.webp' });
    const first = await desk.open();
    await classify(first, 'card');
    await first.electron.close();
    // As on a system that tells volumes apart, after the second card was classified and the first put in again.
    const db = new Database(first.catalog);
    db.exec(`UPDATE roots SET volume = '1A2B-3C4D';
      INSERT INTO roots (id, path, volume, kind, state, added_at) SELECT 2, path, '5E6F-7A8B', kind, 'offline', 1 FROM roots;
      INSERT INTO folders (id, root, path, name) SELECT 99, 2, path, name FROM folders;
      INSERT INTO pictures (root, folder, path, name, size, mtime_ns, digest, state, added_at)
        SELECT 2, 99, path, name, size, mtime_ns, x'00', state, added_at FROM pictures`);
    db.close();
    const { window, catalog } = await desk.open();
    await window.folders.line('card1A2B-3C4D').waitFor();
    await window.folders.line(`card5E6F-7A8B · ${texts.offline}`).waitFor();
    await window.folders.show('card5E6F-7A8B');
    await expect.poll(() => window.tiles.count()).toBe(1);
    await window.tiles.getByText(windowTexts.grid.noPrediction).waitFor();
    expect(await desk.searchByCommandLine(catalog, `folder:${desk.path('card')}`)).toHaveLength(2);
    expect(await desk.searchByCommandLine(catalog, `castle volume:1A2B-3C4D`)).toHaveLength(1);
  });

  it('are walked by keys', async () => {
    desk.addSamples({ 'photos/bears/bear.webp': 'polar-bear.webp', 'photos/castle.webp': 'castle.webp' });
    const application = await desk.open();
    const { window } = application;
    await classify(application, 'photos');
    await window.folders.line('photos').waitFor();
    await window.page.locator('[role=tree] [role=treeitem]').first().focus();
    await window.page.keyboard.press('ArrowRight');
    await window.folders.line('bears').waitFor();
    await window.page.keyboard.press('ArrowDown');
    await window.page.keyboard.press('Enter');
    await expect.poll(() => window.shownPaths()).toEqual([desk.path('photos/bears/bear.webp')]);
  });

  it('have their menu by a key, which gives the keyboard back', async () => {
    desk.addSamples({ 'photos/bear.webp': 'polar-bear.webp', 'photos/castle.webp': 'castle.webp' });
    const application = await desk.open();
    const { page, folders } = application.window;
    await classify(application, 'photos');
    await folders.line('photos').waitFor();
    const line = page.locator('[role=tree] [role=treeitem]').first();
    await line.focus();
    await page.keyboard.press('m');
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    await line.and(page.locator(':focus')).waitFor();

    await page.keyboard.press('m');
    await page.getByRole('menu').waitFor();
    // It opens on the first item that can be chosen; up from it is the last.
    await page.locator('[role=menuitem]:focus').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.getByRole('menuitem', { name: texts.forget }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: forget.title }).waitFor();
  });
});

describe('a folder of the library', () => {
  it('that moved is located: rows and tags stay, and a folder that does not look like it is asked about', async () => {
    desk.addSamples({
      'photos/dog.webp': 'german-shepherd.webp',
      'photos/castle.webp': 'castle.webp',
      'elsewhere/hens.webp': 'hens.webp',
    });
    const application = await desk.open();
    const { window, catalog } = application;
    await classify(application, 'photos');
    await window.tagAll('mine');
    const before = resultRows(catalog);
    desk.move('photos', 'archive');

    await answerFolder(application, desk.path('elsewhere'));
    await window.folders.choose('photos', texts.locate);
    const dialog = window.page.getByRole('dialog', { name: texts.unfamiliar.title });
    await dialog.getByText('None of 2 pictures').waitFor();
    await dialog.getByRole('button', { name: texts.unfamiliar.cancel }).click();
    await dialog.waitFor({ state: 'hidden' });
    await window.folders.line('photos').waitFor();

    await answerFolder(application, desk.path('archive'));
    await window.folders.choose('photos', texts.locate);
    await window.folders.line('archive').waitFor();
    expect(await desk.searchByCommandLine(catalog, 'tag:mine folder:archive')).toHaveLength(2);
    await window.folders.choose('archive', texts.rescan);
    expect(await window.run.finished()).toMatch(/^Done: 2 pictures/);
    expect(resultRows(catalog)).toEqual(before);
  });

  it('is removed after it was said what goes with it, and its files stay', async () => {
    desk.addSamples({ 'photos/dog.webp': 'german-shepherd.webp', 'other/castle.webp': 'castle.webp' });
    const before = fingerprint(desk.path('photos'));
    const application = await desk.open();
    const { window, catalog } = application;
    await classify(application, 'photos', 'other');
    await window.search('dog');
    await expect.poll(() => window.shownPaths()).toHaveLength(1);
    await window.tagAll('friend');
    await window.folders.show('photos');
    await window.folders.choose('photos', texts.forget);
    const dialog = window.page.getByRole('dialog', { name: forget.title });
    await dialog.getByText(`${forget.tag('friend', 1)} (${forget.lost})`).waitFor();
    await dialog.getByRole('button', { name: forget.confirm }).click();
    await window.folders.line('photos').waitFor({ state: 'detached' });
    await expect.poll(() => window.query()).toBe('');
    expect(await desk.searchByCommandLine(catalog, '')).toEqual([desk.path('other/castle.webp')]);
    expect(fingerprint(desk.path('photos'))).toEqual(before);
  });

  it('that disappears during a run is offline, and comes back whole', async () => {
    const PICTURES = 200;
    desk.addPictures('card', PICTURES);
    const before = fingerprint(desk.path('card'));
    const application = await desk.open();
    const { window, catalog } = application;
    await window.drop([desk.path('card')]);
    await window.startHeldRun();
    desk.move('card', 'taken out');
    await window.run.resume.click();
    expect(await window.run.finished()).toMatch(/^Ended early: \d+ pictures/);
    await window.folders.line('card').getByText(texts.offline).waitFor();
    const kept = await desk.searchByCommandLine(catalog, 'NOT is:unclassified');
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(PICTURES);
    for (const state of ['is:failed', 'is:vanished']) {
      expect(await desk.searchByCommandLine(catalog, state), state).toEqual([]);
    }

    desk.move('taken out', 'card');
    await window.folders.choose('card', texts.rescan);
    await window.folders.line('card').getByText(texts.offline).waitFor({ state: 'detached' });
    await window.run.finished();
    expect(await desk.searchByCommandLine(catalog, 'NOT is:unclassified')).toHaveLength(PICTURES);
    for (const state of ['is:failed', 'is:vanished', 'is:offline']) {
      expect(await desk.searchByCommandLine(catalog, state), state).toEqual([]);
    }
    expect(fingerprint(desk.path('card'))).toEqual(before);
  });
});

it('a folder that goes while nothing runs is offline when the window comes back, and its pictures say so', async () => {
  desk.addSamples({
    'card/castle.webp': 'castle.webp',
    'card/hens.webp': 'hens.webp',
    'photos/dog.webp': 'german-shepherd.webp',
  });
  const application = await desk.open();
  const { window, electron, catalog } = application;
  const { page } = window;
  await classify(application, 'card', 'photos');
  await window.search('castle');
  await expect.poll(() => window.shownPaths()).toHaveLength(1);
  const comeBack = () =>
    electron.evaluate(({ app, BrowserWindow }) =>
      app.emit('browser-window-focus', {}, BrowserWindow.getAllWindows()[0]),
    );
  desk.move('card', 'taken out');
  await comeBack();
  await window.folders.line('card').getByText(texts.offline).waitFor();
  await window.tiles.first().dblclick();
  const whole = windowTexts.pictureProblem.whole({ kind: 'offline', detail: '' });
  await page.getByText(whole).waitFor();
  expect(await desk.searchByCommandLine(catalog, 'is:offline')).toHaveLength(2);

  // Whoever looks at a picture first finds out as well.
  desk.move('taken out', 'card');
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await page.getByRole('img', { name: 'castle.webp' }).waitFor();
  await page.keyboard.press('Escape');
  await window.folders.line('card').getByText(texts.offline).waitFor({ state: 'detached' });
  await expect.poll(() => desk.searchByCommandLine(catalog, 'is:offline')).toEqual([]);
});

describe('failures', () => {
  it('are shown by kind, and chosen ones are tried again', async () => {
    desk.addSamples({
      'photos/castle.webp': 'castle.webp',
      'photos/no picture.jpg': 'README.md',
      'photos/none either.jpg': 'README.md',
    });
    const application = await desk.open();
    const { window } = application;
    const { failures } = windowTexts;
    const empty = desk.path('photos', 'empty.png');
    desk.addFile('photos/empty.png', '');
    await classify(application, 'photos');
    await window.tile(empty).getByText(failures.kinds['empty-file']).waitFor();
    await window.openFailures();
    const list = window.page.getByRole('region', { name: failures.list });
    await expect.poll(() => list.getByRole('listitem').count()).toBe(3);
    await window.page.getByLabel(failures.filter).selectOption('empty-file');
    await expect.poll(() => list.getByRole('listitem').count()).toBe(1);
    await list.getByText(path.basename(empty), { exact: true }).waitFor();
    await window.page.getByLabel(failures.filter).selectOption('');
    desk.addSamples({ 'photos/empty.png': 'hens.webp' });
    await list.getByLabel(failures.select('empty.png')).check();
    await window.page.getByRole('button', { name: failures.retrySelected(1) }).click();
    await window.run.finished();
    await expect.poll(() => list.getByRole('listitem').count()).toBe(2);
  });
});
