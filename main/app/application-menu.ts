import { Menu } from 'electron';
import { MENU_ITEMS, type MenuItem } from '../../shared/contract/menu-items.ts';
import { reply, type CommandHandlers } from './command-handlers.ts';
import { buildMenu, type MenuActions } from './menu.ts';

/** The menu of the application, as it is now. */
export interface ApplicationMenu {
  /** Makes it anew: the catalogs that can be opened again are others. */
  readonly show: () => void;
  /** What the window can do from now on. */
  readonly allow: (items: readonly MenuItem[]) => void;
  readonly handlers: CommandHandlers<'allowMenuItems'>;
}

/** @param recentCatalogs absolute paths, the last opened first */
export function createApplicationMenu(actions: MenuActions, recentCatalogs: () => readonly string[]): ApplicationMenu {
  let allowed: ReadonlySet<MenuItem> = new Set();

  // In the menu that is there: making it anew would close it under a person's hand.
  function allow(items: readonly MenuItem[]): void {
    allowed = new Set(items);
    const menu = Menu.getApplicationMenu();
    for (const name of MENU_ITEMS) {
      const item = menu?.getMenuItemById(name) ?? null;
      if (item !== null) item.enabled = allowed.has(name);
    }
  }

  return {
    show: () => {
      Menu.setApplicationMenu(buildMenu(actions, recentCatalogs(), allowed));
    },
    allow,
    handlers: {
      allowMenuItems: ({ items }) => {
        allow(items);
        return Promise.resolve(reply(null));
      },
    },
  };
}
