// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ChartsPanel } from '../../../renderer/charts/charts-panel.tsx';
import { windowTexts } from '../../../shared/texts/window.ts';
import { fakeBridge, inWindow, ok } from '../fake-bridge.tsx';

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = () => undefined;
      disconnect = () => undefined;
    },
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('says why there are no charts, and asks again', async () => {
  let isBroken = true;
  const bridge = fakeBridge({
    summary: () =>
      isBroken
        ? Promise.resolve({ ok: false, message: 'The catalog cannot be read.' })
        : ok({ classes: [], months: [], tags: [], folders: [], scores: [0, 0] }),
  });
  await act(async () => {
    render(<ChartsPanel query="dog" onQuery={() => undefined} />, { wrapper: inWindow(bridge) });
    await Promise.resolve();
  });
  expect(screen.getByRole('alert').textContent).toContain('The catalog cannot be read.');
  isBroken = false;
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: windowTexts.tryAgain }));
    await Promise.resolve();
  });
  expect(screen.queryByRole('alert')).toBeNull();
  expect(screen.getByText(windowTexts.charts.nothing)).toBeTruthy();
});
