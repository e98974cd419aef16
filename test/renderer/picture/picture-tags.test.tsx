// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PictureTags } from '../../../renderer/picture/picture-tags.tsx';
import { PictureView } from '../../../renderer/picture/picture-view.tsx';
import { MenuProvider } from '../../../renderer/state/menu.tsx';
import type { PictureSearch } from '../../../renderer/state/use-picture-search.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { type Answers, fakeBridge, inWindow, ok } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';
import { tile } from '../tiles.ts';

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const texts = windowTexts.picture;
const nothing = () => undefined;
const field = () => screen.findByLabelText<HTMLInputElement>(texts.tags, { selector: 'input' });
const tagsChanged = (bridge: ReturnType<typeof fakeBridge>) =>
  bridge.asked.flatMap(({ name, input }) => (name === 'changeTag' ? [input] : []));

it('is left by Escape for the picture, which has no tag of what was half typed', async () => {
  const answers: Answers = {
    picture: ({ picture }) =>
      ok({
        ...{ picture, name: '1.jpg', path: '/pictures/1.jpg', width: 1, height: 1, size: 1 },
        ...{ takenAt: null, predictions: [], older: null, tags: ['trip'], review: null, failure: null },
      }),
    tags: () => ok([{ name: 'holiday', pictures: 1 }]),
    allowMenuItems: () => ok(null),
    changeTag: () => ok({ pictures: 1, changed: 1, unreadable: 0, operation: 1 }),
  };
  const bridge = fakeBridge(answers);
  const search = { tiles: new Map([[0, tile(1)]]), end: 1, pages: { want: nothing } } as unknown as PictureSearch;
  const opened = { tile: tile(1), index: 0 };
  render(
    <MenuProvider>
      <PictureView opened={opened} search={search} total={1} onOpened={nothing} onClose={nothing} />
    </MenuProvider>,
    { wrapper: inWindow(bridge) },
  );
  const input = await field();
  fireEvent.keyDown(document.body, { key: 't' });
  expect(document.activeElement).toBe(input);
  fireEvent.change(input, { target: { value: 'hol' } });
  for (let times = 0; times < 2; times++) fireEvent.keyDown(input, { key: 'Escape' });
  expect(document.activeElement).toBe(screen.getByRole('region', { name: texts.whole }));
  await act(() => Promise.resolve());
  expect(tagsChanged(bridge)).toEqual([]);
  expect(input.value).toBe('');

  fireEvent.keyDown(document.body, { key: 't' });
  fireEvent.change(input, { target: { value: 'Norway' } });
  fireEvent.keyDown(input, { key: 'Escape' });
  expect(document.activeElement).toBe(screen.getByRole('region', { name: texts.whole }));
});

it('does not keep a tag that the picture cannot carry', async () => {
  const bridge = fakeBridge({
    tags: () => ok([]),
    changeTag: () => ok({ pictures: 1, changed: 0, unreadable: 1, operation: null }),
  });
  render(<PictureTags picture={1} tags={[]} />, { wrapper: inWindow(bridge) });
  const input = await field();
  input.focus();
  fireEvent.change(input, { target: { value: 'holiday' } });
  fireEvent.keyDown(input, { key: 'Enter' });
  screen.getByText('holiday');
  await act(() => Promise.resolve());
  expect(tagsChanged(bridge)).toHaveLength(1);
  await waitFor(() => {
    expect(screen.queryByText('holiday')).toBeNull();
  });
});
