// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RunStatus } from '../../../renderer/run/run-status.tsx';
import { RunsProvider } from '../../../renderer/state/runs.tsx';
import type { StartView } from '../../../shared/contract/views.ts';
import { FIRST_VIEW } from '../../../shared/settings.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { fakeBridge, inWindow, later } from '../fake-bridge.tsx';
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
