// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PictureView } from '../../../renderer/picture/picture-view.tsx';
import { MenuProvider } from '../../../renderer/state/menu.tsx';
import type { PictureSearch } from '../../../renderer/state/use-picture-search.ts';
import type { CommandOutputs, Reply } from '../../../shared/contract/answers.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import type { PictureTile } from '../../../shared/contract/views.ts';
import { fakeBridge, inWindow, later, ok } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const nothing = () => undefined;

/** The only picture of a search, large. */
function open(bridge: ReturnType<typeof fakeBridge>): void {
  const tile = { picture: 1, name: 'dog.jpg' } as unknown as PictureTile;
  const search = { tiles: new Map([[0, tile]]), end: 1, pages: { want: nothing } } as unknown as PictureSearch;
  render(
    <MenuProvider>
      <PictureView opened={{ tile, index: 0 }} search={search} total={1} onOpened={nothing} onClose={nothing} />
    </MenuProvider>,
    { wrapper: inWindow(bridge) },
  );
}

it('the menu takes the last change back over a large picture', async () => {
  const bridge = fakeBridge({
    picture: () => Promise.resolve({ ok: false, message: 'gone' }),
    pictureProblem: () => ok({ problem: null }),
    allowMenuItems: () => ok(null),
    undo: () => ok({ undone: null }),
  });
  open(bridge);
  await screen.findByText('gone');
  expect(bridge.asked).toContainEqual({ name: 'allowMenuItems', input: { items: ['undo'] } });
  await act(async () => {
    bridge.tell('menu', { item: 'undo' });
    await Promise.resolve();
  });
  expect(bridge.asked.map(({ name }) => name)).toContain('undo');
});

it('a key that is held takes one change back, and keys that are pressed take back one at a time', async () => {
  const undone = later<Reply<CommandOutputs['undo']>>();
  const bridge = fakeBridge({
    picture: () => Promise.resolve({ ok: false, message: 'gone' }),
    allowMenuItems: () => ok(null),
    undo: () => undone.promise,
  });
  open(bridge);
  await screen.findByText('gone');
  const press = (held: { readonly repeat?: boolean } = {}) => {
    expect(fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true, ...held })).toBe(false);
  };
  const undos = () => bridge.asked.filter(({ name }) => name === 'undo').length;
  press();
  press();
  expect(undos()).toBe(1);
  await act(async () => {
    undone.resolve({ ok: true, value: { undone: null } });
    await Promise.resolve();
  });
  press({ repeat: true });
  expect(undos()).toBe(1);
  press();
  expect(undos()).toBe(2);
});

it('shows in actual size what is loaded, and nothing else, until it is shown whole', async () => {
  Element.prototype.scrollTo = nothing;
  const bridge = fakeBridge({
    picture: () => Promise.resolve({ ok: false, message: 'gone' }),
    allowMenuItems: () => ok(null),
  });
  open(bridge);
  const texts = windowTexts.picture;
  const image = await screen.findByRole<HTMLImageElement>('img', { name: 'dog.jpg' });
  const press = (key: string) => fireEvent.keyDown(document.body, { key });
  const isActual = () => screen.queryByRole('region', { name: texts.inActualSize }) !== null;
  press('z');
  expect(isActual()).toBe(false);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: texts.showActual }).disabled).toBe(true);
  Object.defineProperty(image, 'naturalWidth', { value: 4000 });
  fireEvent.load(image);
  for (const [key, is] of [
    ['z', true],
    ['z', false],
    ['+', true],
    ['+', true],
    ['-', false],
    ['+', true],
    ['0', false],
  ] as const) {
    press(key);
    expect([key, isActual(), image.style.width]).toEqual([key, is, is ? `${4000 / window.devicePixelRatio}px` : '']);
  }
  fireEvent.click(screen.getByRole('button', { name: texts.showActual }));
  expect(isActual()).toBe(true);
  const button = screen.getByRole('button', { name: texts.showWhole });
  // As the browser does not press a button for a key that was denied: a held one leads no further.
  expect(fireEvent.keyDown(button, { key: 'Enter', repeat: true })).toBe(false);
  expect(fireEvent.keyDown(button, { key: 'Enter' })).toBe(true);
  fireEvent.click(button);
  expect(isActual()).toBe(false);
});
