// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { createRef } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CommandOutputs, Reply } from '../../../shared/contract/answers.ts';
import type { Place } from '../../../renderer/place.ts';
import { MenuProvider } from '../../../renderer/state/menu.tsx';
import { useShortcuts } from '../../../renderer/state/use-shortcuts.ts';
import { fakeBridge, inWindow, later, ok } from '../fake-bridge.tsx';
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
    onExport: nothing,
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

it('takes one change back at a time: no other while the last is being taken back, and none for a key that is held', async () => {
  const undos: ReturnType<typeof later<Reply<CommandOutputs['undo']>>>[] = [];
  const bridge = fakeBridge({
    allowMenuItems: () => ok(null),
    undo() {
      const undo = later<Reply<CommandOutputs['undo']>>();
      undos.push(undo);
      return undo.promise;
    },
  });
  render(
    <MenuProvider>
      <Library />
    </MenuProvider>,
    { wrapper: inWindow(bridge) },
  );
  // A key that is left to the page would be the menu's own shortcut.
  const press = (held: { readonly repeat?: boolean } = {}) => {
    expect(fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true, ...held })).toBe(false);
  };
  const answer = async (reply: Reply<CommandOutputs['undo']>) => {
    await act(async () => {
      undos.at(-1)?.resolve(reply);
      await Promise.resolve();
    });
  };
  press();
  press({ repeat: true });
  press();
  act(() => {
    bridge.tell('menu', { item: 'undo' });
  });
  expect(undos).toHaveLength(1);
  await answer({ ok: true, value: { undone: null } });
  press({ repeat: true });
  expect(undos).toHaveLength(1);
  press();
  expect(undos).toHaveLength(2);
  await answer({ ok: false, message: 'The catalog is gone.' });
  press();
  expect(undos).toHaveLength(3);
});
