import { Button, Group, Modal } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { windowTexts } from '../shared/texts/window.ts';
import { useMenu } from './state/menu.tsx';

/** A dialog over the window, there as long as it is rendered. */
export function Dialog({
  title,
  size = 'md',
  onClose,
  children,
}: {
  readonly title: string;
  /** How wide it is where there is room: a size of the library's, or a CSS length. */
  readonly size?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  useFocusBack();
  // What is behind it waits.
  useMenu({}, { isOver: true });
  const content = useRef<HTMLDivElement>(null);
  useEscape(content, onClose);
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnEscape={false}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': windowTexts.actions.close }}
    >
      <div ref={content}>{children}</div>
    </Modal>
  );
}

/**
 * The way out of a dialog, and what it is for. Where that cannot be taken back, or is grave, the focus is on the way out;
 * else on what it is for. A field of the dialog's form keeps it.
 */
export function DialogActions({
  cancel,
  confirm,
  onCancel,
  onConfirm,
  isFocused = onConfirm !== undefined,
  isDestructive = false,
  isGrave = false,
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
  /** So much is begun by it that nobody should begin it by a key that was meant for something else. It may turn out late. */
  readonly isGrave?: boolean;
  readonly isWorking?: boolean;
  readonly isDisabled?: boolean;
}) {
  const cancelButton = useRef<HTMLButtonElement>(null);
  const confirmButton = useRef<HTMLButtonElement>(null);
  const isConfirmFocused = isFocused && !isDestructive && !isGrave && !isDisabled;
  // A button that cannot be pressed yet cannot have the focus either: it has it when it can be, unless a field took it.
  useEffect(() => {
    if (isConfirmFocused && !(document.activeElement instanceof HTMLInputElement)) confirmButton.current?.focus();
  }, [isConfirmFocused]);
  useEffect(() => {
    if (isGrave && !(document.activeElement instanceof HTMLInputElement)) cancelButton.current?.focus();
  }, [isGrave]);
  return (
    <Group justify="flex-end" gap="sm">
      <Button
        ref={cancelButton}
        size="sm"
        variant="default"
        data-autofocus={(isFocused && (isDestructive || isGrave)) || undefined}
        onClick={onCancel}
      >
        {cancel}
      </Button>
      <Button
        ref={confirmButton}
        size="sm"
        type={onConfirm === undefined ? 'submit' : 'button'}
        {...(isDestructive ? { color: 'red' } : {})}
        data-autofocus={isConfirmFocused || undefined}
        loading={isWorking}
        disabled={isDisabled}
        onClick={onConfirm}
      >
        {confirm}
      </Button>
    </Group>
  );
}

/** Whether a dialog is in front of the window: keys and menu items that act on what is behind it wait. */
export function isDialogOpen(): boolean {
  return dialogs().length > 0;
}

/** Whether no other dialog lies over the one that this is, or is in. */
export function isInFront(content: HTMLElement | null): boolean {
  return content !== null && dialogs().at(-1)?.contains(content) === true;
}

/**
 * Escape leaves the dialog that `content` is, or is in, where no other lies over it: of dialogs over one another, each of
 * which the library would close by the same key, one goes at a time. An open list of choices, and a field that is, or is
 * in something, marked `data-own-escape`, come first.
 */
export function useEscape(content: RefObject<HTMLElement | null>, onEscape: () => void): void {
  useWindowEvent(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented || !isInFront(content.current)) return;
      const hasOwn = '[data-mantine-stop-propagation=true], [data-own-escape], [data-own-escape] *';
      if (event.target instanceof Element && event.target.matches(hasOwn)) return;
      // The dialog behind this one is in front when its turn comes.
      event.preventDefault();
      onEscape();
    },
    // Before a list has acted on the key, and gone.
    { capture: true },
  );
}

/** Those that are open, the one in front last. */
function dialogs(): readonly Element[] {
  return [...document.querySelectorAll('[role=dialog][aria-modal=true]')];
}

/**
 * Gives the focus back, when what uses this goes, to where it was when that came; to what keys are for where that is gone
 * too, or takes no focus any more. The library does so only for dialogs that stay and are closed.
 */
export function useFocusBack(): void {
  const [before] = useState(focusBefore);
  useEffect(
    () => () => {
      if (before?.isConnected === true && !before.matches(':disabled')) before.focus({ preventScroll: true });
      else focusContent();
    },
    [before],
  );
}

/** Gives the focus to what keys are for in front of a person: the pictures, or what a screen shows. */
export function focusContent(): void {
  const content = ['[data-grid]', 'main [role=region][tabindex="0"]']
    .map((selector) => document.querySelector<HTMLElement>(selector))
    .find((found) => found !== null);
  content?.focus({ preventScroll: true });
}

/** What has the focus; in a menu, which goes when something was chosen from it, the button that opened it. */
function focusBefore(): HTMLElement | null {
  const focused = document.activeElement;
  const opener = focused?.closest('[role=menu]')?.getAttribute('aria-labelledby') ?? null;
  const before = opener === null ? focused : document.getElementById(opener);
  return before instanceof HTMLElement && before !== document.body ? before : null;
}
