// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ReviewScreen } from '../../../renderer/review/review-screen.tsx';
import type { PictureView, UndoView } from '../../../shared/contract/views.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { type Answers, fakeBridge, inWindow, later, ok } from '../fake-bridge.tsx';
import { FINISHED } from '../run-views.ts';
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

/**
 * Three pictures that nobody has reviewed; keys as they come from the window.
 * @param others in place of what the application answers else
 */
async function open(others: Answers = {}) {
  let pictures = [1, 2, 3].map(tile);
  const bridge = fakeBridge({
    search: ({ from }) => ok({ list: 1, pictures: pictures.slice(from), unknownNames: [] }),
    count: () => ok({ pictures: pictures.length }),
    picture: ({ picture }) => ok(described(picture)),
    review: () => ok({ changed: 1, operation: 1 }),
    undo: () => ok({ undone: UNDONE }),
    classTree: () => ok([]),
    ...others,
  });
  render(<ReviewScreen selection={{ query: '' }} onClose={() => undefined} />, { wrapper: inWindow(bridge) });
  await screen.findByText('1.jpg');
  const asked = (command: string) => bridge.asked.filter(({ name }) => name === command);
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
    /** Of which picture something was said last. */
    saidLast: () => asked('review').at(-1)?.input,
    /** A run is over, and the window has read the list again, which now has these. */
    changesTo: async (...now: readonly number[]) => {
      pictures = now.map(tile);
      const [searches, looks] = [asked('search').length, asked('picture').length];
      act(() => {
        bridge.tell('catalogChanged', {});
        bridge.tell('runFinished', FINISHED);
      });
      await waitFor(() => {
        expect(asked('search').length).toBeGreaterThan(searches);
        expect(asked('picture').length).toBeGreaterThan(looks);
      });
      // What was asked is answered.
      await act(async () => {
        await new Promise((resolve) => {
          setTimeout(resolve, 0);
        });
      });
    },
  };
}

function described(picture: number, review: PictureView['review'] = null): PictureView {
  return {
    ...{ picture, name: `${picture}.jpg`, path: `/pictures/${picture}.jpg`, width: 1, height: 1, size: 1 },
    ...{ takenAt: null, predictions: [], older: null, tags: [], review, failure: null },
  };
}

const ACCEPTED: PictureView['review'] = { verdict: 'accepted', label: 'goldfish', corrected: null };

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

it('shows the same picture until it is left, though a run finds others that come before it', async () => {
  const { press, saidLast, changesTo } = await open();
  await changesTo(7, 1, 2, 3);
  screen.getByText('1.jpg');
  await press('r');
  expect(saidLast()).toEqual({ change: { verdict: 'rejected' }, selection: { pictures: [1] } });
  // What has come before it is next.
  await screen.findByText('7.jpg');
  await press('ArrowLeft');
  await screen.findByText('1.jpg');
  await press('ArrowRight');
  await screen.findByText('7.jpg');
});

it('keeps what is typed of a class while the list changes, for the picture of which it is typed', async () => {
  Element.prototype.scrollIntoView = () => undefined;
  const { press, saidLast, changesTo } = await open({
    classTree: () => ok([{ name: 'goldfish', index: 1, below: [] }]),
  });
  await press('c');
  const field = screen.getByRole<HTMLInputElement>('combobox', { name: review.rightClass });
  fireEvent.change(field, { target: { value: 'gold' } });
  await changesTo(7, 1, 2, 3);
  expect(screen.getByRole('combobox', { name: review.rightClass })).toBe(field);
  expect(field.value).toBe('gold');
  fireEvent.click(await screen.findByRole('option', { name: 'goldfish' }));
  await screen.findByText('7.jpg');
  expect(saidLast()).toEqual({ change: { verdict: 'corrected', right: 1 }, selection: { pictures: [1] } });
});

it('says of the picture in front that it was reviewed elsewhere or is gone, and leaves it to the person to go on', async () => {
  let now: NonNullable<Answers['picture']> = ({ picture }) => ok(described(picture));
  const { press, changesTo } = await open({
    picture: (input) => now(input),
    review: () => ok({ changed: 0, operation: null }),
  });
  now = ({ picture }) => ok(described(picture, picture === 1 ? ACCEPTED : null));
  await changesTo(2, 3);
  screen.getByText('1.jpg');
  screen.getByText(review.said(ACCEPTED));
  await press('a');
  await screen.findByText('2.jpg');
  now = () => Promise.resolve({ ok: false, message: 'gone' });
  await changesTo(3);
  screen.getByText('2.jpg');
  screen.getByText('gone');
  await press('ArrowRight');
  await screen.findByText('3.jpg');
  await press('a');
  // Of the first and the last the same had been said before, as far as the catalog is concerned.
  await screen.findByText(review.done(0, 1));
});

it('goes on to the first picture that is no copy of what was reviewed, and back to the copies after an undo', async () => {
  let isReviewed = false;
  const { press, said } = await open({
    picture: ({ picture }) => ok(described(picture, isReviewed && picture < 3 ? ACCEPTED : null)),
    review: () => {
      isReviewed = true;
      return ok({ changed: 1, operation: 1 });
    },
    undo: () => {
      isReviewed = false;
      return ok({ undone: UNDONE });
    },
  });
  await press('a');
  await screen.findByText('3.jpg');
  await press('u');
  await screen.findByText('1.jpg');
  await press('ArrowRight');
  screen.getByText('3.jpg');
  await press('ArrowRight');
  screen.getByText('2.jpg');
  await press('a');
  await screen.findByText(review.done(1, 2));
  expect(said()).toEqual(['review', 'undo', 'review']);
});

it('is not at its end before that of the list is known, though all that is there of it was reviewed at once', async () => {
  const rest = later<null>();
  let isReviewed = false;
  const { press } = await open({
    search: async ({ from }) => {
      if (from > 0) await rest.promise;
      const pictures = (from > 0 ? [101] : Array.from({ length: 100 }, (_, at) => at + 1)).map(tile);
      return { ok: true, value: { list: 1, pictures, unknownNames: [] } };
    },
    picture: ({ picture }) => ok(described(picture, isReviewed && picture <= 100 ? ACCEPTED : null)),
    review: () => {
      isReviewed = true;
      return ok({ changed: 1, operation: 1 });
    },
  });
  await press('a');
  await waitFor(() => {
    expect(screen.queryByText('1.jpg')).toBeNull();
  });
  screen.getByLabelText(windowTexts.loading);
  expect(screen.queryByText(review.done(1, 0))).toBeNull();
  rest.resolve(null);
  await screen.findByText('101.jpg');
});

it('does nothing more by a key until what was said of a picture is kept', async () => {
  const kept = later<null>();
  const { press, said } = await open({
    review: async () => {
      await kept.promise;
      return { ok: true, value: { changed: 1, operation: 1 } };
    },
  });
  await press('a');
  for (const key of ['c', 'r', 'ArrowRight', 'u']) await press(key);
  kept.resolve(null);
  await screen.findByText('2.jpg');
  expect(screen.queryByRole('combobox', { name: review.rightClass })).toBeNull();
  expect(said()).toEqual(['review']);
});
