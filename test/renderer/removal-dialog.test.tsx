// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RemovalDialog } from '../../renderer/removal-dialog.tsx';
import { fakeBridge, inWindow, ok } from './fake-bridge.tsx';
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
