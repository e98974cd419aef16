import type { Reply } from '../../shared/contract/answers.ts';
import type { PictureTile, SearchView } from '../../shared/contract/views.ts';

/** A list of which any part can be had by its position. */
export interface ListSource {
  /** Two sources of one key are the same list, perhaps changed. */
  readonly key: string;
  /** `list`: the one that an earlier answer named; null: as it is now. */
  load(list: number | null, from: number, limit: number): Promise<Reply<SearchView>>;
  /** Row ids from one position up to, not including, another; null where that list is no longer kept. */
  pictures(list: number, from: number, to: number): Promise<Reply<readonly number[] | null>>;
  /** Those of these pictures that are in the list as it is now; null where that cannot be had. */
  among(pictures: readonly number[]): Promise<readonly number[] | null>;
}

export interface PictureListState {
  /** `key` of the list that is shown; null before the first. */
  readonly shown: string | null;
  /** By position, those that were wanted last. */
  readonly tiles: ReadonlyMap<number, PictureTile>;
  /** How many there are; null while that is not known. */
  readonly end: number | null;
  readonly isLoading: boolean;
  /** Names of the query that the model does not know; null before the first answer. */
  readonly unknownNames: SearchView['unknownNames'] | null;
  /** Why the last part could not be had; null where it could. */
  readonly problem: string | null;
  /** The list has changed since it was begun, and the person is so far down in it that it is not begun again unasked. */
  readonly isStale: boolean;
  /** How many readings of lists were shown so far: with another one, pictures may have come, gone or changed places. */
  readonly readings: number;
}

export interface PictureList {
  readonly getState: () => PictureListState;
  /** Calls `listener` after every change, until the function that it returns is called. */
  readonly subscribe: (listener: () => void) => () => void;
  /**
   * Shows a list. What was there stays until the first part of another list is there, or as much as is wanted of the
   * same one. The same list is not begun again where a person is beyond `UNASKED_REFRESH`: it becomes stale. Resolves
   * when what was wanted is there.
   */
  readonly show: (source: ListSource) => Promise<void>;
  /** Begins the same list again. */
  readonly refresh: () => void;
  /** Loads from one position up to, not including, another. */
  readonly want: (from: number, to: number) => void;
  /** Row ids of that part; null where it cannot be had. */
  readonly picturesBetween: (from: number, to: number) => Promise<readonly number[] | null>;
  /** Those of these pictures that the list has lost; none where that cannot be known. */
  readonly goneOf: (pictures: readonly number[]) => Promise<ReadonlySet<number>>;
}

/** Positions that are loaded and forgotten together. */
const BLOCK = 100;
/** The contract's bound, in blocks. */
const LARGEST_REQUEST = 5;
/** Blocks that are kept, where no more are wanted: memory does not grow while one scrolls from end to end. */
const KEPT_BLOCKS = 60;
const UNASKED_REFRESH = 2_000;

const EMPTY: PictureListState = {
  shown: null,
  tiles: new Map(),
  end: null,
  isLoading: false,
  unknownNames: null,
  problem: null,
  isStale: false,
  readings: 0,
};

/** One reading of a list. */
interface Reading {
  readonly source: ListSource;
  list: number | null;
  readonly blocks: Set<number>;
  tiles: Map<number, PictureTile>;
  end: number | null;
  unknownNames: SearchView['unknownNames'] | null;
  /** Pictures of the reading before: one that is still the same stays the same object. */
  readonly known: ReadonlyMap<number, PictureTile>;
  /** The application was asked to go through it to its end. */
  isWalked: boolean;
  /** Its tiles take the place of those of the reading before. */
  isShown: boolean;
}

