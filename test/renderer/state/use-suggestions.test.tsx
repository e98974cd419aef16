// @vitest-environment jsdom
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it, vi } from 'vitest';
import { BridgeProvider } from '../../../renderer/bridge-context.ts';
import { RevisionProvider } from '../../../renderer/state/revision.tsx';
import { useSuggestions } from '../../../renderer/state/use-suggestions.ts';
import { fakeBridge, ok, type FakeBridge } from '../fake-bridge.tsx';

function besideBridge(bridge: FakeBridge) {
  return ({ children }: { readonly children: ReactNode }) => (
    <BridgeProvider value={bridge}>
      <RevisionProvider>{children}</RevisionProvider>
    </BridgeProvider>
  );
}

it('asks again for what was refused, while suggestions are wanted', async () => {
  let isRefused = true;
  const bridge = fakeBridge({
    classNames: () =>
      isRefused
        ? Promise.resolve({ ok: false, message: 'not now' })
        : ok([{ name: 'dog', isGroup: true, classes: 118 }]),
    ...{ tags: () => ok([]), folderNames: () => ok([]), classCounts: () => ok([]) },
  });
  const { result, rerender } = renderHook(({ isWanted }) => useSuggestions('do', 2, isWanted), {
    initialProps: { isWanted: true },
    wrapper: besideBridge(bridge),
  });
  const asked = () => bridge.asked.map(({ name }) => name).sort();
  await act(() => Promise.resolve());
  expect(asked()).toEqual(['classCounts', 'classNames', 'folderNames', 'tags']);
  expect(result.current).toEqual([]);
  const names = () => asked().filter((name) => name === 'classNames').length;
  vi.useFakeTimers();
  try {
    rerender({ isWanted: false });
    await act(() => vi.advanceTimersByTimeAsync(10_000));
    expect(names()).toBe(1);
    rerender({ isWanted: true });
    const counts: number[] = [];
    for (let seconds = 1; seconds <= 7; seconds++) {
      await act(() => vi.advanceTimersByTimeAsync(1_000));
      counts.push(names());
    }
    // Ever less often.
    expect(counts).toEqual([2, 2, 3, 3, 3, 3, 4]);
    isRefused = false;
    await act(() => vi.advanceTimersByTimeAsync(8_000));
  } finally {
    vi.useRealTimers();
  }
  expect(result.current.map(({ term }) => term)).toEqual(['dog']);
  expect(names()).toBe(5);
});

it('asks for names when they are wanted, and again only after the catalog has changed', async () => {
  const bridge = fakeBridge({
    classNames: () => ok([{ name: 'dog', isGroup: true, classes: 118 }]),
    tags: () => ok([{ name: 'dogs of ours', pictures: 7 }]),
    folderNames: () => ok([]),
    classCounts: () => ok([{ name: 'dog', pictures: 12 }]),
  });
  const { result, rerender } = renderHook(({ isWanted }) => useSuggestions('do', 2, isWanted), {
    initialProps: { isWanted: false },
    wrapper: besideBridge(bridge),
  });
  const asked = () => bridge.asked.map(({ name }) => name).sort();
  const all = ['classCounts', 'classNames', 'folderNames', 'tags'];
  expect(asked()).toEqual([]);

  rerender({ isWanted: true });
  await waitFor(() => {
    expect(result.current).toHaveLength(2);
  });
  expect(asked()).toEqual(all);
  rerender({ isWanted: false });
  expect(result.current).toEqual([]);
  rerender({ isWanted: true });
  expect(result.current).toHaveLength(2);
  expect(asked()).toEqual(all);

  rerender({ isWanted: false });
  await act(async () => {
    bridge.tell('catalogChanged', {});
    await Promise.resolve();
  });
  expect(asked()).toEqual(all);
  rerender({ isWanted: true });
  await waitFor(() => {
    expect(asked()).toEqual([...all, ...all].sort());
  });
});
