// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ReviewScreen } from '../../../renderer/review/review-screen.tsx';
import type { UndoView } from '../../../shared/contract/views.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { fakeBridge, inWindow, ok } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';
import { tile } from '../tiles.ts';

const { review, picture: large } = windowTexts;
const { choices } = review;
const UNDONE: UndoView = { change: 'accept', contents: 1 };

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** Three pictures that nobody has reviewed; keys as they come from the window. */
async function open() {
  const pictures = [1, 2, 3].map(tile);
  const bridge = fakeBridge({
    search: () => ok({ list: 1, pictures, unknownNames: [] }),
    count: () => ok({ pictures: pictures.length }),
    picture: ({ picture }) =>
      ok({
        ...{ picture, name: `${picture}.jpg`, path: `/pictures/${picture}.jpg`, width: 1, height: 1, size: 1 },
        ...{ takenAt: null, predictions: [], older: null, tags: [], review: null, failure: null },
      }),
    review: () => ok({ changed: 1, operation: 1 }),
    undo: () => ok({ undone: UNDONE }),
    classTree: () => ok([]),
  });
  render(<ReviewScreen selection={{ query: '' }} onClose={() => undefined} />, { wrapper: inWindow(bridge) });
  await screen.findByText('1.jpg');
  return {
    press: (
      key: string,
      how: { readonly repeat?: boolean; readonly ctrlKey?: boolean; readonly shiftKey?: boolean } = {},
    ) =>
      act(async () => {
        fireEvent.keyDown(document.body, { key, ...how });
        await Promise.resolve();
      }),
    said: () => bridge.asked.filter(({ name }) => name === 'review' || name === 'undo').map(({ name }) => name),
  };
}

it('says something of a picture once, however long the key is held', async () => {
  const { press, said } = await open();
  await press('a');
  await screen.findByText('2.jpg');
  await press('a', { repeat: true });
  await press('r', { repeat: true });
  await press('c', { repeat: true });
  expect(said()).toEqual(['review']);
  expect(screen.getByText('2.jpg')).toBeDefined();
  expect(screen.queryByLabelText(windowTexts.review.rightClass)).toBeNull();
  await press('a');
  await screen.findByText('3.jpg');
  await press('u');
  await screen.findByText('2.jpg');
  await press('u', { repeat: true });
  await press('z', { ctrlKey: true, repeat: true });
  expect(said()).toEqual(['review', 'review', 'undo']);
});

it('walks on as long as an arrow is held', async () => {
  const { press, said } = await open();
  await press('ArrowRight');
  await press('ArrowRight', { repeat: true });
  expect(screen.getByText('3.jpg')).toBeDefined();
  await press('ArrowLeft');
  await press('ArrowLeft', { repeat: true });
  expect(screen.getByText('1.jpg')).toBeDefined();
  expect(said()).toEqual([]);
});

it('does not press its buttons again for a key that is held on them, but for those that walk', async () => {
  await open();
  /** False: the browser does not press the button. */
  const holds = (name: string) =>
    fireEvent.keyDown(screen.getByRole('button', { name }), { key: 'Enter', repeat: true });
  expect(holds(choices.accept.label)).toBe(false);
  expect(holds(choices.reject.label)).toBe(false);
  expect(holds(choices.skip.label)).toBe(true);
  expect(fireEvent.keyDown(screen.getByRole('button', { name: choices.accept.label }), { key: 'Enter' })).toBe(true);
});

/** Whether the picture is in its own pixels. */
const isActual = () => screen.queryByRole('region', { name: large.inActualSize }) !== null;
const loaded = (name: string) => {
  fireEvent.load(screen.getByRole('img', { name }));
};

it('shows a picture in actual size by the keys of the large view, and the next one whole', async () => {
  Element.prototype.scrollTo = () => undefined;
  const scrolled: unknown[] = [];
  Element.prototype.scrollBy = (...by: unknown[]) => {
    scrolled.push(by);
  };
  const { press, said } = await open();
  await press('z');
  expect(isActual()).toBe(false);
  loaded('1.jpg');
  for (const [key, is] of [
    ['z', true],
    ['z', false],
    ['+', true],
    ['-', false],
    ['+', true],
    ['0', false],
  ] as const) {
    await press(key);
    expect([key, isActual()]).toEqual([key, is]);
  }
  // An arrow with Shift moves about in actual size, and walks in none.
  await press('ArrowRight', { shiftKey: true });
  expect(scrolled).toHaveLength(0);
  fireEvent.click(screen.getByRole('button', { name: large.showActual }));
  for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp']) await press(key, { shiftKey: true });
  expect(scrolled).toHaveLength(4);
  expect([said(), isActual()]).toEqual([[], true]);
  screen.getByText('1.jpg');

  await press('a');
  await screen.findByText('2.jpg');
  loaded('2.jpg');
  expect(isActual()).toBe(false);
  await press('z');
  expect(isActual()).toBe(true);
  // An arrow alone walks, in actual size too; and what is come back to begins whole.
  await press('ArrowLeft');
  await screen.findByText('1.jpg');
  await press('ArrowRight');
  await screen.findByText('2.jpg');
  expect(isActual()).toBe(false);
  expect(said()).toEqual(['review']);
});

it('types a class without a key of the picture, and says nothing of it by a key while the class is looked for', async () => {
  const { press, said } = await open();
  loaded('1.jpg');
  await press('c');
  const field = screen.getByRole('combobox', { name: review.rightClass });
  for (const key of ['z', '+', 'a']) fireEvent.keyDown(field, { key });
  expect(isActual()).toBe(false);
  // A click into the picture, to see it closely, has taken the keyboard.
  for (const key of ['a', 'r', 'ArrowRight', 'u']) await press(key);
  await press('z');
  expect(isActual()).toBe(true);
  expect(said()).toEqual([]);
  screen.getByText('1.jpg');
  screen.getByRole('combobox', { name: review.rightClass });
});