/** A list of pictures, empty until `show`. */
export function createPictureList(): PictureList {
  let state = EMPTY;
  let wanted = { from: 0, to: BLOCK };
  /** The reading that counts: what an earlier one still has under way is dropped when it arrives. */
  let reading: Reading | null = null;
  /** The one whose tiles are shown: positions that a person points at are of its list, not of one that is being read. */
  let shownReading: Reading | null = null;
  let isUnderWay = false;
  const listeners = new Set<() => void>();

  function change(changed: Partial<PictureListState>): void {
    state = { ...state, ...changed };
    for (const listener of listeners) listener();
  }

  async function load(current: Reading): Promise<void> {
    isUnderWay = true;
    // The same list, read again beside what is shown of it, is nothing to be told of.
    if (!state.isLoading && (state.tiles.size === 0 || state.shown !== current.source.key)) change({ isLoading: true });
    for (;;) {
      const missing = missingBlocks(current, wanted);
      const [first] = missing;
      if (first === undefined) break;
      const reply = await current.source.load(current.list, first * BLOCK, missing.length * BLOCK);
      if (current !== reading) return;
      if (!reply.ok) {
        isUnderWay = false;
        change({ isLoading: false, problem: reply.message });
        return;
      }
      if (current.list !== null && current.list !== reply.value.list) {
        // The application has begun it anew: what came before is of another list.
        await begin(current.source);
        return;
      }
      take(current, first, missing.length, reply.value);
      if (current.isShown && missingBlocks(current, wanted).length > 0) showReading(current, true);
    }
    isUnderWay = false;
    showReading(current, false);
  }

  function showReading(current: Reading, isLoading: boolean): void {
    const readings = current.isShown ? state.readings : state.readings + 1;
    current.isShown = true;
    shownReading = current;
    const { tiles, end, unknownNames, source } = current;
    change({ shown: source.key, tiles: new Map(tiles), end, unknownNames, isLoading, readings, problem: null });
  }

  function begin(source: ListSource): Promise<void> {
    const known = new Map([...state.tiles.values()].map((tile) => [tile.picture, tile]));
    reading = {
      ...{ source, known, list: null, blocks: new Set(), tiles: new Map<number, PictureTile>() },
      ...{ end: null, unknownNames: null, isShown: false, isWalked: false },
    };
    return load(reading);
  }

  function take(current: Reading, first: number, blocks: number, { list, pictures, unknownNames }: SearchView): void {
    current.list = list;
    current.unknownNames = unknownNames;
    for (const [at, tile] of pictures.entries()) {
      if (tile === null) continue;
      const before = current.known.get(tile.picture);
      current.tiles.set(first * BLOCK + at, JSON.stringify(before) === JSON.stringify(tile) ? (before ?? tile) : tile);
    }
    for (let block = first; block < first + blocks; block++) current.blocks.add(block);
    if (pictures.length < blocks * BLOCK) current.end = first * BLOCK + pictures.length;
    forgetFarthest(current, wanted);
  }

  /** A person has begun to scroll: wherever that leads, the application has been there before. */
  function walkToEnd(current: Reading): void {
    if (current.list === null || current.end !== null || current.isWalked) return;
    current.isWalked = true;
    void current.source.pictures(current.list, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
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
        wanted = { from: 0, to: BLOCK };
        change({ isStale: false });
        return begin(source);
      }
      if (wanted.from <= UNASKED_REFRESH) return begin(source);
      change({ isStale: true });
      return Promise.resolve();
    },
    refresh() {
      if (reading === null) return;
      change({ isStale: false });
      void begin(reading.source);
    },
    want(from, to) {
      wanted = { from: Math.max(0, from), to };
      if (reading === null) return;
      if (from > 0) walkToEnd(reading);
      if (!isUnderWay && missingBlocks(reading, wanted).length > 0) void load(reading);
    },
    async picturesBetween(from, to) {
      if (shownReading === null || shownReading.list === null) return null;
      const reply = await shownReading.source.pictures(shownReading.list, from, to);
      return reply.ok ? reply.value : null;
    },
    async goneOf(pictures) {
      const shown = new Set([...state.tiles.values()].map(({ picture }) => picture));
      const unseen = pictures.filter((picture) => !shown.has(picture));
      if (reading === null || unseen.length === 0) return new Set();
      const gone = new Set(unseen);
      if (state.tiles.size === state.end) return gone;
      const found = await reading.source.among(unseen);
      if (found === null) return new Set();
      for (const picture of found) gone.delete(picture);
      return gone;
    },
  };
}

/** The first blocks of a part that are not there, as many as are asked for at once; none behind the end. */
function missingBlocks(
  { blocks, end }: Reading,
  part: { readonly from: number; readonly to: number },
): readonly number[] {
  const missing: number[] = [];
  const to = end === null ? part.to : Math.min(part.to, end);
  for (let block = Math.floor(part.from / BLOCK); block * BLOCK < to && missing.length < LARGEST_REQUEST; block++) {
    if (!blocks.has(block)) missing.push(block);
    else if (missing.length > 0) break;
  }
  return missing;
}

/** Forgets nothing of the part that is wanted: that would be asked for again at once. */
function forgetFarthest({ blocks, tiles }: Reading, wanted: { readonly from: number; readonly to: number }): void {
  const middle = (wanted.from + wanted.to) / 2 / BLOCK;
  const others = [...blocks]
    .filter((block) => (block + 1) * BLOCK <= wanted.from || block * BLOCK >= wanted.to)
    .sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  const room = Math.max(0, KEPT_BLOCKS - (blocks.size - others.length));
  for (const block of others.slice(room)) {
    blocks.delete(block);
    for (let position = block * BLOCK; position < (block + 1) * BLOCK; position++) tiles.delete(position);
  }
}
