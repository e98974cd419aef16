import { useWindowEvent } from '@mantine/hooks';
import type { RefObject } from 'react';
import { assertNever } from '../../shared/assert-never.ts';
import { isDialogOpen } from '../dialog.tsx';
import type { Place } from '../place.ts';
import { useEvent } from './use-event.ts';
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
  onTag,
  onReview,
  onHelp,
  onExport,
}: {
  readonly field: RefObject<HTMLInputElement | null>;
  /** The one that the library showed last. */
  readonly query: string;
  readonly onGo: (place: Place) => void;
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
  useEvent('menu', ({ item }) => {
    if (isDialogOpen()) return;
    switch (item) {
      case 'find':
        find();
        return;
      case 'undo':
        void undo();
        return;
      case 'export':
        void onExport();
        return;
      case 'shortcuts':
        onHelp();
        return;
      case 'deleteData':
        // Whatever is shown: the window itself asks.
        return;
      case 'failures':
      case 'classes':
      case 'models':
      case 'engines':
      case 'compare':
      case 'settings':
        onGo({ screen: item });
        return;
      case 'library':
        onGo({ screen: 'library', query });
        return;
      default:
        assertNever(item);
    }
  });
}
