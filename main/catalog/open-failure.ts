import Database from 'better-sqlite3';
import { assertNever } from '../../shared/assert-never.ts';
import { catalogFailureTexts as texts } from '../../shared/texts/catalog-failures.ts';
import { BrokenReferences } from './migrate.ts';

export type CatalogOpenFailureKind =
  /** Another program writes. */
  | 'locked'
  /** Written by a newer Classifold. */
  | 'newer'
  /** Written by an older Classifold, and opened to read: only a writer brings it up to date. */
  | 'older'
  /** Another program's database, or no database. */
  | 'not-a-catalog'
  /** Where SQLite's write-ahead log is unsafe. */
  | 'network-file-system'
  | 'unwritable'
  | 'unreadable'
  /** Opened to read, and nothing is there yet. */
  | 'missing'
  /** It was open before, and its file is not there any more. */
  | 'gone'
  | 'damaged'
  /** The process that reads it does not stay alive. */
  | 'no-reader'
  /** The process that writes it does not stay alive. */
  | 'no-writer';

/** Why a catalog cannot be opened. */
export interface CatalogOpenFailure {
  readonly kind: CatalogOpenFailureKind;
  /** Absolute. */
  readonly file: string;
  /** For a person: names the file, the reason and the way out. */
  readonly message: string;
}

export type CatalogMode = 'read' | 'write';

/** @param reason What the system said, or the versions or the file system in question. */
export function openFailure(kind: CatalogOpenFailureKind, file: string, reason: string): CatalogOpenFailure {
  return { kind, file, message: sentence(kind, file, reason) };
}

function sentence(kind: CatalogOpenFailureKind, file: string, reason: string): string {
  switch (kind) {
    case 'locked':
      return texts.locked(file);
    case 'newer':
      return texts.newer(file, reason);
    case 'older':
      return texts.older(file, reason);
    case 'not-a-catalog':
      return texts.notACatalog(file, reason);
    case 'network-file-system':
      return texts.networkFileSystem(file, reason);
    case 'unwritable':
      return texts.unwritable(file, reason);
    case 'unreadable':
      return texts.unreadable(file, reason);
    case 'missing':
      return texts.missing(file, reason);
    case 'gone':
      return texts.gone(file, reason);
    case 'damaged':
      return texts.damaged(file, reason);
    case 'no-reader':
      return texts.noReader(file, reason);
    case 'no-writer':
      return reason;
    default:
      return assertNever(kind);
  }
}

/**
 * What an error of SQLite or of the file system means for opening `file`. An error that means nothing here is a bug and
 * is thrown again.
 */
export function openFailureOf(error: unknown, file: string, mode: CatalogMode): CatalogOpenFailure {
  if (error instanceof BrokenReferences) return openFailure('damaged', file, error.message);
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') throw error;
  const refused = mode === 'read' ? 'unreadable' : 'unwritable';
  if (!(error instanceof Database.SqliteError)) return openFailure(refused, file, error.message);
  // Extended codes begin with their primary one: SQLITE_IOERR_WRITE.
  const [, primary] = error.code.split('_');
  switch (primary) {
    case 'CORRUPT':
      return openFailure('damaged', file, error.message);
    case 'NOTADB':
      return openFailure('not-a-catalog', file, error.message);
    case 'BUSY':
      return openFailure('locked', file, error.message);
    case 'CANTOPEN':
    case 'FULL':
    case 'IOERR':
    case 'PERM':
    case 'READONLY':
      return openFailure(refused, file, error.message);
    default:
      throw error;
  }
}
