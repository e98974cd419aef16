// @vitest-environment jsdom
import { cleanNotifications, Notifications } from '@mantine/notifications';
import { act, cleanup, renderHook, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandOutputs, Reply } from '../../../shared/contract/answers.ts';
import { COMMANDS, MAX_SELECTED } from '../../../shared/contract/commands.ts';
import { BEST_FIRST } from '../../../shared/query/sort.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { usePictureSearch } from '../../../renderer/state/use-picture-search.ts';
import type { SelectMode } from '../../../renderer/state/selection.ts';
import { useSelection } from '../../../renderer/state/use-selection.ts';
import { fakeBridge, inWindow, later, ok } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';
import { tile } from '../tiles.ts';

const texts = windowTexts.selection;

beforeEach(stubWindow);
afterEach(() => {
  cleanNotifications();
  cleanup();
  vi.unstubAllGlobals();
});

type Listed = Promise<Reply<CommandOutputs['listedPictures']>>;

/** A search of 300 pictures, rows 1 to 300, of which the first hundred are loaded, and what is asked for of the others. */
async function openSelection(total: number | null, listed: (from: number, to: number) => Listed) {
  const bridge = fakeBridge({
    search: ({ list, from, limit }) =>
      ok({ list: list ?? 1, pictures: rows(from, from + limit).map(tile), unknownNames: [] }),
    listedPictures: ({ from, to }) => listed(from, to),
    count: ({ among }) => ok({ pictures: among?.length ?? 0 }),
  });
  const Window = inWindow(bridge);
  const { result, rerender } = renderHook(
    ({ query }) => {
      const search = usePictureSearch(query, BEST_FIRST);
      return { search, used: useSelection(query, search, total) };
    },
    {
      initialProps: { query: 'dog' },
      wrapper: ({ children }) => (
        <Window>
          <Notifications />
          {children}
        </Window>
      ),
    },
  );
  await waitFor(() => {
    expect(result.current.search.tiles.size).toBe(100);
  });
  const select = (picture: number, mode: SelectMode) => {
    act(() => {
      result.current.used.onSelect({ picture, index: picture - 1 }, mode);
    });
  };
  return {
    select,
    /** A key leads to a picture that is not loaded. */
    reach: (picture: number, mode: SelectMode = 'one') => {
      act(() => {
        result.current.used.onSelect({ picture: null, index: picture - 1 }, mode);
      });
    },
    /** How many are selected when that is known; the list that is given is told of it. */
    whenKnown: (told: unknown[]) => {
      act(() => {
        result.current.used.whenKnown(({ selected }) => told.push(selected === 'all' ? 'all' : selected.size));
      });
    },
    selectAll: () => {
      act(result.current.used.selectAll);
    },
    selectNone: () => {
      act(result.current.used.selectNone);
    },
    search: async (query: string) => {
      const { readings } = result.current.search;
      rerender({ query });
      await waitFor(() => {
        expect(result.current.search.readings).toBeGreaterThan(readings);
      });
    },
    loadAll: async () => {
      act(() => {
        result.current.search.pages.want(0, 300);
      });
      await waitFor(() => {
        expect(result.current.search.tiles.size).toBe(300);
      });
    },
    selected: () => result.current.used.selection.selected,
    active: () => result.current.used.selection.active?.picture ?? null,
    lists: () =>
      bridge.asked.filter(({ name, input }) => name === 'search' && COMMANDS.search.parse(input).list === null).length,
    listed: () => bridge.asked.flatMap(({ name, input }) => (name === 'listedPictures' ? [input] : [])),
  };
}

function rows(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, Math.min(to, 300) - from) }, (_, at) => from + at + 1);
}

const lost: readonly [string, () => Listed][] = [
  ['is not kept any more', () => ok(null)],
  ['cannot be asked for', () => Promise.resolve({ ok: false, message: 'The catalog is gone.' })],
];

describe('the rest of the list', () => {
  it.each(lost)('%s, taking one out of all leaves all, says so, and reads the list again', async (_, answer) => {
    const grid = await openSelection(300, answer);
    grid.selectAll();
    grid.select(3, 'toggle');
    await screen.findByText(texts.listLost);
    expect(grid.selected()).toBe('all');
    expect(grid.lists()).toBe(2);
  });

  it.each(lost)('%s, a range leaves what was selected, says so, and reads the list again', async (_, answer) => {
    const grid = await openSelection(300, answer);
    grid.select(3, 'one');
    grid.select(200, 'range');
    await screen.findByText(texts.listLost);
    expect(grid.selected()).toEqual(new Set([3]));
    expect(grid.lists()).toBe(2);
  });
});

describe('one taken out of all', () => {
  it('leaves all others, whatever their number was thought to be', async () => {
    for (const total of [null, 250]) {
      const grid = await openSelection(total, (from, to) => ok(rows(from, to)));
      grid.selectAll();
      grid.select(3, 'toggle');
      await waitFor(() => {
        expect(grid.selected()).toEqual(new Set(rows(0, 300).filter((row) => row !== 3)));
      });
      cleanup();
    }
  });

  it('of more than can be selected by their rows leaves all, and says why', async () => {
    const grid = await openSelection(MAX_SELECTED + 1, () => ok(null));
    grid.selectAll();
    grid.select(3, 'toggle');
    await screen.findByText(texts.tooMany(MAX_SELECTED));
    expect(grid.selected()).toBe('all');
    expect(grid.listed()).toEqual([]);
  });

  it('is not taken out of the first million of nobody knows how many', async () => {
    const million = Array.from({ length: MAX_SELECTED }, (_, at) => at + 1);
    const grid = await openSelection(null, () => ok(million));
    grid.selectAll();
    grid.select(3, 'toggle');
    await screen.findByText(texts.tooMany(MAX_SELECTED));
    expect(grid.selected()).toBe('all');
  });
});

