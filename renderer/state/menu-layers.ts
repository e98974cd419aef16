import { MENU_ITEMS, type MenuItem } from '../../shared/contract/menu-items.ts';

/** What a part of the window does about the menu. */
export interface MenuLayer {
  /** Whether it lies over the others, which then do nothing. */
  readonly isOver: boolean;
  readonly items: readonly MenuItem[];
  readonly act: (item: MenuItem) => void;
}

/** The parts of the window that are there, by ids of theirs, and what the menu can do with them. */
export interface MenuLayers {
  set(id: string, layer: MenuLayer): void;
  remove(id: string): void;
  /** Something else that decides what can be done may have changed. */
  readonly refresh: () => void;
  /** Does what an item says, where that can be done. */
  act(item: MenuItem): void;
}

/**
 * @param tell hears what can be done, once after all changes of a moment, and only where it is something else
 * @param textField that has the focus: “Select All” is about its text, whatever lies over what
 */
export function createMenuLayers(
  tell: (items: readonly MenuItem[]) => void,
  textField: () => Pick<HTMLInputElement, 'select'> | null,
): MenuLayers {
  const layers = new Map<string, MenuLayer>();
  let told = '';
  let isWaiting = false;

  /** Those that act: the last one that lies over the others alone, or all where none does. */
  function acting(): readonly MenuLayer[] {
    const all = [...layers.values()];
    const over = all.filter(({ isOver }) => isOver).at(-1);
    return over === undefined ? all : [over];
  }

  function possible(): readonly MenuItem[] {
    const items = new Set(acting().flatMap((layer) => layer.items));
    if (textField() !== null) items.add('selectAll');
    return MENU_ITEMS.filter((item) => items.has(item));
  }

  function refresh(): void {
    if (isWaiting) return;
    isWaiting = true;
    queueMicrotask(() => {
      isWaiting = false;
      const items = possible();
      if (told === items.join(' ')) return;
      told = items.join(' ');
      tell(items);
    });
  }

  return {
    set: (id, layer) => {
      layers.set(id, layer);
      refresh();
    },
    remove: (id) => {
      layers.delete(id);
      refresh();
    },
    refresh,
    act: (item) => {
      const field = item === 'selectAll' ? textField() : null;
      if (field !== null) field.select();
      else
        acting()
          .find(({ items }) => items.includes(item))
          ?.act(item);
    },
  };
}
