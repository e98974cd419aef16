import { Modal } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { windowTexts } from '../shared/texts/window.ts';

/** A dialog over the window, there as long as it is rendered. */
export function Dialog({
  title,
  onClose,
  children,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  useFocusBack();
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': windowTexts.actions.close }}>
      {children}
    </Modal>
  );
}

/**
 * Gives the focus back, when what uses this goes, to where it was when that came. The library does so only for dialogs
 * that stay and are closed.
 */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    },
    [before],
  );
}
