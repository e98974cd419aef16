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

it('says why classes cannot be had, and asks again with the next key', async () => {
  let isRefused = true;
  const goldfish = { name: 'goldfish', index: 1, below: [] };
  const bridge = fakeBridge({
    classTree: () => (isRefused ? Promise.resolve({ ok: false, message: 'not now' }) : ok([goldfish])),
  });
  render(<ClassSelect predictions={[]} onChoose={() => undefined} onClose={() => undefined} />, {
    wrapper: inWindow(bridge),
  });
  await screen.findByText('not now');
  const field = screen.getByRole<HTMLInputElement>('combobox', { name: windowTexts.review.rightClass });
  isRefused = false;
  fireEvent.change(field, { target: { value: 'gold' } });
  await screen.findByRole('option', { name: 'goldfish' });
  expect(screen.queryByText('not now')).toBeNull();
  expect(field.value).toBe('gold');
});
