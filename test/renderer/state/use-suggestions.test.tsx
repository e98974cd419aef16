// @vitest-environment jsdom
import { act, renderHook, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { BridgeProvider } from '../../../renderer/bridge-context.ts';
import { RevisionProvider } from '../../../renderer/state/revision.tsx';
import { useSuggestions } from '../../../renderer/state/use-suggestions.ts';
import { fakeBridge, ok } from '../fake-bridge.tsx';

it('asks for names when they are wanted, and again only after the catalog has changed', async () => {
  const bridge = fakeBridge({
    classNames: () => ok([{ name: 'dog', isGroup: true, classes: 118 }]),
    tags: () => ok([{ name: 'dogs of ours', pictures: 7 }]),
    folderNames: () => ok([]),
    classCounts: () => ok([{ name: 'dog', pictures: 12 }]),
  });
  const { result, rerender } = renderHook(({ isWanted }) => useSuggestions('do', 2, isWanted), {
    initialProps: { isWanted: false },
    wrapper: ({ children }) => (
      <BridgeProvider value={bridge}>
        <RevisionProvider>{children}</RevisionProvider>
      </BridgeProvider>
    ),
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
