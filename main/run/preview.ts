import { displayPath, joinPath, type FilePath } from '../../shared/file-path.ts';
import type { ScannedFile } from '../../shared/run.ts';
import type { Candidates } from './candidates.ts';
import { errorCode } from './file-system.ts';
import type { ScanScope } from './ports.ts';
import { scanScope } from './scan.ts';

/** What a run would meet. */
export interface ScanTotals {
  readonly pictures: number;
  /** Bytes of all of them. */
  readonly bytes: number;
  /** Of these, those that would not be opened again. */
  readonly known: number;
  /** Files that are no candidates. */
  readonly skipped: number;
  /** Folders that cannot be looked into, absolute, for a person to read. */
  readonly unlisted: readonly string[];
}

/**
 * Walks the scopes as a run does, and classifies nothing. Memory is bounded as the scan's is. Null where `signal` was aborted.
 */
export async function previewScopes<Scope extends ScanScope>(
  scopes: readonly Scope[],
  candidates: Candidates,
  countKnown: (scope: Scope, files: readonly ScannedFile[]) => Promise<number>,
  signal: AbortSignal,
): Promise<ScanTotals | null> {
  let pictures = 0;
  let bytes = 0;
  let known = 0;
  let skipped = 0;
  const unlisted: string[] = [];
  for (const scope of scopes) {
    try {
      for await (const { files, ...rest } of scanScope(scope, candidates, signal)) {
        for (const count of rest.skipped.values()) skipped += count;
        for (const { folder, failure } of rest.unlisted) {
          if (failure !== null) unlisted.push(displayPath(joinPath(scope.rootPath, folder)));
        }
        if (files.length === 0) continue;
        pictures += files.length;
        bytes += files.reduce((sum, { size }) => sum + size, 0);
        known += await countKnown(scope, files);
      }
    } catch (error) {
      if (!UNLISTABLE.has(errorCode(error))) throw error;
      unlisted.push(displayPath(scopeFolder(scope)));
    }
    if (signal.aborted) return null;
  }
  return { pictures, bytes, known, skipped, unlisted };
}

function scopeFolder({ rootPath, part }: ScanScope): FilePath {
  return part.kind === 'folder' ? joinPath(rootPath, part.prefix) : rootPath;
}

// The folder itself went away, or may not be listed.
const UNLISTABLE = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EIO']);
