import { assertNever } from '../assert-never.ts';
import type { UndoView } from '../contract/views.ts';
import { formatCount } from './quantities.ts';

const contents = (n: number): string => formatCount(n, 'distinct picture');

/** What was taken back, as a sentence. */
export function undoneText(undone: UndoView): string {
  switch (undone.change) {
    case 'tag':
      return `Took tag “${undone.name}” off ${contents(undone.contents)} again`;
    case 'untag':
    case 'delete':
      return `Put tag “${undone.name}” back on ${contents(undone.contents)}`;
    case 'rename':
      return `Tag “${undone.newName}” is called “${undone.name}” again`;
    case 'merge':
      return `Took tag “${undone.name}” out of “${undone.newName}” again: ${contents(undone.contents)}`;
    case 'accept':
      return `Took back that you accepted ${contents(undone.contents)}`;
    case 'reject':
      return `Took back that you rejected ${contents(undone.contents)}`;
    case 'correct':
      return `Took back that you corrected ${contents(undone.contents)}`;
    case 'clear':
      return `Put back what you had said of ${contents(undone.contents)}`;
    default:
      return assertNever(undone);
  }
}
