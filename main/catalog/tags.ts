import { foldName } from '../../shared/fold-name.ts';
import { assertNever } from '../../shared/assert-never.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { PictureChoice } from './compiled-query.ts';
import type { Scope } from './catalog.ts';
import type { Made, TagChange, UndoneTagChange } from './changes.ts';
import { atomic } from './connection.ts';
import type { WritableDatabase } from './connection.ts';
import type { Operation, Operations, TagOperation } from './operations.ts';
import { scopeRanges } from './scope.ts';
import { choosePictures } from './search-selection.ts';

/** How many contents had the tag that is gone. */
type Dissolved = { readonly contents: number } & Made;

export interface Tags {
  readonly changeTag: (change: 'tag' | 'untag', name: string, which: PictureChoice) => TagChange & Made;
  readonly tagScopes: (name: string, scopes: readonly Scope[]) => TagChange & Made;
  readonly renameTag: (name: string, to: string) => Made | 'unknown-tag' | 'taken';
  readonly mergeTag: (name: string, into: string) => Dissolved | null;
  readonly deleteTag: (name: string) => Dissolved | null;
  /** Part of a transaction: `undo.ts` knows which operation is the last. */
  readonly takeBack: (operation: Extract<Operation, { kind: TagOperation }>) => UndoneTagChange;
}

/** A tag's name as it is kept. Throws for one of blanks only: a host does not let a person give it. */
function tagName(text: string): string {
  const name = text.trim().normalize('NFC');
  if (name === '') throw new RangeError('a tag needs a name');
  return name;
}

