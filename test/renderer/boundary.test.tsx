// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Boundary } from '../../renderer/boundary.tsx';
import { windowTexts } from '../../shared/texts/window.ts';
import { fakeBridge, inWindow } from './fake-bridge.tsx';
import { stubWindow } from './stubbed-window.ts';

beforeEach(() => {
  stubWindow();
  // React tells the console of what was thrown.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function show() {
  let isBroken = true;
  function Part() {
    if (isBroken) throw new Error('The part is broken.');
    return <p>drawn</p>;
  }
  const at = (place: string) => (
    <Boundary place={place}>
      <Part />
    </Boundary>
  );
  const { rerender } = render(at('models'), { wrapper: inWindow(fakeBridge({})) });
  return {
    mend: () => {
      isBroken = false;
    },
    goTo: (place: string) => {
      rerender(at(place));
    },
  };
}

it('says why a part could not be drawn, and draws it anew when it is asked to', () => {
  const { mend } = show();
  const again = () => screen.getByRole('button', { name: windowTexts.tryAgain });
  expect(screen.getByText('The part is broken.')).toBeDefined();
  fireEvent.click(again());
  expect(screen.getByText('The part is broken.')).toBeDefined();
  mend();
  fireEvent.click(again());
  expect(screen.getByText('drawn')).toBeDefined();
  expect(screen.queryByRole('alert')).toBeNull();
});

it('draws another part without being asked', () => {
  const { mend, goTo } = show();
  mend();
  goTo('models');
  expect(screen.getByText('The part is broken.')).toBeDefined();
  goTo('settings');
  expect(screen.getByText('drawn')).toBeDefined();
});
