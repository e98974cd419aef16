// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react';
import { createRef } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Place } from '../../../renderer/place.ts';
import { useShortcuts } from '../../../renderer/state/use-shortcuts.ts';
import { fakeBridge, inWindow } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const nothing = () => undefined;
const field = createRef<HTMLInputElement>();

function Library({ query, onGo }: { readonly query: string; readonly onGo: (place: Place) => void }) {
  const acts = { onTag: nothing, onReview: nothing, onHelp: nothing, onExport: () => Promise.resolve() };
  useShortcuts({ field, query, onGo, ...acts });
  return null;
}

it('the way back to the library leads to what was searched for there', () => {
  const bridge = fakeBridge({});
  const went: Place[] = [];
  render(<Library query="dog" onGo={(place) => went.push(place)} />, { wrapper: inWindow(bridge) });
  act(() => {
    bridge.tell('menu', { item: 'library' });
  });
  expect(went).toEqual([{ screen: 'library', query: 'dog' }]);
});
