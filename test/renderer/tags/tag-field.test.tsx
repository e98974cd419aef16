// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TagsField } from '../../../renderer/tags/tag-field.tsx';
import { fakeBridge, inWindow } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** A field with these tags in it, and `holiday` to choose; what it was changed to. */
function open(...tags: readonly string[]) {
  const changes: (readonly string[])[] = [];
  function Field() {
    const [value, setValue] = useState(tags);
    const onChange = (next: readonly string[]) => {
      changes.push(next);
      setValue(next);
    };
    return <TagsField label="Tags" value={value} onChange={onChange} tags={['holiday']} />;
  }
  render(<Field />, { wrapper: inWindow(fakeBridge({})) });
  const field = screen.getByLabelText<HTMLInputElement>('Tags', { selector: 'input' });
  field.focus();
  return {
    field,
    changes,
    type: (text: string) => fireEvent.change(field, { target: { value: text } }),
    press: (key: string, how: { readonly repeat?: boolean } = {}) => fireEvent.keyDown(field, { key, ...how }),
  };
}

it('gives up what was typed at Escape, once its list is closed, and takes it where the field is just left', () => {
  const { field, changes, type, press } = open('trip');
  type('hol');
  press('Escape');
  expect(field.value).toBe('hol');
  press('Escape');
  expect(field.value).toBe('');
  fireEvent.blur(field);
  expect(changes).toEqual([]);

  field.focus();
  // That no tag has in it, which leaves no list to close.
  type('Norway');
  press('Escape');
  expect([field.value, field.getAttribute('aria-expanded')]).toEqual(['', 'false']);

  type('Norway');
  fireEvent.keyDown(field, { key: 'Escape', isComposing: true });
  expect(field.value).toBe('Norway');
  fireEvent.blur(field);
  expect(changes).toEqual([['trip', 'Norway']]);
});

it('takes a tag off by Backspace pressed in an empty field, not by one that is held or still has a blank to take', () => {
  const { changes, type, press } = open('trip', 'Norway');
  type('h');
  press('Backspace');
  type('');
  press('Backspace', { repeat: true });
  press('Backspace', { repeat: true });
  type(' ');
  press('Backspace');
  type('');
  expect(changes).toEqual([]);
  press('Backspace');
  press('Backspace', { repeat: true });
  expect(changes).toEqual([['trip']]);
});

it('takes what was typed without the blanks around it, and a blank for nothing', () => {
  const { field, changes, type } = open('trip');
  const now = () => changes.at(-1) ?? ['trip'];
  for (const text of [' ', ' Trip ']) {
    type(text);
    fireEvent.blur(field);
    expect([field.value, now()]).toEqual(['', ['trip']]);
  }
  type(' Norway ');
  fireEvent.blur(field);
  expect(now()).toEqual(['trip', 'Norway']);
});
