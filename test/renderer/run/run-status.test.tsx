// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RunStatus } from '../../../renderer/run/run-status.tsx';
import { RunsProvider } from '../../../renderer/state/runs.tsx';
import type { FinishedRunView } from '../../../shared/contract/events.ts';
import type { StartView } from '../../../shared/contract/views.ts';
import { FIRST_VIEW } from '../../../shared/settings.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { fakeBridge, inWindow, later } from '../fake-bridge.tsx';
import { FINISHED } from '../run-views.ts';
import { stubWindow } from '../stubbed-window.ts';

const texts = windowTexts.run;

const start: StartView = {
  ...{ catalog: '/catalog', model: { id: 'lite0', name: 'Lite0', classes: 1000, threshold: 0.21 }, pictures: 9 },
  ...{ unfinished: 3, queued: 0, isInterrupted: true, run: null, view: FIRST_VIEW, version: '1' },
};

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('goes on once where it is asked to twice before that is answered', async () => {
  const gone = later<{ readonly ok: true; readonly value: null }>();
  const bridge = fakeBridge({ continueRun: () => gone.promise });
  render(
    <RunsProvider>
      <RunStatus start={start} onShowFailures={() => undefined} />
    </RunsProvider>,
    { wrapper: inWindow(bridge) },
  );
  const goOn = screen.getByRole('button', { name: texts.continueRun });
  fireEvent.click(goOn);
  fireEvent.click(goOn);
  expect(bridge.asked).toHaveLength(1);
  await act(async () => {
    gone.resolve({ ok: true, value: null });
    await gone.promise;
  });
});

const stopped: FinishedRunView = { ...FINISHED, classified: 1, left: 2, stopped: 'You stopped it.' };

/** The line, and what the application says of it later. */
function showLine() {
  const bridge = fakeBridge({});
  const line = (now: StartView) => (
    <RunsProvider>
      <RunStatus start={now} onShowFailures={() => undefined} />
    </RunsProvider>
  );
  const { rerender } = render(line(start), { wrapper: inWindow(bridge) });
  const press = (name: string) => {
    fireEvent.click(screen.getByRole('button', { name }));
  };
  return {
    bridge,
    press,
    become: (change: Partial<StartView>) => {
      rerender(line({ ...start, ...change }));
    },
    isOffered: () => screen.queryByRole('button', { name: texts.continueRun }) !== null,
  };
}

it('offers what was put off again where more is left, or another model is chosen, and not before', () => {
  const { press, become, isOffered } = showLine();
  expect(isOffered()).toBe(true);
  press(texts.later);
  expect(isOffered()).toBe(false);
  become({ pictures: 10 });
  become({ unfinished: 2 });
  expect(isOffered()).toBe(false);
  become({ unfinished: 4 });
  expect(isOffered()).toBe(true);
  press(texts.later);
  become({ unfinished: 4, queued: 1 });
  expect(isOffered()).toBe(true);
  press(texts.later);
  become({ unfinished: 4, queued: 1, model: { ...start.model, id: 'b0' } });
  expect(isOffered()).toBe(true);
});

it('offers what was put off again when another run was stopped', () => {
  const { bridge, press, become, isOffered } = showLine();
  press(texts.later);
  act(() => {
    bridge.tell('runFinished', stopped);
  });
  become({ unfinished: 2 });
  press(texts.dismiss);
  expect(isOffered()).toBe(true);
  press(texts.later);
  act(() => {
    bridge.tell('runFinished', { ...stopped, left: 0, stopped: null });
  });
  press(texts.dismiss);
  expect(isOffered()).toBe(false);
});
