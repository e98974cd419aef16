// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ChartsPanel } from '../../../renderer/charts/charts-panel.tsx';
import type { Reply } from '../../../shared/contract/answers.ts';
import type { SummaryView } from '../../../shared/contract/views.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { fakeBridge, inWindow, later, ok } from '../fake-bridge.tsx';

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

it('marks charts of the search before as that once the answer takes long, and not where it comes at once', async () => {
  vi.useFakeTimers();
  try {
    const of = (name: string): SummaryView => ({
      ...{ classes: [{ name, pictures: 2 }], months: [], tags: [], folders: [], scores: [2] },
    });
    const slow = later<Reply<SummaryView>>();
    const bridge = fakeBridge({
      summary: ({ query }) => (query === 'slow' ? slow.promise : ok(of(query))),
    });
    const panel = (query: string) => <ChartsPanel query={query} onQuery={() => undefined} />;
    const settle = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));
    const { rerender } = render(panel('first'), { wrapper: inWindow(bridge) });
    await settle(1_000);
    const region = screen.getByRole('region', { name: windowTexts.charts.label });
    const counting = () => screen.queryByText(windowTexts.charts.counting);
    rerender(panel('second'));
    await settle(100);
    expect(screen.getByRole('button', { name: /^second/u })).toBeTruthy();
    expect([counting(), region.querySelector('[aria-busy]')?.getAttribute('aria-busy')]).toEqual([null, 'false']);

    rerender(panel('slow'));
    await settle(100);
    expect([counting(), region.querySelector('[aria-busy]')?.getAttribute('aria-busy')]).toEqual([null, 'true']);
    await settle(1_000);
    expect(counting()).toBeTruthy();
    expect(region.querySelector('[data-stale]')).toBeTruthy();
    slow.resolve({ ok: true, value: of('slow') });
    await settle(0);
    expect(screen.getByRole('button', { name: /^slow/u })).toBeTruthy();
    expect([
      counting(),
      region.querySelector('[data-stale]'),
      region.querySelector('[aria-busy]')?.getAttribute('aria-busy'),
    ]).toEqual([...[null, null, 'false']]);
  } finally {
    vi.useRealTimers();
  }
});
