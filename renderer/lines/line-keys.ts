import type { KeyboardEvent, MouseEvent } from 'react';
import type { LinesInSight } from './use-lines-in-sight.ts';

/**
 * What the list does that has the lines, of which the tabulator goes to one only: arrows up and down, Home and End walk
 * through all of them; M, the menu key and Shift F10 ask for a line's menu, as the secondary button of a mouse does.
 *
 * @param count of all lines
 * @param onMenu left out: they have none
 * @param onKey does what another key says on a line, and tells whether that is anything
 */
export function lineKeys(
  { indexAt, walkTo }: Pick<LinesInSight, 'indexAt' | 'walkTo'>,
  count: number,
  onMenu?: (index: number) => void,
  onKey?: (event: KeyboardEvent, index: number) => boolean,
): { readonly onKeyDown: (event: KeyboardEvent) => void; readonly onContextMenu: (event: MouseEvent) => void } {
  const act = (event: KeyboardEvent, index: number): boolean => {
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: count - 1 }[event.key];
    if (to !== undefined) walkTo(to);
    else if (event.key.toLowerCase() === 'm' && onMenu !== undefined) onMenu(index);
    else return onKey?.(event, index) === true;
    return true;
  };
  return {
    onKeyDown: (event) => {
      const index = indexAt(event);
      if (index === -1 || event.ctrlKey || event.metaKey || event.altKey || !act(event, index)) return;
      event.preventDefault();
      // Keys beside a menu close it, one that opens it too, were it to come to the document.
      event.stopPropagation();
    },
    onContextMenu: (event) => {
      const index = indexAt(event);
      if (index === -1 || onMenu === undefined) return;
      event.preventDefault();
      onMenu(index);
    },
  };
}
