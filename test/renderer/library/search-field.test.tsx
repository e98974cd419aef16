// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { createRef } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SearchField } from '../../../renderer/library/search-field.tsx';
import { fakeBridge, inWindow } from '../fake-bridge.tsx';

const nothing = () => undefined;

function renderField(query: string) {
  const searched: string[] = [];
  const field = (shown: string) => (
    <SearchField
      ref={createRef()}
      query={shown}
      onQuery={(next) => {
        searched.push(next);
      }}
      onLeave={nothing}
    />
  );
  const { rerender } = render(field(query), { wrapper: inWindow(fakeBridge({})) });
  return {
    searched,
    input: screen.getByRole<HTMLInputElement>('searchbox'),
    show: (next: string) => {
      rerender(field(next));
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

  it('shows a query that was chosen elsewhere, which what was being typed never replaces', () => {
    const { input, searched, show } = renderField('');
    fireEvent.change(input, { target: { value: 'do' } });
    show('tag:holiday');
    expect(input.value).toBe('tag:holiday');
    wait(1_000);
    expect(searched).toEqual([]);
  });
});
