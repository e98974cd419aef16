// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FinishedBar } from '../../../renderer/run/finished-bar.tsx';
import type { FinishedRunView } from '../../../shared/contract/events.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { fakeBridge, inWindow } from '../fake-bridge.tsx';
import { FINISHED } from '../run-views.ts';
import { stubWindow } from '../stubbed-window.ts';

const { counts, finished, finishedInPart, skippedTypes } = windowTexts.run;

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const nothing = () => undefined;

function show(finished: Partial<FinishedRunView>): void {
  render(<FinishedBar finished={{ ...FINISHED, ...finished }} onShowFailures={nothing} onDismiss={nothing} />, {
    wrapper: inWindow(fakeBridge({})),
  });
}

it('says what came of the pictures, and leaves out what there is none of', () => {
  show({ classified: 5, reused: 2, unchanged: 40, failed: 1 });
  for (const said of [counts.classified(5), counts.reused(2), counts.unchanged(40), counts.failed(1)]) {
    expect(screen.getByText(said)).toBeDefined();
  }
  cleanup();
  show({ classified: 5 });
  expect(screen.queryByText(counts.unchanged(0))).toBeNull();
  expect(screen.queryByText(counts.skipped(0))).toBeNull();
});

it('says that it is done only where nothing of what was asked for is left', () => {
  const headline = () => screen.getByRole('status').textContent;
  show({ classified: 5 });
  expect(headline()).toBe(finished(5, 3));
  for (const rest of [{ left: 3 }, { left: 3, offline: ['/card'] }, { offline: ['/card'] }]) {
    cleanup();
    show({ classified: 5, ...rest });
    expect(headline()).toBe(finishedInPart(5, 3));
  }
});

it('says how many other files there were, and by keys of which types', async () => {
  const skipped = [['txt', 3] as const, ['pdf', 1] as const];
  show({ classified: 5, skipped: skipped.map(([type, n]) => [type, n]) });
  const fact = screen.getByText(counts.skipped(4));
  act(() => {
    fact.focus();
  });
  expect((await screen.findByRole('tooltip')).textContent).toBe(skippedTypes(skipped));
});
