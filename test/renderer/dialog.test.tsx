// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Dialog } from '../../renderer/dialog.tsx';
import { fakeBridge, inWindow } from './fake-bridge.tsx';
import { stubWindow } from './stubbed-window.ts';

type Opener = 'there' | 'gone' | 'disabled';

interface Shown {
  readonly opener: Opener;
  readonly hasDialog: boolean;
  readonly hasPictures?: boolean;
}

/** A button, what the screen that it stands in shows, pictures or not, and a dialog or none. */
function Parts({ opener, hasDialog, hasPictures = false }: Shown) {
  return (
    <>
      <main>
        {opener === 'gone' ? null : (
          <button type="button" disabled={opener === 'disabled'}>
            Ask
          </button>
        )}
        <div role="region" tabIndex={0} />
        {hasPictures ? <div role="listbox" tabIndex={0} data-grid /> : null}
      </main>
      {hasDialog ? (
        <Dialog title="Over it" onClose={() => undefined}>
          …
        </Dialog>
      ) : null}
    </>
  );
}

/** A dialog is opened from a button with the focus, and closed when that has become something else. */
async function closeWhere(opener: Opener, hasPictures = false): Promise<void> {
  const { rerender } = render(<Parts opener="there" hasDialog={false} />, { wrapper: inWindow(fakeBridge({})) });
  const becomes = (parts: Shown) =>
    act(async () => {
      rerender(<Parts {...parts} />);
      await Promise.resolve();
    });
  screen.getByRole('button').focus();
  await becomes({ opener: 'there', hasDialog: true });
  await becomes({ opener, hasDialog: true, hasPictures });
  await becomes({ opener, hasDialog: false, hasPictures });
}

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('gives the focus back to where it was', async () => {
  await closeWhere('there', true);
  expect(document.activeElement).toBe(screen.getByRole('button'));
});

it.each(['gone', 'disabled'] as const)('gives it to what the screen shows where that is %s', async (opener) => {
  await closeWhere(opener);
  expect(document.activeElement).toBe(screen.getByRole('region'));
});

it('gives it to the pictures before anything else that is shown', async () => {
  await closeWhere('gone', true);
  expect(document.activeElement).toBe(screen.getByRole('listbox'));
});
