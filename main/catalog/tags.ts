import type { FilePath } from '../../shared/file-path.ts';
import type { CompiledQuery, Scope, TagChange } from './catalog.ts';
import { atomic } from './connection.ts';
import type { WritableDatabase } from './connection.ts';
import { foldName } from './name-pattern.ts';
import { scopeRanges } from './scope.ts';
import { selectPictures } from './search-selection.ts';

export interface Tags {
  readonly changeTag: (change: 'tag' | 'untag', name: string, query: CompiledQuery) => TagChange;
  readonly tagScopes: (name: string, scopes: readonly Scope[]) => TagChange;
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
  const findTag = db.prepare<[string], number>('SELECT id FROM tags WHERE key = ?').pluck();
  const removeUnused = db.prepare<[number]>(
    'DELETE FROM tags WHERE id = ? AND NOT EXISTS (SELECT 1 FROM tagged WHERE tag = tags.id)',
  );
  const begin = db.prepare<[string, string, number]>('INSERT INTO operations (kind, tag, made_at) VALUES (?, ?, ?)');
  const cancel = db.prepare<[number]>('DELETE FROM operations WHERE id = ?');
  // The contents that do not carry the tag yet (0), or that carry it (1).
  const collect = db.prepare<[number, number, number]>(
    `INSERT OR IGNORE INTO operation_digests
     SELECT ?, p.digest FROM temp.matches m CROSS JOIN pictures p ON p.id = m.picture
     WHERE p.digest IS NOT NULL AND EXISTS (SELECT 1 FROM tagged t WHERE t.tag = ? AND t.digest = p.digest) = ?`,
  );
  const put = db.prepare<[number, number, number]>(
    'INSERT INTO tagged SELECT ?, digest, ? FROM operation_digests WHERE operation = ?',
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
    const operation = Number(begin.run(change, name, now).lastInsertRowid);
    const changed = collect.run(operation, tag, change === 'tag' ? 0 : 1).changes;
    if (changed === 0) cancel.run(operation);
    else if (change === 'tag') put.run(tag, now, operation);
    else takeOff.run(tag, operation);
    removeUnused.run(tag);
    return { pictures, contents, changed, unreadable };
  }

  return {
    changeTag: atomic(db, (change: 'tag' | 'untag', text: string, query: CompiledQuery) => {
      const name = tagName(text);
      clear.run();
      const { sql, parameters } = selectPictures(db, query);
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
