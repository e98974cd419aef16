// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ClassSelect } from '../../../renderer/review/class-select.tsx';
import { windowTexts } from '../../../shared/texts/window.ts';
import { fakeBridge, inWindow, ok } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('says why classes cannot be had, and asks again by itself; Enter then takes the first that is found', async () => {
  let isRefused = true;
  const named = ['great white shark', 'goldfinch', 'goldfish'].map((name, index) => ({ name, index, below: [] }));
  const onChoose = vi.fn();
  const bridge = fakeBridge({
    classTree: () => (isRefused ? Promise.resolve({ ok: false, message: 'not now' }) : ok(named)),
  });
  render(<ClassSelect predictions={[]} onChoose={onChoose} onClose={() => undefined} />, {
    wrapper: inWindow(bridge),
  });
  await screen.findByText('not now');
  const field = screen.getByRole<HTMLInputElement>('combobox', { name: windowTexts.review.rightClass });
  fireEvent.change(field, { target: { value: 'goldf' } });
  fireEvent.keyDown(field, { key: 'Enter', code: 'Enter' });
  expect(onChoose).not.toHaveBeenCalled();
  isRefused = false;
  await screen.findByRole('option', { name: 'goldfish' }, { timeout: 20_000 });
  expect(screen.queryByText('not now')).toBeNull();
  expect(field.value).toBe('goldf');
  fireEvent.keyDown(field, { key: 'Enter', code: 'Enter' });
  expect(onChoose.mock.calls).toEqual([[1]]);
});

it('chooses nothing where nothing was typed', async () => {
  const onChoose = vi.fn();
  const bridge = fakeBridge({ classTree: () => ok([{ name: 'goldfish', index: 0, below: [] }]) });
  render(<ClassSelect predictions={[]} onChoose={onChoose} onClose={() => undefined} />, {
    wrapper: inWindow(bridge),
  });
  await screen.findByRole('option', { name: 'goldfish' });
  fireEvent.keyDown(screen.getByRole('combobox'), { key: 'Enter', code: 'Enter' });
  expect(onChoose).not.toHaveBeenCalled();
});
