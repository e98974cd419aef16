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
}

/**
 * Walks the scopes as a run does, and opens no file. Memory is bounded as the scan's is. A scope whose folder cannot be
 * listed counts as empty: the run says why. Null where `signal` was aborted.
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
  for (const scope of scopes) {
    try {
      for await (const { files } of scanScope(scope, candidates, signal)) {
        if (files.length === 0) continue;
        pictures += files.length;
        bytes += files.reduce((sum, { size }) => sum + size, 0);
        known += await countKnown(scope, files);
      }
    } catch (error) {
      if (!UNLISTABLE.has(errorCode(error))) throw error;
    }
    if (signal.aborted) return null;
  }
  return { pictures, bytes, known };
}

// The folder itself went away, or may not be listed.
const UNLISTABLE = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EIO']);
