import Database from 'better-sqlite3';

// Handles are branded, so that a function that writes cannot be given the connection that only reads. The brand exists
// for the compiler alone; a function that reads takes either.

/** A connection to a migrated catalog that may only be read with. */
export type ReadableDatabase = Database.Database & { readonly __reads: true };
/** The one connection that writes. It reads too. */
export type WritableDatabase = ReadableDatabase & { readonly __writes: true };

/** 'CLFD': tells a catalog from every other SQLite file. */
export const APPLICATION_ID = 0x43_4c_46_44;

/** Longest wait for another connection's moment of exclusivity (a checkpoint's end, recovery after a death). */
const BUSY_MILLISECONDS = 5_000;
/** At most: what a search of a million pictures looks at again and again stays in memory. */
const READ_CACHE_KIBIBYTES = 65_536;
/** A write-ahead log that a long transaction made large is cut back to this at the next checkpoint. */
const WAL_BYTES_KEPT = 64 * 1024 * 1024;

/**
 * Opens an existing file to read. Temporary tables are allowed, and lie in a file: memory does not grow with what a
 * search finds. Throws SQLite's error.
 */
export function connectToRead(file: string): Database.Database {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_MILLISECONDS });
  db.pragma('temp_store = FILE');
  db.pragma(`cache_size = -${READ_CACHE_KIBIBYTES}`);
  return db;
}

/** Opens or creates a file to write; throws SQLite's error. The journal mode is the caller's to set and verify. */
export function connectToWrite(file: string): Database.Database {
  const db = new Database(file, { timeout: BUSY_MILLISECONDS });
  db.pragma('temp_store = FILE');
  // A commit is in the system's hands at once: killing the program loses nothing; a power cut loses whole last commits.
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = ON');
  db.pragma(`journal_size_limit = ${WAL_BYTES_KEPT}`);
  return db;
}

/** Only for whoever has verified that `db` holds today's schema. */
export function asReadable(db: Database.Database): ReadableDatabase {
  return db as ReadableDatabase;
}

/** Only for whoever has verified that `db` holds today's schema and that no other program writes. */
export function asWritable(db: Database.Database): WritableDatabase {
  return db as WritableDatabase;
}

/** `work` as one transaction: all of it is committed when it returns, none of it where it throws. */
export function atomic<Values extends unknown[], Result>(
  db: WritableDatabase,
  work: (...values: Values) => Result,
): (...values: Values) => Result {
  const transaction = db.transaction(work);
  return (...values) => transaction.immediate(...values);
}
