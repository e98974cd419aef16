// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PictureTags } from '../../../renderer/picture/picture-tags.tsx';
import { PictureView } from '../../../renderer/picture/picture-view.tsx';
import { MenuProvider } from '../../../renderer/state/menu.tsx';
import type { PictureSearch } from '../../../renderer/state/use-picture-search.ts';
import type { CommandOutputs, Reply } from '../../../shared/contract/answers.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { type Answers, fakeBridge, inWindow, later, ok } from '../fake-bridge.tsx';
import { FINISHED } from '../run-views.ts';
import { stubWindow } from '../stubbed-window.ts';
import { tile } from '../tiles.ts';

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const texts = windowTexts.picture;
const nothing = () => undefined;
const CHANGED = { pictures: 1, changed: 1, unreadable: 0, operation: 1 };
const field = () => screen.findByLabelText<HTMLInputElement>(texts.tags, { selector: 'input' });
const tagsChanged = (bridge: ReturnType<typeof fakeBridge>) =>
  bridge.asked.flatMap(({ name, input }) => (name === 'changeTag' ? [input] : []));

/** A picture in the large view that has the tags that are said at each moment. */
function open(tags: () => readonly string[], answers: Answers = {}) {
  const bridge = fakeBridge({
    picture: ({ picture }) =>
      ok({
        ...{ picture, name: '1.jpg', path: '/pictures/1.jpg', width: 1, height: 1, size: 1 },
        ...{ takenAt: null, predictions: [], older: null, tags: tags(), review: null, failure: null },
      }),
    tags: () => ok([{ name: 'holiday', pictures: 1 }]),
    allowMenuItems: () => ok(null),
    changeTag: () => ok(CHANGED),
    ...answers,
  });
  const search = { tiles: new Map([[0, tile(1)]]), end: 1, pages: { want: nothing } } as unknown as PictureSearch;
  const opened = { tile: tile(1), index: 0 };
  render(
    <MenuProvider>
      <PictureView opened={opened} search={search} total={1} onOpened={nothing} onClose={nothing} />
    </MenuProvider>,
    { wrapper: inWindow(bridge) },
  );
  return bridge;
}

it('is left by Escape for the picture, which has no tag of what was half typed', async () => {
  const bridge = open(() => ['trip']);
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
  render(<PictureTags picture={1} tags={[]} asOf={0} />, { wrapper: inWindow(bridge) });
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

describe('what was asked for', () => {
  /** A picture tagged `trip` whose changes are answered when the test says so. */
  async function openTagged() {
    let tags: readonly string[] = ['trip'];
    const changes: ReturnType<typeof later<Reply<CommandOutputs['changeTag']>>>[] = [];
    const bridge = open(() => tags, {
      changeTag: () => {
        const changed = later<Reply<CommandOutputs['changeTag']>>();
        changes.push(changed);
        return changed.promise;
      },
    });
    const input = await field();
    input.focus();
    const asked = () => bridge.asked.filter(({ name }) => name === 'picture').length;
    return {
      add: (name: string) => {
        fireEvent.change(input, { target: { value: name } });
        fireEvent.keyDown(input, { key: 'Enter' });
      },
      takeLastOff: () => fireEvent.keyDown(input, { key: 'Backspace' }),
      answer: (at: number, reply: Reply<CommandOutputs['changeTag']> = { ok: true, value: CHANGED }) =>
        act(async () => {
          changes[at]?.resolve(reply);
          await Promise.resolve();
        }),
      /** The window asks what the picture has now, and is answered. */
      follow: async (now: readonly string[]) => {
        tags = now;
        const before = asked();
        act(() => {
          bridge.tell('catalogChanged', {});
          bridge.tell('runFinished', FINISHED);
        });
        await waitFor(() => {
          expect(asked()).toBe(before + 1);
        });
        await act(() => Promise.resolve());
      },
      shown: () => ['trip', 'lake', 'sea'].filter((name) => screen.queryByText(name) !== null),
    };
  }

  it('is not shown any more where it was taken back before the picture was asked about again', async () => {
    const picture = await openTagged();
    picture.add('lake');
    await picture.answer(0);
    expect(picture.shown()).toEqual(['trip', 'lake']);
    await picture.follow(['trip']);
    expect(picture.shown()).toEqual(['trip']);

    picture.takeLastOff();
    await picture.answer(1);
    expect(picture.shown()).toEqual([]);
    await picture.follow(['trip']);
    expect(picture.shown()).toEqual(['trip']);
  });

  it('is shown until it was done, whatever is said of the picture before', async () => {
    const picture = await openTagged();
    picture.add('lake');
    picture.add('sea');
    await picture.follow(['trip']);
    expect(picture.shown()).toEqual(['trip', 'lake', 'sea']);
    await picture.answer(0);
    await picture.follow(['trip', 'lake']);
    expect(picture.shown()).toEqual(['trip', 'lake', 'sea']);
    await picture.answer(1, { ok: false, message: 'The catalog is gone.' });
    expect(picture.shown()).toEqual(['trip', 'lake']);
  });
});
