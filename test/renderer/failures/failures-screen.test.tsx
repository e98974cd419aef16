// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FailuresScreen } from '../../../renderer/failures/failures-screen.tsx';
import type { FailureView } from '../../../shared/contract/views.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { fakeBridge, inWindow, later, ok } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';

const ROW = 64;
/** More than the window reads again unasked. */
const FAILURES = 2_300;

beforeEach(() => {
  stubWindow();
  // Of the list, and of a row.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(10 * ROW);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(ROW);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const failure = (picture: number): FailureView => ({
  ...{ picture, name: `${picture}.jpg`, path: `/pictures/${picture}.jpg` },
  ...{ kind: 'unreadable-picture', reason: 'It is damaged.' },
});

it('says that a long list has changed, and shows it as it is when asked to', async () => {
  let failures = FAILURES;
  const bridge = fakeBridge({
    failureKinds: () => ok([{ kind: 'unreadable-picture', pictures: failures }]),
    failures: ({ after, limit }) => {
      const from = after ?? 0;
      return ok(
        Array.from({ length: Math.max(0, Math.min(limit, failures - from)) }, (_, at) => failure(from + at + 1)),
      );
    },
  });
  render(<FailuresScreen />, { wrapper: inWindow(bridge) });
  const list = screen.getByRole('region', { name: windowTexts.failures.list });
  const asked = () => bridge.asked.filter(({ name }) => name === 'failures').length;
  await screen.findByText('1.jpg');
  for (let loaded = 100; loaded < FAILURES; loaded += 100) {
    const before = asked();
    list.scrollTop = loaded * ROW;
    fireEvent.scroll(list);
    await waitFor(() => {
      expect(asked()).toBeGreaterThan(before);
    });
    await act(async () => {
      await Promise.resolve();
    });
  }
  const reload = { name: windowTexts.grid.reload };
  expect(screen.queryByRole('button', reload)).toBeNull();

  failures = 1;
  act(() => {
    bridge.tell('catalogChanged', {});
  });
  fireEvent.click(await screen.findByRole('button', reload, { timeout: 10_000 }));
  list.scrollTop = 0;
  fireEvent.scroll(list);
  await waitFor(() => {
    expect(screen.getAllByRole('listitem')).toHaveLength(1);
  });
  expect(screen.queryByRole('button', reload)).toBeNull();
});

it('tries again once where it is asked to twice before that is answered', async () => {
  const retried = later<{ readonly ok: true; readonly value: null }>();
  const bridge = fakeBridge({
    failureKinds: () => ok([{ kind: 'unreadable-picture', pictures: 1 }]),
    failures: () => ok([failure(1)]),
    retryFailures: () => retried.promise,
  });
  render(<FailuresScreen />, { wrapper: inWindow(bridge) });
  const ofOne = await screen.findByRole('button', { name: windowTexts.failures.retryOf('1.jpg') });
  const ofAll = screen.getByRole('button', { name: windowTexts.failures.retryAll });
  for (const button of [ofOne, ofOne, ofAll]) fireEvent.click(button);
  const asked = () => bridge.asked.filter(({ name }) => name === 'retryFailures').map(({ input }) => input);
  expect(asked()).toEqual([{ which: { pictures: [1] } }]);
  await act(async () => {
    retried.resolve({ ok: true, value: null });
    await retried.promise;
  });
  fireEvent.click(ofAll);
  expect(asked()).toHaveLength(2);
});
