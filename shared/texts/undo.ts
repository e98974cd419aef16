import { assertNever } from '../assert-never.ts';
import type { UndoView } from '../contract/views.ts';
import { formatContents } from './quantities.ts';

export const undoTexts = {
  notLast:
    'Nothing was taken back: this is not the last change of tags or reviews any more, and the last one goes first.',
} as const;

/** What was taken back, as a sentence. */
export function undoneText(undone: UndoView): string {
  switch (undone.change) {
    case 'tag':
      return `Took tag “${undone.name}” off ${formatContents(undone.contents)} again`;
    case 'untag':
    case 'delete':
      return `Put tag “${undone.name}” back on ${formatContents(undone.contents)}`;
    case 'rename':
      return `Tag “${undone.newName}” is called “${undone.name}” again`;
    case 'merge':
      return `Took tag “${undone.name}” out of “${undone.newName}” again: ${formatContents(undone.contents)}`;
    case 'accept':
      return `Took back that you accepted ${formatContents(undone.contents)}`;
    case 'reject':
      return `Took back that you rejected ${formatContents(undone.contents)}`;
    case 'correct':
      return `Took back that you corrected ${formatContents(undone.contents)}`;
    case 'clear':
      return `Put back what you had said of ${formatContents(undone.contents)}`;
    default:
      return assertNever(undone);
  }
}
