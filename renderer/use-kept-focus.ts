import { type RefObject, useEffect, useRef } from 'react';
import { focusContent, isDialogOpen } from './dialog.tsx';

/** For a screen with buttons that come and go: where the one that has the focus goes, keys go on from what the screen shows. */
export function useKeptFocus(): RefObject<HTMLElement | null> {
  const screen = useRef<HTMLElement>(null);
  useEffect(() => {
    const { current } = screen;
    if (current === null) return undefined;
    let last: EventTarget | null = null;
    const onFocus = ({ target }: FocusEvent) => {
      last = target;
    };
    // Nothing tells in every browser that what has the focus goes.
    const goes = new MutationObserver(() => {
      if (!(last instanceof Element) || last.isConnected) return;
      last = null;
      // What else has the focus keeps it; a dialog gives it back when it is closed.
      if (document.activeElement === document.body && !isDialogOpen()) focusContent();
    });
    current.addEventListener('focusin', onFocus);
    goes.observe(current, { childList: true, subtree: true });
    return () => {
      current.removeEventListener('focusin', onFocus);
      goes.disconnect();
    };
  }, []);
  return screen;
}
