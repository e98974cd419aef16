import { Button, Group, Modal } from '@mantine/core';
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
 * The way out of a dialog, and what it is for. Where that cannot be taken back, the focus is on the way out; else on
 * what it is for, unless a field of the dialog's form takes it.
 */
export function DialogActions({
  cancel,
  confirm,
  onCancel,
  onConfirm,
  isFocused = onConfirm !== undefined,
  isDestructive = false,
  isWorking = false,
  isDisabled = false,
}: {
  readonly cancel: string;
  readonly confirm: string;
  readonly onCancel: () => void;
  /** Left out: it submits the form that it stands in. */
  readonly onConfirm?: () => void;
  /** One of the two has the focus when the dialog opens. */
  readonly isFocused?: boolean;
  readonly isDestructive?: boolean;
  readonly isWorking?: boolean;
  readonly isDisabled?: boolean;
}) {
  return (
    <Group justify="flex-end" gap="sm">
      <Button size="sm" variant="default" data-autofocus={(isFocused && isDestructive) || undefined} onClick={onCancel}>
        {cancel}
      </Button>
      <Button
        size="sm"
        type={onConfirm === undefined ? 'submit' : 'button'}
        {...(isDestructive ? { color: 'red' } : {})}
        data-autofocus={(isFocused && !isDestructive) || undefined}
        loading={isWorking}
        disabled={isDisabled}
        onClick={onConfirm}
      >
        {confirm}
      </Button>
    </Group>
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
