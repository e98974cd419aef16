// @vitest-environment jsdom
import { act, renderHook, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../shared/contract/commands.ts';
import { BEST_FIRST } from '../../../shared/query/sort.ts';
import { BridgeProvider } from '../../../renderer/bridge-context.ts';
import { RevisionProvider } from '../../../renderer/state/revision.tsx';
import { usePictureSearch } from '../../../renderer/state/use-picture-search.ts';
import { type FakeBridge, fakeBridge, ok } from '../fake-bridge.tsx';
import { tile } from '../tiles.ts';

/** Finds pictures 1 to `end()`, whatever is asked; each list is another number. */
function library(end: () => number): FakeBridge {
  let lists = 0;
  return fakeBridge({
    search({ list, from, limit }) {
      const length = Math.max(0, Math.min(limit, end() - from));
      const pictures = Array.from({ length }, (_, at) => tile(from + at + 1));
      return ok({ list: list ?? ++lists, pictures, unknownNames: [] });
    },
    listedPictures: ({ from, to }) =>
      ok(Array.from({ length: Math.min(to, end()) - Math.min(from, end()) }, (_, at) => from + at + 1)),
  });
}

function renderSearch(bridge: FakeBridge) {
  return renderHook(({ query }) => usePictureSearch(query, BEST_FIRST), {
    initialProps: { query: 'goldfish' },
    wrapper: ({ children }) => (
      <BridgeProvider value={bridge}>
        <RevisionProvider>{children}</RevisionProvider>
      </BridgeProvider>
    ),
  });
}

const searches = (bridge: FakeBridge) =>
  bridge.asked.flatMap(({ name, input }) => (name === 'search' ? [COMMANDS.search.parse(input)] : []));

describe('a search in the window', () => {
  it('asks for the parts that are wanted, wherever they are, of one list', async () => {
    const bridge = library(() => 100_050);
    const { result } = renderSearch(bridge);
    await waitFor(() => {
      expect(result.current.tiles.get(0)?.picture).toBe(1);
    });
    act(() => {
      result.current.pages.want(60_030, 60_210);
    });
    await waitFor(() => {
      expect(result.current.tiles.get(60_209)?.picture).toBe(60_210);
    });
    act(() => {
      result.current.pages.want(100_000, 100_100);
    });
    await waitFor(() => {
      expect(result.current.end).toBe(100_050);
    });
    expect(searches(bridge).map(({ list, from, limit }) => [list, from, limit])).toEqual([
      [null, 0, 100],
      [1, 60_000, 300],
      [1, 100_000, 100],
    ]);
  });

  it('forgets what is far away, so that memory does not grow with the list', async () => {
    const bridge = library(() => 50_000);
    const { result } = renderSearch(bridge);
    for (let from = 0; from < 10_000; from += 500) {
      act(() => {
        result.current.pages.want(from, from + 500);
      });
      await waitFor(() => {
        expect(result.current.tiles.has(from + 499)).toBe(true);
      });
    }
    expect(result.current.tiles.size).toBeLessThanOrEqual(6_000);
    expect(result.current.tiles.has(0)).toBe(false);
  });

  it('follows the catalog', async () => {
    let end = 3;
    const bridge = library(() => end);
    const { result } = renderSearch(bridge);
    await waitFor(() => {
      expect(result.current.tiles.size).toBe(3);
    });
    const first = result.current.tiles.get(0);
    end = 5;
    act(() => {
      bridge.tell('catalogChanged', {});
    });
    await waitFor(() => {
      expect(result.current.tiles.size).toBe(5);
    });
    // What has not changed need not be drawn anew.
    expect(result.current.tiles.get(0)).toBe(first);
    expect(result.current.end).toBe(5);
  });

  it('is asked ahead of the window that shows it, and once', async () => {
    const bridge = library(() => 3);
    const { result, rerender } = renderSearch(bridge);
    await waitFor(() => {
      expect(result.current.tiles.size).toBe(3);
    });
    const queries = () => searches(bridge).map(({ query }) => query);
    act(() => {
      result.current.expect('goldfish');
      result.current.expect('dog');
      result.current.expect('dog');
    });
    expect(queries()).toEqual(['goldfish', 'dog']);
    rerender({ query: 'dog' });
    expect(result.current.isOfBefore).toBe(true);
    await waitFor(() => {
      expect(result.current.isLoading).toBe(false);
    });
    expect(result.current.isOfBefore).toBe(false);
    expect(queries()).toEqual(['goldfish', 'dog']);
    act(() => {
      bridge.tell('catalogChanged', {});
    });
    await waitFor(() => {
      expect(queries()).toEqual(['goldfish', 'dog', 'dog']);
    });
  });

  it('that was asked ahead is asked again where the catalog has changed before the window shows it', async () => {
    let end = 3;
    const bridge = library(() => end);
    const { result, rerender } = renderSearch(bridge);
    await waitFor(() => {
      expect(result.current.tiles.size).toBe(3);
    });
    act(() => {
      result.current.expect('dog');
      end = 4;
      bridge.tell('catalogChanged', {});
      rerender({ query: 'dog' });
    });
    await waitFor(() => {
      expect(result.current.tiles.size).toBe(4);
    });
  });

  it('shows what it has shown where another list was asked ahead and is not wanted after all', async () => {
    const bridge = library(() => 3);
    const { result } = renderSearch(bridge);
    await waitFor(() => {
      expect(result.current.tiles.size).toBe(3);
    });
    act(() => {
      result.current.expect('dog');
      result.current.expect('goldfish');
    });
    const queries = () => searches(bridge).map(({ query }) => query);
    expect(queries()).toEqual(['goldfish', 'dog', 'goldfish']);
    await waitFor(() => {
      expect(result.current.isLoading).toBe(false);
    });
    act(() => {
      bridge.tell('catalogChanged', {});
    });
    await waitFor(() => {
      expect(queries()).toEqual(['goldfish', 'dog', 'goldfish', 'goldfish']);
    });
  });

  it('far down says that the list has changed, and stays as it is until it is begun again', async () => {
    let end = 5_000;
    const bridge = library(() => end);
    const { result } = renderSearch(bridge);
    act(() => {
      result.current.pages.want(4_000, 4_100);
    });
    await waitFor(() => {
      expect(result.current.tiles.has(4_000)).toBe(true);
    });
    end = 4_050;
    act(() => {
      bridge.tell('catalogChanged', {});
    });
    await waitFor(() => {
      expect(result.current.isStale).toBe(true);
    });
    expect(result.current.tiles.has(4_099)).toBe(true);
    act(() => {
      result.current.pages.refresh();
    });
    await waitFor(() => {
      expect(result.current.tiles.has(4_099)).toBe(false);
    });
    expect(result.current).toMatchObject({ isStale: false, end: 4_050 });
  });
});
