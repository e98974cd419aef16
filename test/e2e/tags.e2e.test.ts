import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { undoTexts } from '../../shared/texts/undo.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { openDesk, type Desk } from './desk.ts';

const { actions, tagDialog, tagList } = windowTexts;

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
  desk.addSamples({
    'trip/bear.webp': 'polar-bear.webp',
    'trip/castle.webp': 'castle.webp',
    'trip/dog.webp': 'german-shepherd.webp',
  });
});
afterEach(() => desk.clear());

describe('tags', () => {
  it('are put on all that a search finds, taken off, merged and deleted, and each change is taken back, after a restart too', async () => {
    const first = await desk.open();
    const { window, catalog } = first;
    await window.drop([desk.path('trip')]);
    await window.startRun();
    await window.run.finished();
    const dog = [desk.path('trip', 'dog.webp')];

    await window.search('dog');
    await expect.poll(() => window.shownPaths()).toEqual(dog);
    await window.tagAll('friend');
    await window.tagCount('friend').waitFor();
    expect(await desk.searchByCommandLine(catalog, 'tag:friend')).toEqual(dog);
    await window.search('');
    await expect.poll(() => window.shownPaths()).toHaveLength(3);
    await window.tagAll('holiday');
    await expect.poll(() => desk.searchByCommandLine(catalog, 'tag:holiday')).toHaveLength(3);

    await window.undoByKey();
    await window.tagCount('holiday').waitFor({ state: 'detached' });
    expect(await desk.searchByCommandLine(catalog, 'tag:holiday')).toEqual([]);

    const { page } = window;
    const others = [desk.path('trip', 'bear.webp'), desk.path('trip', 'castle.webp')];
    /** Waits until the window counts so many pictures of a tag, then asks the command line which. */
    const expectTagged = async (tag: string, pictures: readonly string[]): Promise<void> => {
      const count = pictures.length;
      if (count === 0) await window.tagCount(tag).waitFor({ state: 'detached' });
      else await page.getByRole('button', { name: new RegExp(`^${tag} ?${count}$`) }).waitFor();
      expect([...(await desk.searchByCommandLine(catalog, `tag:${tag}`))].sort()).toEqual(pictures);
    };
    const chooseOf = async (tag: string, item: string): Promise<void> => {
      await page.getByRole('button', { name: tagList.menu(tag) }).click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    // What was clicked is selected, in another search too.
    await page.keyboard.press('Escape');
    await window.search('castle OR bear');
    await expect.poll(() => window.shownPaths()).toHaveLength(2);
    await window.tagAll('far');
    await window.tagCount('far').waitFor();

    await window.search('');
    await expect.poll(() => window.shownPaths()).toHaveLength(3);
    await page.getByRole('button', { name: actions.tag }).click();
    const untagging = page.getByRole('dialog', { name: tagDialog.title });
    await untagging.getByText(tagDialog.untag, { exact: true }).click();
    await untagging.getByLabel(tagDialog.name, { exact: true }).fill('friend');
    await untagging.getByRole('button', { name: tagDialog.confirm.untag }).click();
    await expectTagged('friend', []);
    await window.undoByKey();
    await expectTagged('friend', dog);

    await chooseOf('friend', tagList.rename);
    const merging = page.getByRole('dialog', { name: tagList.renameTitle('friend') });
    await merging.getByLabel(tagList.newName, { exact: true }).fill('far');
    await merging.getByText(tagList.merges('friend', 1, 'far', 2)).waitFor();
    await merging.getByRole('button', { name: tagList.confirmMerge }).click();
    await window.tagCount('friend').waitFor({ state: 'detached' });
    await expectTagged('far', [...others, ...dog]);
    await window.undoByKey();
    await window.tagCount('friend').waitFor();
    await expectTagged('far', others);

    await chooseOf('far', tagList.delete);
    const deleting = page.getByRole('dialog', { name: tagList.deleteTitle('far') });
    await deleting.getByRole('button', { name: tagList.confirmDelete }).click();
    await expectTagged('far', []);
    await window.undoByKey();
    await expectTagged('far', others);
    // The tag itself, too: what is left to be taken back is the first one.
    await window.undoByKey();
    await window.tagCount('far').waitFor({ state: 'detached' });
    await first.electron.close();

    const second = await desk.open();
    await second.window.tagCount('friend').waitFor();
    await second.window.undoByKey();
    await second.window.tagCount('friend').waitFor({ state: 'detached' });
    expect(await desk.searchByCommandLine(catalog, 'tag:friend')).toEqual([]);
  });

  it('are taken back by a notice only while its change is the last', async () => {
    const { window, catalog } = await desk.open();
    const { page } = window;
    await window.drop([desk.path('trip')]);
    await window.startRun();
    await window.run.finished();
    await window.tagAll('friend');
    const undo = page.getByRole('alert').getByRole('button', { name: actions.undo });
    await undo.waitFor();
    // As a run puts its tag on at its end: the notice stands, and knows nothing of it.
    await page.evaluate(() =>
      globalThis.window.classifold.changeTag({ change: 'tag', name: 'later', selection: { query: '' } }),
    );
    await undo.click();
    await page.getByRole('alert').getByText(undoTexts.notLast).waitFor();
    await undo.waitFor({ state: 'detached' });
    expect(await desk.searchByCommandLine(catalog, 'tag:friend tag:later')).toHaveLength(3);

    await window.tagAll('last');
    await undo.click();
    await window.tagCount('last').waitFor({ state: 'detached' });
    expect(await desk.searchByCommandLine(catalog, 'tag:friend tag:later')).toHaveLength(3);
  });
});
