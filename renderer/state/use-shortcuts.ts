import { useWindowEvent } from '@mantine/hooks';
import type { RefObject } from 'react';
import { isDialogOpen } from '../dialog.tsx';
import type { Place } from '../place.ts';
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
  readonly onExport: () => Promise<void>;
}): void {
  const undo = useUndo();
  const find = () => {
    field.current?.focus();
    field.current?.select();
  };
  useWindowEvent('keydown', (event) => {
    if (isDialogOpen()) return;
    const key = event.key.toLowerCase();
    const isCommand = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const isInField = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
    if (isCommand && key === 'f') find();
    else if (isCommand && key === 'z' && !isInField) void undo();
    else if (key === 't' && isPlain && !isInField) onTag();
    else if (key === 'r' && isPlain && !isInField) onReview();
    else if (key === '?' && isPlain && !isInField) onHelp();
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
    export: () => void onExport(),
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
