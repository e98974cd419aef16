import { dialog, type BrowserWindow } from 'electron';
import { displayPath } from '../../shared/file-path.ts';
import { applicationTexts as texts } from '../../shared/texts/application.ts';
import { refusal, reply, replyOf, type CommandHandlers } from './command-handlers.ts';
import { failureText } from './failure-text.ts';
import type { KeptOrders } from './kept-orders.ts';
import type { Library } from './library.ts';
import { placesOfRoot } from './root-places.ts';
import { folderView, rootView } from './views.ts';

export interface RootCommandParts {
  readonly library: () => Library;
  readonly window: () => BrowserWindow;
  readonly keptOrders: Pick<KeptOrders, 'drop'>;
  /** Something that the window shows has changed. */
  readonly onChange: () => void;
}

type RootCommand = 'roots' | 'folders' | 'folderNames' | 'locateRoot' | 'moveRoot' | 'previewForget' | 'forgetRoot';

/** Commands about the folders of the library. */
export function rootCommands({
  library,
  window,
  keptOrders,
  onChange,
}: RootCommandParts): CommandHandlers<RootCommand> {
  /** A run holds on to the roots that it found: none may go or move under it. */
  const isRunning = (): boolean => library().runs.view() !== null;

  async function moveRoot(root: number, folder: string, isSure: boolean) {
    if (isRunning()) return refusal(texts.folderWhileRunning);
    const moved = await library().core.moveRoot(root, folder, isSure);
    if (!moved.ok) return refusal(failureText(moved.failure));
    if (moved.value.kind === 'moved') onChange();
    return reply({ ...moved.value, folder });
  }

  return {
    roots: async () => replyOf(await library().core.roots(null), (roots) => roots.map(rootView)),
    folders: async ({ parents }) =>
      replyOf(await library().core.foldersBelow(parents, null), (folders) => folders.map(folderView)),
    folderNames: async () =>
      replyOf(await library().core.allFolders(), (folders) =>
        folders.map(({ name, path, pictures }) => ({ name: displayPath(name), path: displayPath(path), pictures })),
      ),
    locateRoot: async ({ root }) => {
      if (isRunning()) return refusal(texts.folderWhileRunning);
      const { filePaths } = await dialog.showOpenDialog(window(), {
        title: texts.locateFolder,
        buttonLabel: texts.choose,
        properties: ['openDirectory'],
      });
      return filePaths[0] === undefined ? reply(null) : moveRoot(root, filePaths[0], false);
    },
    moveRoot: async ({ root, folder }) => {
      const moved = await moveRoot(root, folder, true);
      return moved.ok ? reply(null) : moved;
    },
    previewForget: async ({ root }) => replyOf(await library().core.previewForget(root), (preview) => preview),
    forgetRoot: async ({ root }) => {
      if (isRunning()) return refusal(texts.folderWhileRunning);
      const { core, catalog } = library();
      const places = await placesOfRoot(core, root);
      if (!places.ok) return places;
      const forgotten = replyOf(await core.forgetRoot(root), (gone) => gone);
      if (!forgotten.ok) return forgotten;
      // Going on with what was left of it would bring it back.
      for (const place of places.value) keptOrders.drop(catalog, place);
      onChange();
      return forgotten;
    },
  };
}
