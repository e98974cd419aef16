import path from 'node:path';
import type { StateFile } from './state-file.ts';

/** What a run was asked for, as it is remembered. */
export interface NamedRun {
  /** Absolute. */
  readonly paths: readonly string[];
  readonly tags: readonly string[];
}

/**
 * Runs over named folders and files that are not over, kept in the state file: whatever ends the application, the next
 * start knows of them, tags included. What is in the catalog by then it goes on with faster. Those that ended before their
 * work did, by a person or with a disk, are kept for their tags alone: the catalog knows which pictures are left.
 */
export interface KeptOrders {
  /** Those of this catalog that an earlier start left, or that this one did not bring to their end. */
  left(catalog: string): readonly NamedRun[];
  /**
   * Hands them over: whoever takes them runs them.
   *
   * @param folders only those that are wholly inside these, absolute; null: all
   */
  take(catalog: string, folders: readonly string[] | null): readonly NamedRun[];
  /** One that ended before its work did. Nothing is kept of one without tags. */
  leave(catalog: string, order: NamedRun): void;
  /** Nobody wants those any more that are wholly inside this folder, absolute. Not while anything runs. */
  drop(catalog: string, folder: string): void;
  /** What runs or waits now, in this start. */
  keep(catalog: string, orders: readonly NamedRun[]): void;
  forget(): void;
}

export function createKeptOrders(state: StateFile): KeptOrders {
  let left = state.current().queued;

  function take(catalog: string, folders: readonly string[] | null): readonly NamedRun[] {
    const isTaken = (order: (typeof left)[number]): boolean =>
      order.catalog === catalog && (folders === null || order.paths.every((one) => isInside(one, folders)));
    const taken = left.filter(isTaken);
    left = left.filter((order) => !isTaken(order));
    return taken;
  }

  return {
    left: (catalog) => left.filter((order) => order.catalog === catalog),
    take,
    drop: (catalog, folder) => {
      if (take(catalog, [folder]).length > 0) void state.update({ queued: left });
    },
    leave: (catalog, { paths, tags }) => {
      if (tags.length > 0) left = [...left, { catalog, paths: [...paths], tags: [...tags] }];
    },
    keep: (catalog, orders) => {
      const queued = [...left, ...orders.map(({ paths, tags }) => ({ catalog, paths: [...paths], tags: [...tags] }))];
      void state.update({ queued });
    },
    forget: () => {
      left = [];
    },
  };
}

/** In one of the folders, or one of them itself. */
function isInside(file: string, folders: readonly string[]): boolean {
  return folders.some((folder) => {
    const way = path.relative(folder, file);
    return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
  });
}
