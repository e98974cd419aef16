// @vitest-environment jsdom
import { Notifications } from '@mantine/notifications';
import { act, cleanup, renderHook, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CommandInput } from '../../../shared/contract/commands.ts';
import type { MadeView } from '../../../shared/contract/views.ts';
import { undoTexts } from '../../../shared/texts/undo.ts';
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

/** What a command that was done made. */
function made(done: MadeView | undefined): MadeView {
  if (done === undefined) throw new Error('it was not done');
  return done;
}

/** A window that offers to take a tag back. */
async function offerUndo() {
  const bridge = fakeBridge({
    review: () => ok({ changed: 1, operation: 8 }),
    changeTag: ({ name }) => ok({ pictures: 1, changed: 1, unreadable: 0, operation: name === 'known' ? null : 7 }),
    acceptFrom: () => ok({ changed: 1, accepted: 0, rejected: 0, corrected: 0, operation: 9 }),
    undo: ({ operation }) =>
      operation === 7
        ? ok({ undone: { change: 'tag', name: 'holiday', contents: 1 } as const })
        : Promise.resolve({ ok: false, message: undoTexts.notLast }),
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
  const { command, tellUndoable } = result.current;
  await act(async () => {
    tellUndoable(made(await command('changeTag', tagging)), 'Tagged 1 picture');
  });
  await screen.findByText('Tagged 1 picture');
  return { command, tellUndoable, bridge };
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
  const { command } = await offerUndo();
  await act(() => change(command));
  await waitFor(() => {
    expect(offer()).toBeNull();
  });
});

it('an offer to undo stays while nothing else was changed', async () => {
  const { command } = await offerUndo();
  await act(() => command('pauseRun', {}));
  expect(offer()).not.toBeNull();
});

const press = () =>
  act(async () => {
    offer()?.click();
    await Promise.resolve();
  });

it('an offer takes back its own change only, and says so where others came later', async () => {
  const { bridge, tellUndoable, command } = await offerUndo();
  await press();
  expect(bridge.asked.at(-1)).toEqual({ name: 'undo', input: { operation: 7 } });
  await screen.findByText(windowTexts.actions.undone({ change: 'tag', name: 'holiday', contents: 1 }));

  await act(async () => {
    const done = await command('review', { change: { verdict: 'accepted' }, selection });
    tellUndoable(made(done), 'Accepted');
  });
  await screen.findByText('Accepted');
  await press();
  expect(bridge.asked.at(-1)).toEqual({ name: 'undo', input: { operation: 8 } });
  await screen.findByText(undoTexts.notLast);
});

it('an offer is of the change that is told of, whatever was answered since', async () => {
  const { bridge, tellUndoable, command } = await offerUndo();
  await act(async () => {
    const tagged = await command('changeTag', tagging);
    await command('review', { change: { verdict: 'accepted' }, selection });
    tellUndoable(made(tagged), 'Tagged, and told late');
  });
  await screen.findByText('Tagged, and told late');
  await press();
  expect(bridge.asked.at(-1)).toEqual({ name: 'undo', input: { operation: 7 } });
});

it('nothing is offered where nothing was changed', async () => {
  const { command, tellUndoable } = await offerUndo();
  await act(async () => {
    tellUndoable(made(await command('changeTag', { ...tagging, name: 'known' })), 'Tagged nothing');
  });
  await screen.findByText('Tagged nothing');
  await waitFor(() => {
    expect(offer()).toBeNull();
  });
});
