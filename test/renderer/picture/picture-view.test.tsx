// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PictureView } from '../../../renderer/picture/picture-view.tsx';
import { MenuProvider } from '../../../renderer/state/menu.tsx';
import type { PictureSearch } from '../../../renderer/state/use-picture-search.ts';
import type { PictureTile } from '../../../shared/contract/views.ts';
import { fakeBridge, inWindow, ok } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const nothing = () => undefined;

it('the menu takes the last change back over a large picture', async () => {
  const bridge = fakeBridge({
    picture: () => Promise.resolve({ ok: false, message: 'gone' }),
    pictureProblem: () => ok({ problem: null }),
    allowMenuItems: () => ok(null),
    undo: () => ok({ undone: null }),
  });
  const tile = { picture: 1, name: 'dog.jpg' } as unknown as PictureTile;
  const search = { tiles: new Map([[0, tile]]), end: 1, pages: { want: nothing } } as unknown as PictureSearch;
  render(
    <MenuProvider>
      <PictureView opened={{ tile, index: 0 }} search={search} total={1} onOpened={nothing} onClose={nothing} />
    </MenuProvider>,
    { wrapper: inWindow(bridge) },
  );
  await screen.findByText('gone');
  expect(bridge.asked).toContainEqual({ name: 'allowMenuItems', input: { items: ['undo'] } });
  await act(async () => {
    bridge.tell('menu', { item: 'undo' });
    await Promise.resolve();
  });
  expect(bridge.asked.map(({ name }) => name)).toContain('undo');
});
