// @vitest-environment jsdom
import { cleanNotifications, Notifications } from '@mantine/notifications';
import { act, cleanup, renderHook, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandOutputs, Reply } from '../../../shared/contract/answers.ts';
import { COMMANDS, MAX_SELECTED } from '../../../shared/contract/commands.ts';
import { BEST_FIRST } from '../../../shared/query/sort.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { usePictureSearch } from '../../../renderer/state/use-picture-search.ts';
import { useSelection } from '../../../renderer/state/use-selection.ts';
import { fakeBridge, inWindow, ok } from '../fake-bridge.tsx';
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
  const { result } = renderHook(
    () => {
      const search = usePictureSearch('dog', BEST_FIRST);
      return { search, used: useSelection('dog', search, total) };
    },
    {
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
  const select = (picture: number, mode: 'one' | 'toggle' | 'range') => {
    act(() => {
      result.current.used.onSelect({ picture, index: picture - 1 }, mode);
    });
  };
  return {
    select,
    selectAll: () => {
      act(result.current.used.selectAll);
    },
    selected: () => result.current.used.selection.selected,
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