describe('what is asked for of a list', () => {
  /** A selection of which the rows that are not loaded are answered when the test says so. */
  async function openAsked() {
    const asked: ReturnType<typeof later<Reply<CommandOutputs['listedPictures']>>>[] = [];
    const grid = await openSelection(300, () => {
      const listed = later<Reply<CommandOutputs['listedPictures']>>();
      asked.push(listed);
      return listed.promise;
    });
    const answer = async (at: number, value: CommandOutputs['listedPictures']) => {
      await act(async () => {
        asked[at]?.resolve({ ok: true, value });
        await Promise.resolve();
      });
    };
    return { ...grid, asked, answer };
  }
  type Grid = Awaited<ReturnType<typeof openAsked>>;

  const since: readonly [string, (grid: Grid) => void, ReadonlySet<number> | 'all'][] = [
    [
      'one',
      (grid) => {
        grid.select(7, 'one');
      },
      new Set([7]),
    ],
    [
      'a range that is loaded',
      (grid) => {
        grid.select(5, 'range');
      },
      new Set([3, 4, 5]),
    ],
    [
      'all',
      (grid) => {
        grid.selectAll();
      },
      'all',
    ],
    [
      'none',
      (grid) => {
        grid.selectNone();
      },
      new Set(),
    ],
  ];
  it.each(since)('is not selected any more where %s was selected since', async (_, select, selected) => {
    const grid = await openAsked();
    grid.select(3, 'one');
    grid.select(200, 'range');
    expect(grid.asked).toHaveLength(1);
    select(grid);
    expect(grid.selected()).toEqual(selected);
    await grid.answer(0, rows(2, 200));
    expect(grid.selected()).toEqual(selected);
  });

  it.each<readonly [string, CommandOutputs['listedPictures']]>([
    ['selects nothing', rows(2, 200)],
    ['is not missed', null],
  ])('%s in another search', async (_, value) => {
    const grid = await openAsked();
    grid.select(3, 'one');
    grid.select(200, 'range');
    await grid.search('cat');
    grid.select(1, 'one');
    grid.select(2, 'toggle');
    const lists = grid.lists();
    await grid.answer(0, value);
    expect(grid.selected()).toEqual(new Set([1, 2]));
    expect(grid.lists()).toBe(lists);
    expect(screen.queryByText(texts.listLost)).toBeNull();
  });

  it('is of the last range, whichever is answered first', async () => {
    const grid = await openAsked();
    grid.select(3, 'one');
    grid.select(200, 'range');
    grid.select(150, 'range');
    await grid.answer(1, rows(2, 150));
    await grid.answer(0, rows(2, 200));
    expect(grid.selected()).toEqual(new Set(rows(2, 150)));
  });

  it('has added to it, and taken from it, what was clicked before it was there', async () => {
    const grid = await openAsked();
    grid.select(3, 'one');
    grid.select(200, 'range');
    grid.select(1, 'toggle');
    grid.select(4, 'toggle');
    await grid.answer(0, rows(2, 200));
    expect(grid.selected()).toEqual(new Set([...rows(2, 200), 1].filter((row) => row !== 4)));

    grid.selectAll();
    grid.select(3, 'toggle');
    grid.select(5, 'toggle');
    await grid.answer(1, rows(0, 300));
    expect(grid.selected()).toEqual(new Set(rows(0, 300).filter((row) => row !== 3 && row !== 5)));
  });

  it('leaves the keyboard where it has gone on to meanwhile', async () => {
    const grid = await openAsked();
    grid.select(3, 'one');
    grid.select(200, 'range');
    // The next key begins there, whether the rows between are known or not.
    expect(grid.active()).toBe(200);
    grid.select(50, 'move');
    await grid.answer(0, rows(2, 200));
    expect(grid.selected()).toEqual(new Set(rows(2, 200)));
    expect(grid.active()).toBe(50);
  });
});

it('a picture that was not loaded when a key led to it is not waited for in another search', async () => {
  const grid = await openSelection(300, (from, to) => ok(rows(from, to)));
  grid.reach(300);
  await grid.search('cat');
  await grid.loadAll();
  expect(grid.selected()).toEqual(new Set());
});

it('what is done to a selection waits for the picture that a key led to, and not for a move of the keyboard', async () => {
  const grid = await openSelection(300, (from, to) => ok(rows(from, to)));
  const told: unknown[] = [];
  grid.select(1, 'one');
  grid.reach(300, 'move');
  grid.whenKnown(told);
  expect(told).toEqual([1]);
  grid.reach(300, 'range');
  grid.whenKnown(told);
  expect(told).toEqual([1]);
  await grid.loadAll();
  await waitFor(() => {
    expect(told).toEqual([1, 300]);
  });
});

it('a search that comes back begins with nothing, as another does: no picture, no range, no place of the keyboard', async () => {
  const grid = await openSelection(300, (from, to) => ok(rows(from, to)));
  for (const isAll of [true, false]) {
    if (isAll) grid.selectAll();
    else grid.select(3, 'one');
    grid.select(4, 'move');
    await grid.search('cat');
    expect([grid.selected(), grid.active()]).toEqual([new Set(), null]);
    await grid.search('dog');
    expect([grid.selected(), grid.active()]).toEqual([new Set(), null]);
    grid.select(5, 'range');
    expect(grid.selected()).toEqual(new Set([5]));
    await grid.search('cat');
    await grid.search('dog');
  }
});
