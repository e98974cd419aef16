import type { FilePath } from '../../shared/file-path.ts';
import type { PictureResult } from './ports.ts';
import type { PictureReport } from './progress.ts';

/** Gathers results into transactions and reports them once they are committed. */
export interface ResultWriter {
  add(result: PictureResult, path: FilePath): void;
  /** Resolves when everything added so far is committed and reported; rejects where the catalog cannot be written. */
  flush(): Promise<void>;
}

// A transaction costs about as much as recording twenty results; half a second of results is what a kill may repeat.
const FLUSH_RESULTS = 64;
const FLUSH_AFTER_MS = 100;

/**
 * @param record One transaction. @param tell Called after it, with the results that a person hears of. @param onError Called at once where
 * a transaction fails, so that the run stops; the next `flush` rejects with the same error.
 */
export function createResultWriter(
  record: (results: readonly PictureResult[]) => Promise<void>,
  tell: (reports: readonly PictureReport[]) => Promise<void>,
  onError: () => void,
): ResultWriter {
  let buffer: { readonly result: PictureResult; readonly path: FilePath }[] = [];
  let timer: NodeJS.Timeout | null = null;
  let tail: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    const batch = buffer;
    buffer = [];
    if (batch.length === 0) return;
    await record(batch.map(({ result }) => resultToKeep(result)));
    await tell(batch.map(({ result, path }) => reportOf(result, path)).filter((report) => report !== null));
  }

  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    tail = tail.then(write);
    // Whoever awaits hears of the error; this second branch only keeps Node from calling it unhandled.
    tail.catch(onError);
    return tail;
  }

  return {
    add: (result, path) => {
      buffer.push({ result, path });
      if (buffer.length >= FLUSH_RESULTS) void flush().catch(onError);
      else timer ??= setTimeout(() => void flush().catch(onError), FLUSH_AFTER_MS);
    },
    flush,
  };
}

/** A picture whose worker was killed from outside failed in this run only: the catalog takes it as given back. */
function resultToKeep(result: PictureResult): PictureResult {
  const isTemporary = result.kind === 'failed' && result.failure.kind === 'worker-killed';
  return isTemporary ? { kind: 'returned', picture: result.picture } : result;
}

/** Null for a picture that was given back: nothing happened to it. */
function reportOf(result: PictureResult, path: FilePath): PictureReport | null {
  const { picture } = result;
  switch (result.kind) {
    case 'classified': {
      const { scores, warning } = result.classification;
      return { picture, path, status: 'classified', scores, failure: null, warning };
    }
    case 'reused':
      return { picture, path, status: 'reused', scores: null, failure: null, warning: null };
    case 'failed':
      return { picture, path, status: 'failed', scores: null, failure: result.failure, warning: null };
    case 'returned':
      return null;
  }
}
