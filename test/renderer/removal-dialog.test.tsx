// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CommandOutputs, Reply } from '../../shared/contract/answers.ts';
import { RemovalDialog } from '../../renderer/removal-dialog.tsx';
import { fakeBridge, inWindow, later, ok } from './fake-bridge.tsx';
import { stubWindow } from './stubbed-window.ts';

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** Asks before a folder is forgotten, which is done where `isThere`. */
async function open({ isThere = true, isDisabled = false } = {}) {
  const closed: string[] = [];
  const bridge = fakeBridge({
    forgetRoot: () => (isThere ? ok({ pictures: 1 }) : Promise.resolve({ ok: false, message: 'gone' })),
  });
  render(
    <RemovalDialog
      texts={{ title: 'Forget', cancel: 'Keep it', confirm: 'Forget it' }}
      remove={async (command) => (await command('forgetRoot', { root: 1 })) !== undefined}
      onClose={() => closed.push('closed')}
      isDisabled={isDisabled}
    >
      Really?
    </RemovalDialog>,
    { wrapper: inWindow(bridge) },
  );
  await screen.findByText('Really?');
  const press = (name: string) =>
    act(async () => {
      fireEvent.click(screen.getByRole('button', { name }));
      await Promise.resolve();
    });
  return { press, closed, asked: () => bridge.asked.map(({ name }) => name) };
}

it('goes when it was done, and stays where it was not', async () => {
  const done = await open();
  await done.press('Forget it');
  expect([done.asked(), done.closed]).toEqual([['forgetRoot'], ['closed']]);
  cleanup();
  const failed = await open({ isThere: false });
  await failed.press('Forget it');
  expect([failed.asked(), failed.closed]).toEqual([['forgetRoot'], []]);
  await failed.press('Keep it');
  expect(failed.closed).toEqual(['closed']);
});

it('removes nothing while it is not known what that means, and has the keyboard at the way out', async () => {
  const { press, asked } = await open({ isDisabled: true });
  await press('Forget it');
  expect(asked()).toEqual([]);
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Keep it' }));
});

it('takes the next one of its kind not along where it was left before it was done', async () => {
  const forgotten = later<Reply<CommandOutputs['forgetRoot']>>();
  const bridge = fakeBridge({ forgetRoot: () => forgotten.promise });
  function Removals() {
    const [asks, setAsks] = useState<string | null>('First?');
    return asks === null ? (
      <button
        onClick={() => {
          setAsks('Second?');
        }}
      >
        Next
      </button>
    ) : (
      <RemovalDialog
        texts={{ title: 'Forget', cancel: 'Keep it', confirm: 'Forget it' }}
        remove={async (command) => (await command('forgetRoot', { root: 1 })) !== undefined}
        onClose={() => {
          setAsks(null);
        }}
      >
        {asks}
      </RemovalDialog>
    );
  }
  render(<Removals />, { wrapper: inWindow(bridge) });
  await screen.findByText('First?');
  fireEvent.click(screen.getByRole('button', { name: 'Forget it' }));
  fireEvent.keyDown(document.body, { key: 'Escape' });
  fireEvent.click(screen.getByRole('button', { name: 'Next' }));
  await screen.findByText('Second?');
  await act(async () => {
    forgotten.resolve({ ok: true, value: { pictures: 1 } });
    await Promise.resolve();
  });
  screen.getByText('Second?');
});
