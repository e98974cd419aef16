// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { createRef } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Place } from '../../../renderer/place.ts';
import { MenuProvider } from '../../../renderer/state/menu.tsx';
import { useShortcuts } from '../../../renderer/state/use-shortcuts.ts';
import { fakeBridge, inWindow, ok } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const nothing = () => undefined;
const field = createRef<HTMLInputElement>();

function Library({
  query = '',
  onGo = nothing,
  onSelectAll = null,
}: {
  readonly query?: string;
  readonly onGo?: (place: Place) => void;
  readonly onSelectAll?: (() => void) | null;
}) {
  const acts = {
    onSelectAll,
    onTag: nothing,
    onReview: nothing,
    onHelp: nothing,
    onExport: () => Promise.resolve(),
  };
  useShortcuts({ field, query, onGo, ...acts });
  return null;
}

it('the way back to the library leads to what was searched for there', () => {
  const bridge = fakeBridge({ allowMenuItems: () => ok(null) });
  const went: Place[] = [];
  render(
    <MenuProvider>
      <Library query="dog" onGo={(place) => went.push(place)} />
    </MenuProvider>,
    { wrapper: inWindow(bridge) },
  );
  act(() => {
    bridge.tell('menu', { item: 'library' });
  });
  expect(went).toEqual([{ screen: 'library', query: 'dog' }]);
});

it('the menu selects all pictures where there are any, and the text of a field that has the focus', () => {
  const bridge = fakeBridge({ allowMenuItems: () => ok(null) });
  const onSelectAll = vi.fn();
  render(
    <MenuProvider>
      <Library onSelectAll={onSelectAll} />
      <input defaultValue="dog" />
      <input type="checkbox" />
    </MenuProvider>,
    { wrapper: inWindow(bridge) },
  );
  const choose = () => {
    act(() => {
      bridge.tell('menu', { item: 'selectAll' });
    });
  };
  const text = screen.getByRole<HTMLInputElement>('textbox');
  text.focus();
  choose();
  expect([text.selectionStart, text.selectionEnd]).toEqual([0, 3]);
  expect(onSelectAll).not.toHaveBeenCalled();
  screen.getByRole('checkbox').focus();
  choose();
  expect(onSelectAll).toHaveBeenCalledOnce();
});
