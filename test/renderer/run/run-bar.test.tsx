// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RunBar } from '../../../renderer/run/run-bar.tsx';
import type { RunView } from '../../../shared/contract/events.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { fakeBridge, inWindow, ok } from '../fake-bridge.tsx';
import { RUN } from '../run-views.ts';
import { stubWindow } from '../stubbed-window.ts';

const texts = windowTexts.run;

const run: RunView = { ...RUN, classified: 4, picturesPerSecond: 3, secondsLeft: 2 };
const work = {
  ...{ engine: 'onnxruntime:webgpu', why: 'It was chosen.', model: 'EfficientNet-B0', isReduced: false },
  plan: { workers: 1, threads: 1, decoders: 2, batch: 16 },
};

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(view: RunView, onShowFailures: () => void = () => undefined): void {
  render(<RunBar run={view} onShowFailures={onShowFailures} />, { wrapper: inWindow(fakeBridge({})) });
}

it('says which engine is being tried before a run begins', () => {
  show({ ...run, state: 'starting', trying: 'onnxruntime:webgpu' });
  expect(screen.getByRole('status').textContent).toBe(texts.trying('onnxruntime:webgpu'));
});

it('says that a run is starting where nothing has to be tried', () => {
  show({ ...run, state: 'starting' });
  expect(screen.getByRole('status').textContent).toBe(texts.starting);
});

it('counts to the whole that is known, else to what was found so far', () => {
  show({ ...run, scanning: true, found: 10, total: 40 });
  expect(screen.getByText(texts.progress(4, 40))).toBeDefined();
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('10');
  cleanup();
  show({ ...run, scanning: true, found: 10, total: null });
  expect(screen.getByText(texts.progressScanning(4, 10))).toBeDefined();
});

it('says that memory ran out once it did, and the plan that is in force', () => {
  show({ ...run, work });
  expect(screen.queryByText(texts.reduced)).toBeNull();
  cleanup();
  const reduced = { ...work, engine: 'onnxruntime:cpu', plan: { ...work.plan, batch: 1 }, isReduced: true };
  show({ ...run, work: reduced });
  expect(screen.getByText(texts.reduced)).toBeDefined();
  expect(screen.getByText(texts.plan(reduced.engine, reduced.model, reduced.plan))).toBeDefined();
});

it('leads to the failures while it goes on, once there are some', () => {
  let shown = 0;
  show({ ...run, failed: 0 });
  expect(screen.queryByRole('button', { name: texts.counts.failed(0) })).toBeNull();
  cleanup();
  show({ ...run, failed: 2 }, () => {
    shown += 1;
  });
  fireEvent.click(screen.getByRole('button', { name: texts.counts.failed(2) }));
  expect(shown).toBe(1);
});

it('says what it is about by names, and by whole paths to whoever points at it', () => {
  const about = { kind: 'paths' as const, paths: ['/disk/2024', '/disk/2025/', '/card', '/more'], more: 2 };
  show({ ...run, about });
  const words = screen.getByText('2024, 2025, card and 3 more');
  expect(words.title.split('\n')).toEqual([...about.paths, 'and 2 more']);
  cleanup();
  show({ ...run, about: { kind: 'failures' } });
  expect(screen.getByText(texts.about({ kind: 'failures' }))).toBeDefined();
});

it('lists the runs that wait, to be removed one by one or cancelled with this one', async () => {
  const bridge = fakeBridge({ removeWaitingRun: () => ok(null), cancelAllRuns: () => ok(null) });
  const waiting: RunView['waiting'] = [
    { run: 4, about: { kind: 'paths', paths: ['/card'], more: 0 } },
    { run: 7, about: { kind: 'left' } },
  ];
  render(<RunBar run={{ ...run, waiting }} onShowFailures={() => undefined} />, { wrapper: inWindow(bridge) });
  const choose = async (name: string) => {
    fireEvent.click(screen.getByRole('button', { name: texts.queued(2) }));
    fireEvent.click(await screen.findByRole('menuitem', { name }));
    await act(() => Promise.resolve());
  };
  await choose(texts.removeWaiting(waiting[1]!.about));
  await choose(texts.cancelAll);
  expect(bridge.asked).toEqual([
    { name: 'removeWaitingRun', input: { run: 7 } },
    { name: 'cancelAllRuns', input: {} },
  ]);
});
