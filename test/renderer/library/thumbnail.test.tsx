// @vitest-environment jsdom
import { act, cleanup, fireEvent, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Thumbnail } from '../../../renderer/library/thumbnail.tsx';
import { pictureAddress } from '../../../renderer/picture/picture-address.ts';
import type { PictureProblemView } from '../../../shared/contract/views.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { fakeBridge, inWindow, ok } from '../fake-bridge.tsx';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const DAMAGED: PictureProblemView = { kind: 'unreadable-picture', detail: 'Save it anew.' };
const OFFLINE: PictureProblemView = { kind: 'offline', detail: 'It is gone.' };

function show(first: PictureProblemView) {
  let problem = first;
  const bridge = fakeBridge({ pictureProblem: () => ok({ problem }) });
  const { container } = render(<Thumbnail picture={7} hasRoom />, { wrapper: inWindow(bridge) });
  const image = () => container.querySelector('img');
  const fail = () =>
    act(async () => {
      fireEvent.error(image()!);
      await Promise.resolve();
    });
  const becomes = (next: PictureProblemView) =>
    act(async () => {
      problem = next;
      bridge.tell('catalogChanged', {});
      await vi.advanceTimersByTimeAsync(2_000);
    });
  return { bridge, container, image, fail, becomes };
}

it('is asked for again when the catalog has changed, three times in all', async () => {
  const { bridge, image, fail } = show(DAMAGED);
  for (let failures = 0; failures < 3; failures++) {
    expect(image()?.getAttribute('src')).toBe(pictureAddress('thumbnail', 7));
    await fail();
    expect(image()).toBeNull();
    act(() => {
      bridge.tell('catalogChanged', {});
      vi.advanceTimersByTime(2_000);
    });
  }
  expect(image()).toBeNull();
});

it('says why it is not there', async () => {
  const { container, fail } = show(DAMAGED);
  await fail();
  expect(container.querySelector('[title]')?.textContent).toBe(windowTexts.failures.kinds['unreadable-picture']);
  expect(container.querySelector('[title]')?.getAttribute('title')).toBe('Damaged: Save it anew.');
});

it('is asked for again when the window comes back, where the picture itself is not to blame', async () => {
  const away = show(OFFLINE);
  await away.fail();
  act(() => {
    fireEvent.focus(window);
  });
  expect(away.image()).not.toBeNull();
  cleanup();
  const damaged = show(DAMAGED);
  await damaged.fail();
  act(() => {
    fireEvent.focus(window);
  });
  expect(damaged.image()).toBeNull();
});

it('says that its folder is offline when that is known, and is asked for again when that is back', async () => {
  const gone: PictureProblemView = { kind: 'vanished', detail: 'It is gone.' };
  const { container, image, fail, becomes } = show(gone);
  for (let failures = 0; failures < 3; failures++) {
    await fail();
    if (failures < 2) await becomes(gone);
  }
  await becomes(OFFLINE);
  expect(container.querySelector('[title]')?.textContent).toBe('Offline');
  expect(image()).toBeNull();
  await becomes(gone);
  expect(image()).not.toBeNull();
});
