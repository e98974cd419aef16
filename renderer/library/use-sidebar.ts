import { useClickOutside, useMediaQuery, useWindowEvent } from '@mantine/hooks';
import { useCallback, useEffect, useState } from 'react';
import { isDialogOpen } from '../dialog.tsx';

/** Below this there is no room for a sidebar beside the pictures: it lies over them, when it is asked for. */
const NARROW = '(max-width: 50rem)';

interface UsedSidebar {
  readonly isShown: boolean;
  /** There is no room for it beside the pictures. */
  readonly isNarrow: boolean;
  readonly toggle: () => void;
  /** The person has gone somewhere: what lies over the pictures goes. */
  readonly leave: () => void;
  /** To be told of its element. */
  readonly onSidebar: (element: HTMLElement | null) => void;
  /** To be told of the button that shows and hides it. */
  readonly onButton: (element: HTMLButtonElement | null) => void;
}

/**
 * Whether the sidebar is shown: beside the pictures unless the person has hidden it there, and over them only when it was
 * asked for since there is no room for it. Where it lies over the pictures it has the keyboard when it comes, and goes
 * with Escape, which gives the keyboard back, and with a click beside it.
 */
export function useSidebar(): UsedSidebar {
  const isNarrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const [wasNarrow, setWasNarrow] = useState(isNarrow);
  const [isHidden, setIsHidden] = useState(false);
  const [isAsked, setIsAsked] = useState(false);
  if (wasNarrow !== isNarrow) {
    setWasNarrow(isNarrow);
    setIsAsked(false);
    // What a person has in front stays when there is room for it.
    if (isAsked) setIsHidden(false);
  }
  const isOver = isNarrow && isAsked;
  const isShown = isNarrow ? isAsked : !isHidden;
  const [sidebar, setSidebar] = useState<HTMLElement | null>(null);
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  useEffect(() => {
    if (isOver) sidebar?.querySelector('button')?.focus();
  }, [isOver, sidebar]);
  const toggle = useCallback(() => {
    const change = isNarrow ? setIsAsked : setIsHidden;
    change((before) => !before);
  }, [isNarrow]);
  const leave = useCallback(() => {
    if (!isOver) return;
    if (sidebar?.contains(document.activeElement) === true) button?.focus();
    setIsAsked(false);
  }, [isOver, sidebar, button]);
  useClickOutside(
    () => {
      if (!isOwnInFront()) leave();
    },
    null,
    [sidebar, button],
  );
  useWindowEvent(
    'keydown',
    ({ key, target, isComposing }) => {
      const isHere = target instanceof Node && (sidebar?.contains(target) === true || target === button);
      // A field that something was typed into is emptied by it first.
      const hasText = target instanceof HTMLInputElement && target.value !== '';
      if (key === 'Escape' && isHere && !isComposing && !hasText && !isOwnInFront()) leave();
    },
    // Before a menu has acted on the key, and gone.
    { capture: true },
  );
  return { isShown, isNarrow, toggle, leave, onSidebar: setSidebar, onButton: setButton };
}

/** Whether a menu or a dialog of the sidebar's own is open, which is drawn elsewhere. */
function isOwnInFront(): boolean {
  return isDialogOpen() || document.querySelector('[role=menu]') !== null;
}
