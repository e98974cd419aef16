// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Dialog } from '../../renderer/dialog.tsx';
import { useKeptFocus } from '../../renderer/use-kept-focus.ts';
import { fakeBridge, inWindow } from './fake-bridge.tsx';
import { stubWindow } from './stubbed-window.ts';

interface Shown {
  readonly hasButton: boolean;
  readonly hasWords?: boolean;
}

/** A screen whose button comes and goes, beside a field, with or without a dialog over both. */
function Parts({ hasDialog = false, ...shown }: Shown & { readonly hasDialog?: boolean }) {
  return (
    <>
      <input />
      <Screen {...shown} />
      {hasDialog ? (
        <Dialog title="Over it" onClose={() => undefined}>
          …
        </Dialog>
      ) : null}
    </>
  );
}

function Screen({ hasButton, hasWords = false }: Shown) {
  const kept = useKeptFocus();
  return (
    <main ref={kept}>
      <div role="region" tabIndex={0}>
        {hasButton ? <button type="button">Do it</button> : null}
        {hasWords ? <p>Something else</p> : null}
      </div>
    </main>
  );
}

/** The button has the focus. */
function open() {
  const { rerender } = render(<Parts hasButton />, { wrapper: inWindow(fakeBridge({})) });
  screen.getByRole('button').focus();
  return {
    becomes: (parts: Parameters<typeof Parts>[0]) =>
      act(async () => {
        rerender(<Parts {...parts} />);
        await Promise.resolve();
      }),
  };
}
const blur = () => {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
};

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('gives the focus to what a screen shows when what had it goes', async () => {
  const { becomes } = open();
  await becomes({ hasButton: false });
  expect(document.activeElement).toBe(screen.getByRole('region'));
});

it('takes it from nothing else, and not later', async () => {
  const { becomes } = open();
  const field = screen.getByRole('textbox');
  field.focus();
  await becomes({ hasButton: false });
  expect(document.activeElement).toBe(field);
  blur();
  await becomes({ hasButton: true });
  expect(document.activeElement).toBe(document.body);
});

it('leaves it alone where what had it is still there', async () => {
  const { becomes } = open();
  blur();
  await becomes({ hasButton: true, hasWords: true });
  expect(document.activeElement).toBe(document.body);
});

it('leaves it to a dialog to give it back, also where nothing in that has it', async () => {
  const { becomes } = open();
  await becomes({ hasButton: true, hasDialog: true });
  blur();
  await becomes({ hasButton: false, hasDialog: true });
  expect(document.activeElement).toBe(document.body);
  await becomes({ hasButton: false });
  expect(document.activeElement).toBe(screen.getByRole('region'));
});
