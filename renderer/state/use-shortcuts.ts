import { useWindowEvent } from '@mantine/hooks';
import type { RefObject } from 'react';
import { isDialogOpen } from '../dialog.tsx';
import type { Place } from '../place.ts';
import { isCommand, isInField } from './keys.ts';
import { useMenu } from './menu.tsx';
import { useUndo } from './use-undo.ts';

/**
 * Keys and menu items that act on the whole library, while no dialog is in front of it: find (Ctrl+F), take back (Ctrl+Z),
 * tag (T), review (R), help (?). A key that is acted on here goes no further, so that the menu's own shortcut does not do
 * it a second time.
 */
export function useShortcuts({
  field,
  query,
  onGo,
  onSelectAll,
  onTag,
  onReview,
  onHelp,
  onExport,
}: {
  readonly field: RefObject<HTMLInputElement | null>;
  /** The one that the library showed last. */
  readonly query: string;
  readonly onGo: (place: Place) => void;
  /** Null: no pictures are shown. */
  readonly onSelectAll: (() => void) | null;
  readonly onTag: () => void;
  readonly onReview: () => void;
  readonly onHelp: () => void;
  readonly onExport: () => void;
}): void {
  const undo = useUndo();
  const find = () => {
    field.current?.focus();
    field.current?.select();
  };
  useWindowEvent('keydown', (event) => {
    if (isDialogOpen()) return;
    const key = event.key.toLowerCase();
    const isFree = !isInField(event);
    const isPlain = isFree && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isCommand(event) && key === 'f') find();
    else if (isCommand(event) && key === 'z' && isFree) {
      // Held, it would take back one change after the other before anybody has seen what the first was.
      if (!event.repeat) void undo();
    } else if (key === 't' && isPlain) onTag();
    else if (key === 'r' && isPlain) onReview();
    else if (key === '?' && isPlain) onHelp();
    else return;
    event.preventDefault();
  });
  const goTo = (screen: Exclude<Place['screen'], 'library'>) => () => {
    onGo({ screen });
  };
  useMenu({
    find,
    undo: () => void undo(),
    selectAll: onSelectAll ?? undefined,
    export: onExport,
    shortcuts: onHelp,
    library: () => {
      onGo({ screen: 'library', query });
    },
    failures: goTo('failures'),
    classes: goTo('classes'),
    models: goTo('models'),
    engines: goTo('engines'),
    compare: goTo('compare'),
    settings: goTo('settings'),
  });
}
