// @vitest-environment jsdom
import { Notifications } from '@mantine/notifications';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DropTarget } from '../../../renderer/drop/drop-target.tsx';
import { windowTexts } from '../../../shared/texts/window.ts';
import { fakeBridge, inWindow } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('says so where what is dropped is no file of this machine, and nothing of what carries none', async () => {
  const onPaths = vi.fn();
  const bridge = { ...fakeBridge({}), pathsOf: () => [] };
  render(
    <>
      <Notifications />
      <DropTarget isRunning={false} onPaths={onPaths} />
    </>,
    { wrapper: inWindow(bridge) },
  );
  fireEvent.drop(window, { dataTransfer: { files: [], types: ['text/plain'] } });
  expect(screen.queryByRole('alert')).toBeNull();
  fireEvent.drop(window, { dataTransfer: { files: [new File([], 'cat.png')], types: ['Files'] } });
  await screen.findByText(windowTexts.drop.noFiles);
  expect(onPaths).not.toHaveBeenCalled();
});
