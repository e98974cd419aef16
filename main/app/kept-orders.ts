import type { StateFile } from './state-file.ts';

/** What a run was asked for, as it is remembered. */
export interface NamedRun {
  /** Absolute. */
  readonly paths: readonly string[];
  readonly tags: readonly string[];
}

/**
 * Runs over named folders and files that are not over, kept in the state file: whatever ends the application, the next
 * start knows of them, tags included. What is in the catalog by then it goes on with faster.
 */
export interface KeptOrders {
  /** Those of this catalog that an earlier start left. */
  left(catalog: string): readonly NamedRun[];
  /** Hands them over: whoever takes them runs them. */
  take(catalog: string): readonly NamedRun[];
  /** What runs or waits now, in this start. */
  keep(catalog: string, orders: readonly NamedRun[]): void;
  forget(): void;
}

export function createKeptOrders(state: StateFile): KeptOrders {
  let left = state.current().queued;
  return {
    left: (catalog) => left.filter((order) => order.catalog === catalog),
    take: (catalog) => {
      const taken = left.filter((order) => order.catalog === catalog);
      left = left.filter((order) => order.catalog !== catalog);
      return taken;
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
