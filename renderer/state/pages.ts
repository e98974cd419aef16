import type { Reply } from '../../shared/contract/answers.ts';

/** A list that is read page by page, each page after the last item of the one before. */
export interface PagesSource<Item, Head> {
  /** Two sources of one key are the same list, perhaps changed. */
  readonly key: string;
  /** `limit` items after `after`, fewer only at the end of the list; `head` is kept of the first page. */
  load(after: Item | null, limit: number): Promise<Reply<{ readonly items: readonly Item[]; readonly head: Head }>>;
  idOf(item: Item): number;
}

export interface PagesState<Item, Head> {
  /** The list from its beginning, without a gap, each item once. */
  readonly items: readonly Item[];
  /** Whether that is all of it. */
  readonly isComplete: boolean;
  readonly isLoading: boolean;
  /** What came with the first page; null before it. */
  readonly head: Head | null;
  /** Why the last page could not be had; null where it could. */
  readonly problem: string | null;
  /** The list has changed since it was read, and so much of it was loaded that it is not read again unasked. */
  readonly isStale: boolean;
}

export interface Pages<Item, Head> {
  readonly getState: () => PagesState<Item, Head>;
  /** Calls `listener` after every change, until the function that it returns is called. */
  readonly subscribe: (listener: () => void) => () => void;
  /**
   * Shows a list. What was there stays until the first page of another list is there, or as much as before of the same
   * one. The same list is not read again where more than `UNASKED_REFRESH` items of it are loaded: it becomes stale.
   * Resolves when what was wanted is there.
   */
  readonly show: (source: PagesSource<Item, Head>) => Promise<void>;
  /** Reads the same list again, however long it is. */
  readonly refresh: () => void;
  /** Loads on until there are `count` items, or all. */
  readonly want: (count: number) => void;
}

const FIRST_PAGE = 100;
/** The contract's bound. */
const LARGEST_PAGE = 500;
const UNASKED_REFRESH = 2_000;

const EMPTY = { items: [], isComplete: false, isLoading: false, head: null, problem: null, isStale: false } as const;

/** One reading of a list, from its beginning on. */
interface Reading<Item, Head> {
  readonly source: PagesSource<Item, Head>;
  readonly items: Item[];
  readonly ids: Set<number>;
  /** Items of the reading before, by id and as text: one that is still the same stays the same object. */
  readonly known: ReadonlyMap<number, { readonly item: Item; readonly text: string }>;
  last: Item | null;
  head: Head | null;
  isComplete: boolean;
}

/** A list of pages, empty until `show`. */
export function createPages<Item, Head>(): Pages<Item, Head> {
  let state: PagesState<Item, Head> = EMPTY;
  let wanted = FIRST_PAGE;
  /** The reading that counts: what an earlier one still has under way is dropped when it arrives. */
  let reading: Reading<Item, Head> | null = null;
  const listeners = new Set<() => void>();

  function change(changed: Partial<PagesState<Item, Head>>): void {
    state = { ...state, ...changed };
    for (const listener of listeners) listener();
  }

  /** Reads on until enough is there; shows what is there from `visibleFrom` items on. */
  async function readOn(current: Reading<Item, Head>, visibleFrom: number): Promise<void> {
    change({ isLoading: true });
    while (!current.isComplete && current.items.length < wanted) {
      const limit = Math.min(LARGEST_PAGE, Math.max(FIRST_PAGE, wanted - current.items.length));
      const reply = await current.source.load(current.last, limit);
      if (current !== reading) return;
      if (!reply.ok) {
        change({ isLoading: false, problem: reply.message });
        return;
      }
      append(current, reply.value.items);
      current.head ??= reply.value.head;
      current.isComplete = reply.value.items.length < limit;
      if (current.isComplete || current.items.length >= visibleFrom) {
        change({ items: [...current.items], isComplete: current.isComplete, head: current.head, problem: null });
      }
    }
    change({ isLoading: false });
  }

  function restart(source: PagesSource<Item, Head>, visibleFrom: number): Promise<void> {
    const known = new Map(state.items.map((item) => [source.idOf(item), { item, text: JSON.stringify(item) }]));
    reading = { source, items: [], ids: new Set(), known, last: null, head: null, isComplete: false };
    return readOn(reading, visibleFrom);
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    show(source) {
      if (reading?.source.key !== source.key) {
        wanted = FIRST_PAGE;
        change({ isStale: false });
        return restart(source, 0);
      }
      if (state.items.length <= UNASKED_REFRESH) return restart(source, Math.min(wanted, state.items.length));
      change({ isStale: true });
      return Promise.resolve();
    },
    refresh() {
      if (reading === null) return;
      change({ isStale: false });
      void restart(reading.source, Math.min(wanted, state.items.length));
    },
    want(count) {
      wanted = Math.max(FIRST_PAGE, count);
      if (reading !== null && !state.isLoading && !reading.isComplete && reading.items.length < wanted) {
        void readOn(reading, 0);
      }
    },
  };
}

/** While the catalog changes, a page may begin with what the one before ended with: each item stands once. */
function append<Item, Head>(reading: Reading<Item, Head>, items: readonly Item[]): void {
  for (const item of items) {
    const id = reading.source.idOf(item);
    if (!reading.ids.has(id)) {
      const before = reading.known.get(id);
      reading.items.push(before?.text === JSON.stringify(item) ? before.item : item);
    }
    reading.ids.add(id);
  }
  reading.last = items.at(-1) ?? reading.last;
}
