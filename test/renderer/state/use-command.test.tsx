// @vitest-environment jsdom
import { Notifications } from '@mantine/notifications';
import { act, cleanup, renderHook, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CommandInput } from '../../../shared/contract/commands.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { type DoCommand, useCommand } from '../../../renderer/state/use-command.ts';
import { useTellUndoable } from '../../../renderer/state/use-undo.ts';
import { fakeBridge, inWindow, ok } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const selection = { pictures: [1] };
const tagging: CommandInput<'changeTag'> = { change: 'tag', name: 'holiday', selection };

/** A window that offers to take a tag back. */
async function offerUndo() {
  const bridge = fakeBridge({
    review: () => ok({ changed: 1 }),
    changeTag: () => ok({ pictures: 1, changed: 1, unreadable: 0 }),
    acceptFrom: () => ok({ changed: 1, accepted: 0, rejected: 0, corrected: 0 }),
    startRun: () => ok(null),
    pauseRun: () => ok(null),
  });
  const Window = inWindow(bridge);
  const { result } = renderHook(() => ({ command: useCommand(), tellUndoable: useTellUndoable() }), {
    wrapper: ({ children }) => (
      <Window>
        <Notifications />
        {children}
      </Window>
    ),
  });
  act(() => {
    result.current.tellUndoable('Tagged 1 picture');
  });
  await screen.findByText('Tagged 1 picture');
  return result.current.command;
}

const offer = () => screen.queryByRole('button', { name: windowTexts.actions.undo });

it.each<readonly [string, (command: DoCommand) => Promise<unknown>]>([
  ['a review', (command) => command('review', { change: { verdict: 'accepted' }, selection })],
  ['another tag', (command) => command('changeTag', tagging)],
  ['an acceptance of many', (command) => command('acceptFrom', { score: 0.9, selection })],
  [
    'a run, which may tag what it finds',
    (command) => command('startRun', { paths: ['/pictures'], tags: ['new'], counted: null }),
  ],
])('an offer to undo goes with %s, since that would be undone now', async (_name, change) => {
  const command = await offerUndo();
  await act(() => change(command));
  await waitFor(() => {
    expect(offer()).toBeNull();
  });
});

it('an offer to undo stays while nothing else was changed', async () => {
  const command = await offerUndo();
  await act(() => command('pauseRun', {}));
  expect(offer()).not.toBeNull();
});
