import { assertNever } from '../../shared/assert-never.ts';
import type { UndoneOperation } from './changes.ts';
import { atomic } from './connection.ts';
import type { WritableDatabase } from './connection.ts';
import type { Operations } from './operations.ts';
import type { Reviews } from './reviews.ts';
import type { Tags } from './tags.ts';

/** Takes the last operation back, whatever it was about; where one is named, only that one. */
export function createUndo(
  db: WritableDatabase,
  operations: Operations,
  tags: Pick<Tags, 'takeBack'>,
  reviews: Pick<Reviews, 'takeBack'>,
): (operation?: number | null) => UndoneOperation | 'not-last' | null {
  return atomic(db, (only: number | null = null) => {
    const operation = operations.last();
    if (only !== null && operation?.id !== only) return 'not-last';
    if (operation === null) return null;
    operations.markUndone(operation.id);
    switch (operation.kind) {
      case 'tag':
      case 'untag':
      case 'delete':
      case 'rename':
      case 'merge':
        return tags.takeBack(operation);
      case 'accept':
      case 'reject':
      case 'correct':
      case 'clear':
        return { change: operation.kind, contents: reviews.takeBack(operation.id) };
      default:
        return assertNever(operation);
    }
  });
}
