// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useSidebar } from '../../../renderer/library/use-sidebar.ts';

let isNarrow = false;
const listeners = new Set<(event: { readonly matches: boolean }) => void>();

beforeEach(() => {
  isNarrow = false;
  vi.stubGlobal('matchMedia', () => ({
    matches: isNarrow,
    addEventListener: (_: string, listener: (event: { readonly matches: boolean }) => void) => listeners.add(listener),
    removeEventListener: (_: string, listener: (event: { readonly matches: boolean }) => void) =>
      listeners.delete(listener),
  }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** As the window's size, or that of its text, makes it. */
function become(next: 'narrow' | 'wide'): void {
  isNarrow = next === 'narrow';
  act(() => {
    for (const listener of listeners) listener({ matches: isNarrow });
  });
}

function Window() {
  const { isShown, toggle, onSidebar, onButton } = useSidebar();
  return (
    <>
      <button ref={onButton} onClick={toggle}>
        toggle
      </button>
      <input aria-label="field" />
      {isShown ? (
        <nav ref={onSidebar}>
          <button>line</button>
        </nav>
      ) : null}
    </>
  );
}

const isShown = () => screen.queryByRole('navigation') !== null;
const toggle = () => {
  fireEvent.click(screen.getByRole('button', { name: 'toggle' }));
};

it('a sidebar that was hidden in a wide window does not come over the pictures of a narrow one', () => {
  render(<Window />);
  toggle();
  expect(isShown()).toBe(false);
  const field = screen.getByRole('textbox');
  field.focus();
  become('narrow');
  expect(isShown()).toBe(false);
  expect(document.activeElement).toBe(field);
  become('wide');
  expect(isShown()).toBe(false);
});

it('a sidebar that is shown in a wide window is over the pictures of a narrow one only when it is asked for there', () => {
  render(<Window />);
  expect(isShown()).toBe(true);
  become('narrow');
  expect(isShown()).toBe(false);
  toggle();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'line' }));
  become('wide');
  expect(isShown()).toBe(true);
  become('narrow');
  expect(isShown()).toBe(false);
});

it('a sidebar that was opened in a narrow window stays when there is room for it', () => {
  render(<Window />);
  toggle();
  become('narrow');
  toggle();
  become('wide');
  expect(isShown()).toBe(true);
});

it('a sidebar that was opened and closed in a narrow window is in a wide one as it was left there', () => {
  for (const wasShown of [true, false]) {
    render(<Window />);
    if (!wasShown) toggle();
    become('narrow');
    toggle();
    fireEvent.keyDown(screen.getByRole('button', { name: 'line' }), { key: 'Escape' });
    expect(isShown()).toBe(false);
    become('wide');
    expect(isShown()).toBe(wasShown);
    cleanup();
  }
});
