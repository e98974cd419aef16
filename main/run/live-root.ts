import { stat } from 'node:fs/promises';
import type { FilePath } from '../../shared/file-path.ts';
import { hasEntries, systemPath } from './file-system.ts';

/** A root during a run. */
export interface LiveRoot {
  readonly root: number;
  readonly path: FilePath;
  /** Whether it held anything at all when the run began. */
  readonly filled: boolean;
  /** Found absent, unreadable or suddenly empty: nothing under it is judged any more. */
  isOffline(): boolean;
  setOffline(): void;
  /**
   * Whether it is still the folder that it was when the run began. One that was away once is gone for this run, though it
   * is back: what was listed or looked for meanwhile is not all that it holds.
   */
  isStillThere(): Promise<boolean>;
}

/** Looks at a root as a run begins. */
export async function openLiveRoot(root: number, path: FilePath): Promise<LiveRoot> {
  const before = await identify(path);
  let offline = before === null;
  let wasAway = false;
  return {
    root,
    path,
    filled: before?.filled ?? false,
    isOffline: () => offline,
    setOffline: () => {
      offline = true;
    },
    isStillThere: async () => {
      if (before === null || wasAway) return false;
      const now = await identify(path);
      // The folder of a mount point is another one when its disk is gone, and an emptied one looks like that too.
      if (now?.folder !== before.folder || (before.filled && !now.filled)) wasAway = true;
      return !wasAway;
    },
  };
}

/** Null where the root is absent or cannot be listed. */
async function identify(path: FilePath): Promise<{ readonly folder: string; readonly filled: boolean } | null> {
  try {
    const facts = await stat(systemPath(path), { bigint: true });
    return { folder: `${facts.dev} ${facts.ino}`, filled: await hasEntries(path) };
  } catch {
    return null;
  }
}
