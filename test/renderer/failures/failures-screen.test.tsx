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

it('shows the kind that it filters by when the last failure of that kind has gone', async () => {
  const texts = windowTexts.failures;
  let damaged = 1;
  const bridge = fakeBridge({
    failureKinds: () =>
      ok([
        ...(damaged === 0 ? [] : [{ kind: 'unreadable-picture' as const, pictures: damaged }]),
        { kind: 'too-large' as const, pictures: 2 },
      ]),
    failures: ({ kind }) => {
      const large = [2, 3].map((picture) => ({ ...failure(picture), kind: 'too-large' as const }));
      const shown = damaged === 0 ? [] : [failure(1)];
      return ok(kind === null ? [...shown, ...large] : kind === 'too-large' ? large : shown);
    },
  });
  render(<FailuresScreen />, { wrapper: inWindow(bridge) });
  const chosen = () => {
    const filter = screen.getByLabelText<HTMLSelectElement>(texts.filter);
    return filter.selectedOptions[0]?.textContent;
  };
  await screen.findByText('1.jpg');
  await screen.findByText(texts.kind(texts.kinds['unreadable-picture'], 1));
  fireEvent.change(screen.getByLabelText(texts.filter), { target: { value: 'unreadable-picture' } });
  await waitFor(() => {
    expect(screen.getAllByRole('listitem')).toHaveLength(1);
  });
  damaged = 0;
  act(() => {
    bridge.tell('catalogChanged', {});
  });
  await screen.findByText(texts.kind(texts.all, 2));
  expect(chosen()).toBe(texts.kind(texts.kinds['unreadable-picture'], 0));
  fireEvent.change(screen.getByLabelText(texts.filter), { target: { value: '' } });
  await waitFor(() => {
    expect(screen.getAllByRole('listitem')).toHaveLength(2);
  });
  expect(chosen()).toBe(texts.kind(texts.all, 2));
});
