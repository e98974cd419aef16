// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RunSheet } from '../../../renderer/drop/run-sheet.tsx';
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
