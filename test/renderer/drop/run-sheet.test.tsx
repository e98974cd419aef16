// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RunSheet } from '../../../renderer/drop/run-sheet.tsx';
import type { CommandOutputs, Reply } from '../../../shared/contract/answers.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { fakeBridge, inWindow, later, ok } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';

beforeEach(stubWindow);
afterEach(cleanup);

const CARD = ['/card'];
const BOTH = ['/card', '/disk'];

it('has the walk over a disk ended when it closes, and before it asks about more', async () => {
  let walk = later<{ readonly ok: false; readonly message: string }>();
  const bridge = fakeBridge({
    previewRun: () => walk.promise,
    cancelPreview: () => {
      walk.resolve({ ok: false, message: 'replaced' });
      walk = later();
      return ok(null);
    },
    tags: () => ok([]),
  });
  const sheet = (paths: readonly string[]) => <RunSheet paths={paths} isRunning={false} onClose={() => undefined} />;
  const { rerender, unmount } = render(sheet(CARD), { wrapper: inWindow(bridge) });
  const walks = () =>
    bridge.asked.filter(({ name }) => name !== 'tags').map(({ name, input }) => [name, JSON.stringify(input)]);
  expect(walks()).toEqual([['previewRun', '{"paths":["/card"]}']]);
  rerender(sheet(BOTH));
  await act(() => Promise.resolve());
  expect(walks().slice(1)).toEqual([
    ['cancelPreview', '{}'],
    ['previewRun', '{"paths":["/card","/disk"]}'],
  ]);
  unmount();
  expect(walks().at(-1)).toEqual(['cancelPreview', '{}']);
});

const texts = windowTexts.runSheet;

/** A sheet over so many new pictures, counted; which button of it has the focus, and what was started. */
async function openCounted(pictures: number) {
  const bridge = fakeBridge({
    previewRun: () =>
      ok({ ...{ pictures, bytes: 1, known: 0, seconds: 60 }, ...{ skipped: 0, unlisted: [], missing: [] } }),
    startRun: () => ok(null),
    cancelPreview: () => ok(null),
    tags: () => ok([]),
  });
  render(<RunSheet paths={CARD} isRunning={false} onClose={() => undefined} />, { wrapper: inWindow(bridge) });
  const confirm = await screen.findByRole('button', { name: texts.start(pictures) });
  return {
    confirm,
    cancel: screen.getByRole('button', { name: texts.cancel }),
    field: screen.getByLabelText(texts.tag, { selector: 'input' }),
    started: () => bridge.asked.filter(({ name }) => name === 'startRun').length,
  };
}

it('begins 10,000 pictures by Enter: the button that begins them has the focus', async () => {
  const { confirm, field, started } = await openCounted(10_000);
  await waitFor(() => {
    expect(document.activeElement).toBe(confirm);
  });
  expect(screen.queryByText(texts.many(10_000, 60))).toBeNull();
  // As the browser does for an Enter in a field.
  fireEvent.submit(field);
  expect(started()).toBe(1);
  await act(() => Promise.resolve());
});

it('asks about 10,001: no Enter begins them, only the button itself', async () => {
  const { confirm, cancel, field, started } = await openCounted(10_001);
  await waitFor(() => {
    expect(document.activeElement).toBe(cancel);
  });
  expect(screen.getByText(texts.many(10_001, 60))).toBeDefined();
  expect(confirm.getAttribute('type')).toBe('button');
  fireEvent.submit(field);
  expect(started()).toBe(0);
  fireEvent.click(confirm);
  expect(started()).toBe(1);
  await act(() => Promise.resolve());
});

it('goes when its run has begun, and takes the next sheet not along where it was left before', async () => {
  for (const isLeft of [false, true]) {
    const started = later<Reply<CommandOutputs['startRun']>>();
    const closed: string[] = [];
    const bridge = fakeBridge({
      previewRun: () =>
        ok({ ...{ pictures: 9, bytes: 1, known: 0, seconds: 60 }, ...{ skipped: 0, unlisted: [], missing: [] } }),
      startRun: () => started.promise,
      cancelPreview: () => ok(null),
      tags: () => ok([]),
    });
    const { unmount } = render(<RunSheet paths={CARD} isRunning={false} onClose={() => closed.push('closed')} />, {
      wrapper: inWindow(bridge),
    });
    fireEvent.click(await screen.findByRole('button', { name: texts.start(9) }));
    if (isLeft) unmount();
    await act(async () => {
      started.resolve({ ok: true, value: null });
      await Promise.resolve();
    });
    expect(closed).toEqual(isLeft ? [] : ['closed']);
    cleanup();
  }
});
