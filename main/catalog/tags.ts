import type { FilePath } from '../../shared/file-path.ts';
import type { PictureChoice, Scope, TagChange, UndoneOperation } from './catalog.ts';
import { atomic } from './connection.ts';
import type { WritableDatabase } from './connection.ts';
import { foldName } from './name-pattern.ts';
import { scopeRanges } from './scope.ts';
import { choosePictures } from './search-selection.ts';

export interface Tags {
  readonly changeTag: (change: 'tag' | 'untag', name: string, which: PictureChoice) => TagChange;
  readonly tagScopes: (name: string, scopes: readonly Scope[]) => TagChange;
  readonly undo: () => UndoneOperation | null;
}

/** A tag's name as it is kept. Throws for one of blanks only: a host does not let a person give it. */
function tagName(text: string): string {
  const name = text.trim().normalize('NFC');
  if (name === '') throw new RangeError('a tag needs a name');
  return name;
}

/** What is to be changed goes through `temp.matches`: found once, then counted and changed. */
export function createTags(db: WritableDatabase): Tags {
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
  const removeUnused = db.prepare<[number]>(
    'DELETE FROM tags WHERE id = ? AND NOT EXISTS (SELECT 1 FROM tagged WHERE tag = tags.id)',
  );
  const begin = db.prepare<[string, string, number]>('INSERT INTO operations (kind, tag, made_at) VALUES (?, ?, ?)');
  const cancel = db.prepare<[number]>('DELETE FROM operations WHERE id = ?');
  // The contents that do not carry the tag yet (0), or that carry it (1).
  const collect = db.prepare<[number, number, number]>(
    `INSERT OR IGNORE INTO operation_digests (operation, digest)
     SELECT ?, p.digest FROM temp.matches m CROSS JOIN pictures p ON p.id = m.picture
     WHERE p.digest IS NOT NULL AND EXISTS (SELECT 1 FROM tagged t WHERE t.tag = ? AND t.digest = p.digest) = ?`,
  );
  const findLast = db.prepare<[], { id: number; change: 'tag' | 'untag'; name: string }>(
    'SELECT id, kind AS change, tag AS name FROM operations WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1',
  );
  const markUndone = db.prepare<[number, number]>('UPDATE operations SET undone_at = ? WHERE id = ?');
  const put = db.prepare<[number, number, number]>(
    'INSERT OR IGNORE INTO tagged SELECT ?, digest, ? FROM operation_digests WHERE operation = ?',
  );
  const takeOff = db.prepare<[number, number]>(
    'DELETE FROM tagged WHERE tag = ? AND digest IN (SELECT digest FROM operation_digests WHERE operation = ?)',
  );

  function changeMatches(change: 'tag' | 'untag', name: string): TagChange {
    const { pictures, contents, unreadable } = countMatches.get() ?? { pictures: 0, contents: 0, unreadable: 0 };
    const key = foldName(name);
    if (change === 'tag') enterTag.run(name, key);
    const tag = findTag.get(key);
    if (tag === undefined) return { pictures, contents, changed: 0, unreadable };
    const now = Date.now();
    // As the tag is written, not as it was typed this time: that is what undoing it gives back.
    const operation = Number(begin.run(change, tag.name, now).lastInsertRowid);
    const changed = collect.run(operation, tag.id, change === 'tag' ? 0 : 1).changes;
    if (changed === 0) cancel.run(operation);
    else if (change === 'tag') put.run(tag.id, now, operation);
    else takeOff.run(tag.id, operation);
    removeUnused.run(tag.id);
    return { pictures, contents, changed, unreadable };
  }

  function undoLast(): UndoneOperation | null {
    const last = findLast.get();
    if (last === undefined) return null;
    const { id, change, name } = last;
    const now = Date.now();
    const key = foldName(name);
    if (change === 'untag') enterTag.run(name, key);
    const tag = findTag.get(key);
    let contents = 0;
    if (tag !== undefined) {
      contents = (change === 'tag' ? takeOff.run(tag.id, id) : put.run(tag.id, now, id)).changes;
      removeUnused.run(tag.id);
    }
    markUndone.run(now, id);
    return { change, name: tag?.name ?? name, contents };
  }

  return {
    undo: atomic(db, undoLast),
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
  };
}
