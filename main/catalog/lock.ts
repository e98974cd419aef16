import Database from 'better-sqlite3';

/** Time for a program that is just being killed to be gone, and for a catalog process to see that its program is. */
const LOCK_MILLISECONDS = 1_000;

// A connection that nothing refers to is closed by the garbage collector, and its lock given back: these are referred to.
const held = new Set<Database.Database>();

/** Held while a program writes a catalog. */
export interface WriteLock {
  readonly release: () => void;
}

/**
 * Takes the right to write: an exclusive transaction on a small database beside the catalog, never committed. The
 * system gives the lock back when the process ends, however it ends, and readers, who never look at this file, are
 * not disturbed. Null while another program (or another connection of this one) holds it; throws SQLite's error where
 * the file cannot be made. The file itself stays: deleting it would let two programs lock two files of one name.
 */
export function takeWriteLock(catalogFile: string): WriteLock | null {
  const db = new Database(`${catalogFile}.lock`, { timeout: LOCK_MILLISECONDS });
  try {
    // Nothing is ever written to it: no journal beside it.
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
    held.add(db);
  } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
  return {
    release: () => {
      held.delete(db);
      db.close();
    },
  };
}
