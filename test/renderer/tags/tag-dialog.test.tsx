// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TagDialog } from '../../../renderer/tags/tag-dialog.tsx';
import type { CommandOutputs, Reply } from '../../../shared/contract/answers.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { fakeBridge, inWindow, later, ok } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';

const texts = windowTexts.tagDialog;
const { counting } = windowTexts.selection;

type Counted = Reply<CommandOutputs['previewTag']>;

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('keeps its count and its button while the catalog is counted anew, and neither where something else is typed', async () => {
  const asked: { readonly name: string; readonly counted: ReturnType<typeof later<Counted>> }[] = [];
  const bridge = fakeBridge({
    tags: () => ok([]),
    previewTag: ({ name }) => {
      const counted = later<Counted>();
      asked.push({ name, counted });
      return counted.promise;
    },
  });
  render(<TagDialog selection={{ query: '' }} total={9} onClose={() => undefined} />, { wrapper: inWindow(bridge) });
  const status = () => screen.getByRole('status').textContent;
  const isEnabled = () => !screen.getByRole<HTMLButtonElement>('button', { name: texts.confirm.tag }).disabled;
  const field = () => screen.getByLabelText(texts.name, { selector: 'input' });
  const type = (name: string) => fireEvent.change(field(), { target: { value: name } });
  const isAsked = async (names: readonly string[]) => {
    await waitFor(() => {
      expect(asked.map(({ name }) => name)).toEqual(names);
    });
  };
  const answer = (at: number, changed: number) =>
    act(async () => {
      asked[at]?.counted.resolve({ ok: true, value: { pictures: 9, changed, unreadable: 0 } });
      await Promise.resolve();
    });

  type('trip');
  await isAsked(['trip']);
  expect([status(), isEnabled()]).toEqual([counting, false]);
  await answer(0, 9);
  expect([status(), isEnabled()]).toEqual([texts.preview(9, 9), true]);

  act(() => {
    bridge.tell('catalogChanged', {});
  });
  await isAsked(['trip', 'trip']);
  expect([status(), isEnabled()]).toEqual([texts.preview(9, 9), true]);
  await answer(1, 8);
  expect([status(), isEnabled()]).toEqual([texts.preview(9, 8), true]);

  type('trips');
  expect([status(), isEnabled()]).toEqual([counting, false]);
  await isAsked(['trip', 'trip', 'trips']);
  expect([status(), isEnabled()]).toEqual([counting, false]);
  await answer(2, 7);
  expect([status(), isEnabled()]).toEqual([texts.preview(9, 7), true]);
});