/** What is to be changed goes through `temp.matches`: found once, then counted and changed. */
export function createTags(db: WritableDatabase, operations: Operations): Tags {
  db.exec('CREATE TEMP TABLE matches (picture INTEGER PRIMARY KEY)');

  const clear = db.prepare('DELETE FROM temp.matches');
  const matchPresent = db.prepare<[number, FilePath, FilePath]>(
    `INSERT OR IGNORE INTO temp.matches SELECT id FROM pictures
     WHERE root = ? AND state = 'present' AND path >= ? AND path < ?`,
  );
  const countMatches = db.prepare<[], Omit<TagChange, 'changed'>>(
    `SELECT count(*) AS pictures, count(DISTINCT p.digest) AS contents, count(*) - count(p.digest) AS unreadable
     FROM temp.matches m CROSS JOIN pictures p ON p.id = m.picture`,
  );
  const enterTag = db.prepare<[string, string]>('INSERT OR IGNORE INTO tags (name, key) VALUES (?, ?)');
  const findTag = db.prepare<[string], { id: number; name: string }>('SELECT id, name FROM tags WHERE key = ?');
  const nameTag = db.prepare<[string, string, number]>('UPDATE tags SET name = ?, key = ? WHERE id = ?');
  const removeTag = db.prepare<[number]>('DELETE FROM tags WHERE id = ?');
  const removeUnused = db.prepare<[number]>(
    'DELETE FROM tags WHERE id = ? AND NOT EXISTS (SELECT 1 FROM tagged WHERE tag = tags.id)',
  );
  // The contents that do not carry the tag yet (0), or that carry it (1).
  const collect = db.prepare<[number, number, number]>(
    `INSERT OR IGNORE INTO operation_digests (operation, digest)
     SELECT ?, p.digest FROM temp.matches m CROSS JOIN pictures p ON p.id = m.picture
     WHERE p.digest IS NOT NULL AND EXISTS (SELECT 1 FROM tagged t WHERE t.tag = ? AND t.digest = p.digest) = ?`,
  );
  // All contents of a tag, and whether each carries the other one too.
  const collectWhole = db.prepare<[number, number | null, number]>(
    `INSERT INTO operation_digests (operation, digest, carried)
     SELECT ?, t.digest, EXISTS (SELECT 1 FROM tagged other WHERE other.tag = ? AND other.digest = t.digest)
     FROM tagged t WHERE t.tag = ?`,
  );
  const put = db.prepare<[number, number, number]>(
    'INSERT OR IGNORE INTO tagged SELECT ?, digest, ? FROM operation_digests WHERE operation = ?',
  );
  const takeOff = db.prepare<[number, number]>(
    'DELETE FROM tagged WHERE tag = ? AND digest IN (SELECT digest FROM operation_digests WHERE operation = ? AND carried = 0)',
  );

  function changeMatches(change: 'tag' | 'untag', name: string): TagChange & Made {
    const { pictures, contents, unreadable } = countMatches.get() ?? { pictures: 0, contents: 0, unreadable: 0 };
    const key = foldName(name);
    if (change === 'tag') enterTag.run(name, key);
    const tag = findTag.get(key);
    if (tag === undefined) return { pictures, contents, changed: 0, unreadable, operation: null };
    // As the tag is written, not as it was typed this time: that is what undoing it gives back.
    const operation = operations.begin(change, tag.name, null);
    const changed = collect.run(operation, tag.id, change === 'tag' ? 0 : 1).changes;
    if (changed === 0) operations.cancel(operation);
    else if (change === 'tag') put.run(tag.id, Date.now(), operation);
    else takeOff.run(tag.id, operation);
    removeUnused.run(tag.id);
    return { pictures, contents, changed, unreadable, operation: changed === 0 ? null : operation };
  }

  function rename(text: string, to: string): Made | 'unknown-tag' | 'taken' {
    const tag = findTag.get(foldName(tagName(text)));
    if (tag === undefined) return 'unknown-tag';
    const name = tagName(to);
    const taken = findTag.get(foldName(name));
    if (taken !== undefined && taken.id !== tag.id) return 'taken';
    if (name === tag.name) return { operation: null };
    const operation = operations.begin('rename', tag.name, name);
    nameTag.run(name, foldName(name), tag.id);
    return { operation };
  }

  /** Every content of the tag gets the other one, where there is one; then the tag is gone. */
  function dissolve(text: string, into: string | null): Dissolved | null {
    const tag = findTag.get(foldName(tagName(text)));
    const other = into === null ? null : findTag.get(foldName(tagName(into)));
    if (tag === undefined || other === undefined || other?.id === tag.id) return null;
    const operation = operations.begin(other === null ? 'delete' : 'merge', tag.name, other?.name ?? null);
    const contents = collectWhole.run(operation, other?.id ?? null, tag.id).changes;
    if (other !== null) put.run(other.id, Date.now(), operation);
    // Takes it off its contents.
    removeTag.run(tag.id);
    return { contents, operation };
  }

  /** The tag of that name, made anew where its last content lost it. */
  function again(name: string): { readonly id: number; readonly name: string } {
    const key = foldName(name);
    enterTag.run(name, key);
    return findTag.get(key)!;
  }

  function takeBack(operation: Extract<Operation, { kind: TagOperation }>): UndoneTagChange {
    switch (operation.kind) {
      case 'tag': {
        const tag = findTag.get(foldName(operation.tag));
        if (tag === undefined) return { change: 'tag', name: operation.tag, contents: 0 };
        const contents = takeOff.run(tag.id, operation.id).changes;
        removeUnused.run(tag.id);
        return { change: 'tag', name: tag.name, contents };
      }
      case 'untag':
      case 'delete': {
        const tag = again(operation.tag);
        const contents = put.run(tag.id, Date.now(), operation.id).changes;
        removeUnused.run(tag.id);
        return { change: operation.kind, name: tag.name, contents };
      }
      case 'rename': {
        const tag = findTag.get(foldName(operation.newTag));
        if (tag !== undefined) nameTag.run(operation.tag, foldName(operation.tag), tag.id);
        return { change: 'rename', name: operation.tag, newName: operation.newTag };
      }
      case 'merge': {
        const tag = again(operation.tag);
        const contents = put.run(tag.id, Date.now(), operation.id).changes;
        const other = findTag.get(foldName(operation.newTag));
        if (other !== undefined) {
          takeOff.run(other.id, operation.id);
          removeUnused.run(other.id);
        }
        return { change: 'merge', name: tag.name, newName: operation.newTag, contents };
      }
      default:
        return assertNever(operation);
    }
  }

  return {
    changeTag: atomic(db, (change: 'tag' | 'untag', text: string, which: PictureChoice) => {
      const name = tagName(text);
      clear.run();
      const { sql, parameters } = choosePictures(db, which);
      db.prepare(`INSERT OR IGNORE INTO temp.matches ${sql}`).run(...parameters);
      return changeMatches(change, name);
    }),
    tagScopes: atomic(db, (text: string, scopes: readonly Scope[]) => {
      const name = tagName(text);
      clear.run();
      for (const scope of scopes) {
        for (const { low, high } of scopeRanges(scope)) matchPresent.run(scope.root, low, high);
      }
      return changeMatches('tag', name);
    }),
    renameTag: atomic(db, rename),
    mergeTag: atomic(db, (name: string, into: string) => dissolve(name, into)),
    deleteTag: atomic(db, (name: string) => dissolve(name, null)),
    takeBack,
  };
}
