import { useWindowEvent } from '@mantine/hooks';
import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useId, useState } from 'react';
import { MENU_ITEMS, type MenuItem } from '../../shared/contract/menu-items.ts';
import { useBridge } from '../bridge-context.ts';
import { createMenuLayers, type MenuLayers } from './menu-layers.ts';
import { useEvent } from './use-event.ts';

/** Outside of a window there is no menu. */
const MenuContext = createContext<MenuLayers | null>(null);

/** Tells the application which items of its menu can do something now, and has what is below do it. */
export function MenuProvider({ children }: { readonly children: ReactNode }) {
  const bridge = useBridge();
  const [layers] = useState(() =>
    createMenuLayers((items) => void bridge.request('allowMenuItems', { items: [...items] }), focusedTextField),
  );
  useEvent('menu', ({ item }) => {
    layers.act(item);
  });
  useWindowEvent('focusin', layers.refresh);
  useWindowEvent('focusout', layers.refresh);
  return <MenuContext value={layers}>{children}</MenuContext>;
}

/**
 * What items of the menu do while the part of the window that uses this is there, or, where it lies over the others,
 * while no other lies over it; those that are left out are greyed out.
 */
export function useMenu(
  acts: { readonly [Item in MenuItem]?: (() => void) | undefined },
  { isOver = false }: { readonly isOver?: boolean } = {},
): void {
  const layers = useContext(MenuContext);
  const id = useId();
  const act = useEffectEvent((item: MenuItem) => {
    acts[item]?.();
  });
  const named = MENU_ITEMS.filter((item) => acts[item] !== undefined).join(' ');
  useEffect(() => {
    const names = named.split(' ');
    const items = MENU_ITEMS.filter((item) => names.includes(item));
    // In the place that it has: what came later lies over it still.
    layers?.set(id, {
      isOver,
      items,
      act: (item) => {
        act(item);
      },
    });
  }, [layers, id, isOver, named]);
  useEffect(
    () => () => {
      layers?.remove(id);
    },
    [layers, id],
  );
}

const WITHOUT_TEXT: ReadonlySet<string> = new Set(['checkbox', 'radio', 'range', 'button', 'submit']);

function focusedTextField(): HTMLInputElement | HTMLTextAreaElement | null {
  const focused = document.activeElement;
  if (focused instanceof HTMLTextAreaElement) return focused;
  return focused instanceof HTMLInputElement && !WITHOUT_TEXT.has(focused.type) ? focused : null;
}
