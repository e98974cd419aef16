import { windowTexts } from '../../shared/texts/window.ts';
import type { Desk, RunningApplication } from './desk.ts';
import { dismissNotice } from './dismiss-notice.ts';
import type { Visit } from './screens.ts';
import { chooseInDialog } from './system-dialog.ts';

const { folders, forget, picture, pictureProblem, sidebar, tagDialog, tagList } = windowTexts;

/** Another tag, which the one of the walk would be merged with. */
const OTHER_TAG = 'best of the zoo';

/** What can be done with a tag, from a library on that has one of this name. */
export async function walkTags(
  { window }: Pick<RunningApplication, 'window'>,
  tag: string,
  visit: Visit,
): Promise<void> {
  const { page } = window;
  const openMenu = () => page.getByRole('button', { name: tagList.menu(tag) }).click();
  await window.showSidebar();
  await openMenu();
  await visit('tag-menu', 'menu');
  await page.getByRole('menuitem', { name: tagList.delete }).click();
  const deleting = page.getByRole('dialog', { name: tagList.deleteTitle(tag) });
  await deleting.waitFor();
  await visit('delete-tag');
  await deleting.getByRole('button', { name: tagList.cancel }).click();
  await deleting.waitFor({ state: 'hidden' });
  await window.showSidebar();
  await openMenu();
  await page.getByRole('menuitem', { name: tagList.rename }).click();
  await page.getByRole('dialog', { name: tagList.renameTitle(tag) }).waitFor();
  await visit('rename-tag');
  await page.getByRole('button', { name: tagList.cancel }).click();

  await window.goTo(sidebar.all);
  await window.tiles.first().click();
  await window.tagAll(OTHER_TAG);
  const tagged = page.getByRole('alert').filter({ hasText: tagDialog.done.tag(OTHER_TAG, 1, 1) });
  await tagged.waitFor();
  await dismissNotice(tagged);
  await window.showSidebar();
  await openMenu();
  await page.getByRole('menuitem', { name: tagList.rename }).click();
  const renaming = page.getByRole('dialog', { name: tagList.renameTitle(tag) });
  const field = renaming.getByLabel(tagList.newName, { exact: true });
  await field.fill(OTHER_TAG.toUpperCase());
  // With its suggestions over the text, nobody would look at that.
  await field.blur();
  await renaming.getByRole('button', { name: tagList.confirmMerge }).waitFor();
  await visit('merge-tags');
  await renaming.getByRole('button', { name: tagList.cancel }).click();
  await window.goTo(sidebar.all);
}

/** What can be done with a folder of the library, and what the window shows of one that is not there. */
export async function walkFolders(
  desk: Desk,
  { window, electron }: Pick<RunningApplication, 'window' | 'electron'>,
  root: { readonly name: string; readonly classOfOne: string; readonly unlike: string },
  visit: Visit,
): Promise<void> {
  const { page } = window;
  await window.showSidebar();
  await window.folders.line(root.name).getByRole('button').click();
  await visit('folder-menu', 'menu');
  await page.keyboard.press('Escape');
  await window.folders.choose(root.name, folders.forget);
  await page.getByRole('dialog', { name: forget.title }).waitFor();
  await visit('forget');
  await page.keyboard.press('Escape');
  await chooseInDialog(electron, desk.path(root.unlike));
  await window.showSidebar();
  await window.folders.choose(root.name, folders.locate);
  await page.getByRole('dialog', { name: folders.unfamiliar.title }).waitFor();
  await visit('locate');
  await page.keyboard.press('Escape');
  await window.goTo(sidebar.all);

  const comeBack = () =>
    electron.evaluate(({ app, BrowserWindow }) =>
      app.emit('browser-window-focus', {}, BrowserWindow.getAllWindows()[0]),
    );
  desk.move(root.name, 'taken out');
  await comeBack();
  await window.showSidebar();
  await window.folders.line(root.name).getByText(folders.offline).waitFor();
  await visit('folder-offline');
  await window.goTo(sidebar.all);
  await window.search(root.classOfOne);
  await window.tiles.nth(1).waitFor({ state: 'hidden' });
  await window.tiles.first().dblclick();
  await page.getByText(pictureProblem.whole({ kind: 'offline', detail: '' })).waitFor();
  await page.getByText(picture.scores).waitFor();
  await visit('picture-missing');
  desk.move('taken out', root.name);
  await page.keyboard.press('Escape');
  await comeBack();
  await window.showSidebar();
  await window.folders.line(root.name).getByText(folders.offline).waitFor({ state: 'detached' });
  await window.goTo(sidebar.all);
}
