import type { WritableDatabase } from './connection.ts';

/** What a person can do to many pictures at once, and take back. */
export type TagOperation = 'tag' | 'untag' | 'rename' | 'merge' | 'delete';
export type ReviewOperation = 'accept' | 'reject' | 'correct' | 'clear';

export type Operation = { readonly id: number } & (
  | { readonly kind: 'tag' | 'untag' | 'delete'; readonly tag: string; readonly newTag: null }
  | { readonly kind: 'rename' | 'merge'; readonly tag: string; readonly newTag: string }
  | { readonly kind: ReviewOperation; readonly tag: null; readonly newTag: null }
);

/** The record of operations, last in, first out. Each call belongs to the transaction of the change that it records. */
export interface Operations {
  /** The id of a new one. */
  readonly begin: (kind: TagOperation | ReviewOperation, tag: string | null, newTag: string | null) => number;
  /** It changed nothing. */
  readonly cancel: (id: number) => void;
  /** The last one that was not taken back. */
  readonly last: () => Operation | null;
  readonly markUndone: (id: number) => void;
}

export function createOperations(db: WritableDatabase): Operations {
  const insert = db.prepare<[string, string | null, string | null, number]>(
    'INSERT INTO operations (kind, tag, new_tag, made_at) VALUES (?, ?, ?, ?)',
  );
  const remove = db.prepare<[number]>('DELETE FROM operations WHERE id = ?');
  const findLast = db.prepare<[], Operation>(
    'SELECT id, kind, tag, new_tag AS newTag FROM operations WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1',
  );
  const markUndone = db.prepare<[number, number]>('UPDATE operations SET undone_at = ? WHERE id = ?');
  return {
    begin: (kind, tag, newTag) => Number(insert.run(kind, tag, newTag, Date.now()).lastInsertRowid),
    cancel: (id) => {
      remove.run(id);
    },
    last: () => findLast.get() ?? null,
    markUndone: (id) => {
      markUndone.run(Date.now(), id);
    },
  };
}
