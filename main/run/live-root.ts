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
  /** Whether it is still the folder that it was when the run began. */
  isStillThere(): Promise<boolean>;
}

/** Looks at a root as a run begins. */
export async function openLiveRoot(root: number, path: FilePath): Promise<LiveRoot> {
  const before = await identify(path);
  let offline = before === null;
  return {
    root,
    path,
    filled: before?.filled ?? false,
    isOffline: () => offline,
    setOffline: () => {
      offline = true;
    },
    isStillThere: async () => {
      const now = await identify(path);
      // The folder of a mount point is another one when its disk is gone, and an emptied one looks like that too.
      return before !== null && now !== null && now.folder === before.folder && (now.filled || !before.filled);
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
