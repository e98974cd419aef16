import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuItem } from '../../shared/contract/menu-items.ts';
import { applicationTexts } from '../../shared/texts/application.ts';

/** What the menu's own items do; the others are the system's. */
export interface MenuActions {
  readonly choosePaths: (kind: 'folders' | 'files') => void;
  readonly newCatalog: () => void;
  readonly chooseCatalog: () => void;
  readonly openCatalog: (catalog: string) => void;
  /** For the window to act on. */
  readonly tellWindow: (item: MenuItem) => void;
}

const texts = applicationTexts.menu;
const isMac = process.platform === 'darwin';

/**
 * @param recentCatalogs absolute paths, the last opened first
 * @param allowed what the window can do now, by the ids of the items
 */
export function buildMenu(
  actions: MenuActions,
  recentCatalogs: readonly string[],
  allowed: ReadonlySet<MenuItem>,
): Electron.Menu {
  const item = (label: string, name: MenuItem, accelerator?: string): MenuItemConstructorOptions => ({
    id: name,
    label,
    enabled: allowed.has(name),
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => {
      actions.tellWindow(name);
    },
  });
  const about: MenuItemConstructorOptions = { label: texts.about, role: 'about' };
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [macMenu(item(texts.settings, 'settings', 'CmdOrCtrl+,'))] : []),
    {
      label: texts.file,
      submenu: [
        {
          label: texts.openFolders,
          accelerator: 'CmdOrCtrl+O',
          click: () => {
            actions.choosePaths('folders');
          },
        },
        {
          label: texts.openFiles,
          accelerator: 'CmdOrCtrl+Shift+O',
          click: () => {
            actions.choosePaths('files');
          },
        },
        { type: 'separator' },
        { label: texts.newCatalog, click: actions.newCatalog },
        { label: texts.openCatalog, click: actions.chooseCatalog },
        {
          label: texts.openRecent,
          enabled: recentCatalogs.length > 0,
          submenu: recentCatalogs.map((catalog) => ({
            label: catalog,
            click: () => {
              actions.openCatalog(catalog);
            },
          })),
        },
        { type: 'separator' },
        item(texts.export, 'export', 'CmdOrCtrl+E'),
        { type: 'separator' },
        ...(isMac ? [] : [item(texts.settings, 'settings', 'CmdOrCtrl+,')]),
        item(texts.deleteData, 'deleteData'),
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: texts.edit,
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        item(texts.undoTags, 'undo'),
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        // The system's own knows of texts only, and not of pictures. On macOS it serves the dialogs of the system as well: there
        // pictures are another item, and the key is the page's, which is asked before the menu.
        ...(isMac
          ? [{ role: 'selectAll' } as const, item(texts.selectAllPictures, 'selectAll')]
          : [item(texts.selectAll, 'selectAll', 'CmdOrCtrl+A')]),
        { type: 'separator' },
        item(texts.find, 'find', 'CmdOrCtrl+F'),
      ],
    },
    {
      label: texts.view,
      submenu: [
        item(texts.library, 'library', 'CmdOrCtrl+1'),
        item(texts.classes, 'classes', 'CmdOrCtrl+2'),
        item(texts.failures, 'failures', 'CmdOrCtrl+3'),
        item(texts.models, 'models', 'CmdOrCtrl+4'),
        item(texts.engines, 'engines', 'CmdOrCtrl+5'),
        item(texts.compare, 'compare'),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ type: 'separator' } as const, { role: 'toggleDevTools' } as const]),
      ],
    },
    { label: texts.window, role: 'windowMenu' },
    {
      label: texts.help,
      role: 'help',
      submenu: [item(texts.shortcuts, 'shortcuts'), ...(isMac ? [] : [about])],
    },
  ];
  return Menu.buildFromTemplate(template);
}

/** The application's own menu on macOS, with the place that its settings have there. */
function macMenu(settings: MenuItemConstructorOptions): MenuItemConstructorOptions {
  return {
    label: app.name,
    submenu: [
      { role: 'about' },
      { type: 'separator' },
      settings,
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  };
}
