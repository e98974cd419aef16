// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { createRef } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SearchField } from '../../../renderer/library/search-field.tsx';
import type { Place } from '../../../renderer/place.ts';
import { fakeBridge, inWindow, later, ok } from '../fake-bridge.tsx';

const nothing = () => undefined;

function renderField(query: string, others: Parameters<typeof fakeBridge>[0] = {}) {
  const searched: string[] = [];
  const field = (shown: string, on: Place['screen']) => (
    <SearchField
      ref={createRef()}
      query={shown}
      screen={on}
      onQuery={(next) => {
        searched.push(next);
      }}
      onLeave={nothing}
    />
  );
  const { rerender } = render(field(query, 'library'), {
    wrapper: inWindow(
      fakeBridge({
        classNames: () =>
          ok([
            { name: 'dog', isGroup: true, classes: 118 },
            { name: 'golden retriever', isGroup: false, classes: 1 },
            { name: 'retriever', isGroup: true, classes: 6 },
          ]),
        tags: () => ok([{ name: 'gold coast', pictures: 7 }]),
        folderNames: () => ok([]),
        classCounts: () => ok([{ name: 'golden retriever', pictures: 12 }]),
        ...others,
      }),
    ),
  });
  return {
    searched,
    input: screen.getByRole<HTMLInputElement>('searchbox'),
    show: (next: string, on: Place['screen'] = 'library') => {
      rerender(field(next, on));
    },
  };
}

const wait = (milliseconds: number) => {
  act(() => {
    vi.advanceTimersByTime(milliseconds);
  });
};

describe('the search field', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    // What the component library asks of a window and jsdom has not.
    vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: nothing, removeEventListener: nothing }));
    Element.prototype.scrollIntoView = nothing;
  });
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('searches once typing rests, and at once on Enter', () => {
    const { input, searched } = renderField('');
    fireEvent.change(input, { target: { value: 'do' } });
    wait(100);
    fireEvent.change(input, { target: { value: 'dog' } });
    wait(199);
    expect(searched).toEqual([]);
    wait(1);
    expect(searched).toEqual(['dog']);
    fireEvent.change(input, { target: { value: 'dogs' } });
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(searched).toEqual(['dog', 'dogs']);
    wait(1_000);
    expect(searched).toEqual(['dog', 'dogs']);
  });

  it('searches at once for what was typed when it is left', () => {
    const { input, searched } = renderField('');
    fireEvent.change(input, { target: { value: 'dog' } });
    fireEvent.blur(input);
    expect(searched).toEqual(['dog']);
    wait(1_000);
    expect(searched).toEqual(['dog']);
  });

  it('shows a query that was chosen elsewhere, which what was being typed never replaces', () => {
    const { input, searched, show } = renderField('');
    fireEvent.change(input, { target: { value: 'do' } });
    show('tag:holiday');
    expect(input.value).toBe('tag:holiday');
    wait(1_000);
    expect(searched).toEqual([]);
  });

  it('gives up what was being typed when another screen is shown meanwhile', () => {
    const { input, searched, show } = renderField('');
    fireEvent.change(input, { target: { value: 'do' } });
    wait(100);
    show('', 'settings');
    wait(1_000);
    expect(searched).toEqual([]);
    expect(input.value).toBe('');
    fireEvent.change(input, { target: { value: 'cat' } });
    wait(200);
    expect(searched).toEqual(['cat']);
  });

  it('suggests by keys: down and Enter take one, and nothing else is searched', async () => {
    const { input, searched, show } = renderField('');
    fireEvent.change(input, { target: { value: 'golden r' } });
    await act(async () => {
      await vi.advanceTimersByTimeAsync(0);
    });
    expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual(['golden retriever12 pictures']);
    fireEvent.keyDown(input, { key: 'ArrowDown', code: 'ArrowDown' });
    fireEvent.keyDown(input, { key: 'Enter', code: 'Enter' });
    wait(1_000);
    expect(searched).toEqual(['"golden retriever"']);
    show('"golden retriever"');
    expect(input.value).toBe('"golden retriever"');
    expect(screen.queryAllByRole('option')).toEqual([]);
  });

  it('leaves suggestions in their places when they are counted under the hand, and orders the next word by that', async () => {
    const counts = later<Awaited<ReturnType<typeof ok<{ name: string; pictures: number }[]>>>>();
    const { input, searched } = renderField('', {
      classNames: () => ok(['ant', 'antelope'].map((name) => ({ name, isGroup: false, classes: 1 }))),
      classCounts: () => counts.promise,
    });
    const options = () => screen.getAllByRole('option').map((option) => option.textContent);
    const settle = () => act(() => vi.advanceTimersByTimeAsync(0));
    fireEvent.change(input, { target: { value: 'an' } });
    await settle();
    expect(options()).toEqual(['ant', 'antelope']);
    fireEvent.keyDown(input, { key: 'ArrowDown', code: 'ArrowDown' });
    counts.resolve({ ok: true, value: [{ name: 'antelope', pictures: 3 }] });
    await settle();
    expect(options()).toEqual(['ant0 pictures', 'antelope3 pictures']);
    fireEvent.keyDown(input, { key: 'Enter', code: 'Enter' });
    expect(searched).toEqual(['ant']);
    fireEvent.change(input, { target: { value: 'a' } });
    await settle();
    expect(options()).toEqual(['antelope3 pictures', 'ant0 pictures']);
  });

  it('closes its suggestions on Escape before it clears itself; Enter without a chosen one searches', async () => {
    const { input, searched, show } = renderField('');
    fireEvent.change(input, { target: { value: 'gold' } });
    await act(async () => {
      await vi.advanceTimersByTimeAsync(0);
    });
    expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual([
      'golden retriever12 pictures',
      'gold coast7 pictures',
    ]);
    fireEvent.keyDown(input, { key: 'Escape', code: 'Escape' });
    expect(screen.queryAllByRole('option')).toEqual([]);
    expect(input.value).toBe('gold');
    fireEvent.keyDown(input, { key: 'Enter', code: 'Enter' });
    expect(searched).toEqual(['gold']);
    show('gold');
    fireEvent.keyDown(input, { key: 'Escape', code: 'Escape' });
    expect(searched).toEqual(['gold', '']);
  });
});
