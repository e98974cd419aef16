// @vitest-environment jsdom
import { act, cleanup, fireEvent, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Thumbnail } from '../../../renderer/library/thumbnail.tsx';
import { fakeBridge, inWindow } from '../fake-bridge.tsx';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('is asked for again when the catalog has changed, three times in all', () => {
  const bridge = fakeBridge({});
  const { container } = render(<Thumbnail picture={7} />, { wrapper: inWindow(bridge) });
  const image = () => container.querySelector('img');
  for (let failures = 0; failures < 3; failures++) {
    expect(image()?.getAttribute('src')).toBe('picture://thumbnail/7');
    fireEvent.error(image()!);
    expect(image()).toBeNull();
    act(() => {
      bridge.tell('catalogChanged', {});
      vi.advanceTimersByTime(2_000);
    });
  }
  expect(image()).toBeNull();
});
