// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PictureGrid } from '../../../renderer/library/picture-grid.tsx';
import type { GridSelection } from '../../../renderer/state/selection.ts';
import { usePictureSearch } from '../../../renderer/state/use-picture-search.ts';
import { useSelection } from '../../../renderer/state/use-selection.ts';
import { BEST_FIRST } from '../../../shared/query/sort.ts';
import { fakeBridge, inWindow, ok } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';
import { tile } from '../tiles.ts';

beforeEach(() => {
  stubWindow();
  Element.prototype.scrollTo = () => undefined;
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const QUERY = 'is:untagged';

/** The grid of a search that finds these pictures, with the keyboard in it. */
async function show(found: readonly number[]) {
  let list = found;
  const opened: number[] = [];
  let selection: GridSelection | null = null;
  let loaded = 0;
  let want: (from: number, to: number) => void = () => undefined;
  const amongOf = (among: readonly number[] | undefined) =>
    list.filter((picture) => among === undefined || among.includes(picture));
  const lists: (readonly number[])[] = [];
  const bridge = fakeBridge({
    search({ list: before, from, limit, among }) {
      const number = before ?? lists.push(amongOf(among));
      const pictures = (lists[number - 1] ?? []).slice(from, from + limit).map(tile);
      return ok({ list: number, pictures, unknownNames: [] });
    },
    listedPictures: ({ list: number, from, to }) => ok((lists[number - 1] ?? []).slice(from, to)),
    count: ({ among }) => ok({ pictures: amongOf(among).length }),
  });
  function Grid() {
    const search = usePictureSearch(QUERY, BEST_FIRST);
    const total = search.end ?? list.length;
    const used = useSelection(QUERY, search, total);
    selection = used.selection;
    loaded = search.tiles.size;
    want = search.pages.want;
    return (
      <PictureGrid
        list={QUERY}
        tiles={search.tiles}
        total={total}
        isCounted
        isCovered={false}
        tileSize="small"
        active={used.selection.active}
        isSelected={() => false}
        onSelect={used.onSelect}
        onSelectAll={used.selectAll}
        onSelectNone={used.selectNone}
        onOpen={({ picture }) => opened.push(picture)}
        onWant={search.pages.want}
      />
    );
  }
  render(<Grid />, { wrapper: inWindow(bridge) });
  const marked = () => selection?.active?.picture ?? null;
  const key = (name: string, held: { readonly shiftKey?: boolean; readonly ctrlKey?: boolean } = {}) => {
    fireEvent.keyDown(screen.getByRole('listbox'), { key: name, ...held });
  };
  const selected = () => (selection?.selected === 'all' ? 'all' : [...(selection?.selected ?? [])]);
  /** Down to the picture at a position, from anywhere. */
  const goTo = async (index: number) => {
    key('Home');
    for (let step = 0; step < index; step++) key('ArrowRight');
    await waitFor(() => {
      expect(marked()).toBe(list[index]);
    });
  };
  const searches = () => bridge.asked.filter(({ name }) => name === 'search').length;
  const becomes = async (next: readonly number[]) => {
    list = next;
    const before = searches();
    act(() => {
      bridge.tell('catalogChanged', {});
    });
    await waitFor(
      () => {
        expect(searches()).toBeGreaterThan(before);
      },
      { timeout: 10_000 },
    );
    await act(async () => {
      await Promise.resolve();
    });
  };
  await waitFor(() => {
    expect(loaded).toBeGreaterThan(0);
  });
  const click = (picture: number, held: { readonly ctrlKey?: boolean }) => {
    fireEvent.click(screen.getByRole('option', { name: new RegExp(`^${picture}\\.jpg`, 'u') }), held);
  };
  const loadAll = async () => {
    act(() => {
      want(0, list.length);
    });
    await waitFor(() => {
      expect(loaded).toBe(list.length);
    });
  };
  return { opened, marked, selected, key, click, loadAll, goTo, becomes, asked: bridge.asked };
}

const LIST = [10, 20, 30, 40, 50];

describe('the keys of the grid, when the list has grown at its top', () => {
  it('open, step and select from the picture that is marked', async () => {
    const grid = await show(LIST);
    await grid.goTo(2);
    await grid.becomes([1, 2, 3, 4, ...LIST]);
    expect(grid.marked()).toBe(30);
    grid.key('Enter');
    expect(grid.opened).toEqual([30]);
    grid.key(' ');
    expect(grid.selected()).toEqual([]);
    grid.key('ArrowRight');
    expect(grid.selected()).toEqual([40]);
  });

  it('range from the picture where the range begins', async () => {
    const grid = await show(LIST);
    await grid.goTo(1);
    await grid.becomes([1, 2, ...LIST]);
    grid.key('ArrowRight', { shiftKey: true });
    grid.key('ArrowRight', { shiftKey: true });
    expect(grid.selected()).toEqual([20, 30, 40]);
  });

  it('act on nothing that is not marked, and go on from where a picture that is gone stood', async () => {
    const grid = await show(LIST);
    await grid.goTo(2);
    await grid.becomes([1, 10, 20, 40, 50]);
    expect(grid.marked()).toBe(40);
    grid.key('Enter');
    expect(grid.opened).toEqual([40]);
    grid.key('ArrowLeft');
    expect(grid.marked()).toBe(20);
  });
});

describe('what is selected', () => {
  it('is not selected any more once the search does not find it', async () => {
    const grid = await show(LIST);
    await grid.goTo(1);
    grid.key('ArrowRight', { shiftKey: true });
    grid.key('ArrowRight', { shiftKey: true });
    expect(grid.selected()).toEqual([20, 30, 40]);
    await grid.becomes([10, 30, 50]);
    await waitFor(() => {
      expect(grid.selected()).toEqual([30]);
    });
    await grid.becomes(LIST);
    expect(grid.selected()).toEqual([30]);
  });

  it('stays selected where it is found still, though nobody has loaded that part of a long list', async () => {
    const long = Array.from({ length: 300 }, (_, at) => at + 1);
    const grid = await show(long);
    await grid.goTo(2);
    grid.key('ArrowRight', { shiftKey: true });
    expect(grid.selected()).toEqual([3, 4]);
    // 3 is behind what is loaded, 4 is nowhere.
    await grid.becomes([...long.filter((picture) => picture > 4).map((picture) => picture + 1_000), 3, 1, 2]);
    await waitFor(() => {
      expect(grid.selected()).toEqual([3]);
    });
    expect(grid.asked.some(({ name }) => name === 'listedPictures')).toBe(true);
  });

  it('is everything that the search finds, whatever that is, once all was selected', async () => {
    const grid = await show(LIST);
    grid.key('a', { ctrlKey: true });
    await grid.becomes([10]);
    expect(grid.selected()).toBe('all');
  });
});

describe('a key that leads to a picture which is not loaded yet', () => {
  const long = Array.from({ length: 300 }, (_, at) => at + 1);

  it('selects it when it is', async () => {
    const grid = await show(long);
    grid.key('End');
    expect(grid.selected()).toEqual([]);
    await grid.loadAll();
    expect(grid.marked()).toBe(300);
    expect(grid.selected()).toEqual([300]);
  });

  const since: readonly [string, (grid: Awaited<ReturnType<typeof show>>) => void, readonly number[] | 'all'][] = [
    [
      'a click',
      (grid) => {
        grid.click(2, { ctrlKey: true });
      },
      [1, 2],
    ],
    [
      'Ctrl+A',
      (grid) => {
        grid.key('a', { ctrlKey: true });
      },
      'all',
    ],
    [
      'Escape',
      (grid) => {
        grid.key('Escape');
      },
      [],
    ],
    [
      'Space',
      (grid) => {
        grid.key(' ');
      },
      [],
    ],
  ];
  it.each(since)('selects nothing where %s came after it', async (_, act, selected) => {
    const grid = await show(long);
    grid.key('Home');
    grid.key('End');
    act(grid);
    await grid.loadAll();
    expect(grid.selected()).toEqual(selected);
  });
});
