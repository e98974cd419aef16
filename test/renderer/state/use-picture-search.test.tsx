// @vitest-environment jsdom
import { act, renderHook, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../shared/contract/commands.ts';
import type { PictureTile } from '../../../shared/contract/views.ts';
import { BridgeProvider } from '../../../renderer/bridge-context.ts';
import { RevisionProvider } from '../../../renderer/state/revision.tsx';
import { usePictureSearch } from '../../../renderer/state/use-picture-search.ts';
import { type FakeBridge, fakeBridge, ok } from '../fake-bridge.tsx';

function tile(picture: number): PictureTile {
  return {
    picture,
    root: 1,
    rootPath: '/pictures',
    relativePath: Uint8Array.of(0xff, picture),
    takenAt: null,
    match: { index: 1, score: 1 / picture },
    name: `${picture}.jpg`,
    path: `/pictures/${picture}.jpg`,
    prediction: { index: 1, label: 'goldfish', score: 1 / picture },
    tags: [],
    review: null,
  };
}

/** Finds pictures 1 to `end()`, whatever is asked. */
function library(end: () => number): FakeBridge {
  return fakeBridge({
    search({ after, limit }) {
      const first = after === null ? 1 : after.picture + 1;
      const length = Math.max(0, Math.min(limit, end() + 1 - first));
      return ok({ pictures: Array.from({ length }, (_, at) => tile(first + at)), unknownNames: [] });
    },
  });
}

function renderSearch(bridge: FakeBridge) {
  return renderHook(({ query }) => usePictureSearch(query), {
    initialProps: { query: 'goldfish' },
    wrapper: ({ children }) => (
      <BridgeProvider value={bridge}>
        <RevisionProvider>{children}</RevisionProvider>
      </BridgeProvider>
    ),
  });
}

describe('a search in the window', () => {
  it('asks for pages after cursors that the contract accepts, bytes of a path included', async () => {
    const bridge = library(() => 150);
    const { result } = renderSearch(bridge);
    await waitFor(() => {
      expect(result.current.items).toHaveLength(100);
    });
    act(() => {
      result.current.pages.want(150);
    });
    await waitFor(() => {
      expect(result.current.items).toHaveLength(150);
    });
    const inputs = bridge.asked.map(({ input }) => COMMANDS.search.parse(input));
    expect(inputs.map(({ after }) => after?.picture ?? null)).toEqual([null, 100]);
    expect(inputs[1]?.after?.relativePath).toEqual(Uint8Array.of(0xff, 100));
  });

  it('follows the catalog', async () => {
    let end = 3;
    const bridge = library(() => end);
    const { result } = renderSearch(bridge);
    await waitFor(() => {
      expect(result.current.items).toHaveLength(3);
    });
    end = 5;
    act(() => {
      bridge.tell('catalogChanged', {});
    });
    await waitFor(() => {
      expect(result.current.items).toHaveLength(5);
    });
  });
});
