// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AcceptDialog } from '../../../renderer/review/accept-dialog.tsx';
import type { CommandOutputs, Reply } from '../../../shared/contract/answers.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { fakeBridge, inWindow, later } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';

const texts = windowTexts.review.accept;
const { counting } = windowTexts.selection;

type Counted = Reply<CommandOutputs['previewAccept']>;

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** A dialog over all pictures, the counts it asked for, and how it was left. */
function open() {
  const asked: { readonly score: number; readonly counted: ReturnType<typeof later<Counted>> }[] = [];
  const accepted = later<Reply<CommandOutputs['acceptFrom']>>();
  const closed: string[] = [];
  const bridge = fakeBridge({
    previewAccept: ({ score }) => {
      const counted = later<Counted>();
      asked.push({ score, counted });
      return counted.promise;
    },
    acceptFrom: () => accepted.promise,
  });
  const { unmount } = render(
    <AcceptDialog selection={{ query: '' }} total={9} onClose={() => closed.push('closed')} />,
    { wrapper: inWindow(bridge) },
  );
  const counts = (changed: number) => ({ changed, accepted: 0, rejected: 0, corrected: 0 });
  return {
    bridge,
    unmount,
    closed,
    counts,
    confirm: () => screen.getByRole<HTMLButtonElement>('button', { name: texts.confirm }),
    isAsked: async (scores: readonly number[]) => {
      await waitFor(() => {
        expect(asked.map(({ score }) => score)).toEqual(scores);
      });
    },
    answer: (at: number, changed: number) =>
      act(async () => {
        asked[at]?.counted.resolve({ ok: true, value: counts(changed) });
        await Promise.resolve();
      }),
    accept: (changed: number) =>
      act(async () => {
        accepted.resolve({ ok: true, value: { ...counts(changed), operation: 1 } });
        await Promise.resolve();
      }),
  };
}

it('keeps its count and its button while the catalog is counted anew, and neither for another score', async () => {
  const { bridge, counts, confirm, isAsked, answer } = open();
  const shown = () => [screen.getByRole('status').textContent, !confirm().disabled];
  await isAsked([0.9]);
  expect(shown()).toEqual([counting, false]);
  await answer(0, 9);
  expect(shown()).toEqual([texts.preview(counts(9)), true]);

  act(() => {
    bridge.tell('catalogChanged', {});
  });
  await isAsked([0.9, 0.9]);
  expect(shown()).toEqual([texts.preview(counts(9)), true]);
  await answer(1, 8);
  expect(shown()).toEqual([texts.preview(counts(8)), true]);

  fireEvent.change(screen.getByLabelText(texts.score), { target: { value: '0.5' } });
  expect(shown()).toEqual([counting, false]);
  await isAsked([0.9, 0.9, 0.5]);
  expect(shown()).toEqual([counting, false]);
});

it('goes when it was done, but nothing goes where it was left before', async () => {
  for (const isLeft of [false, true]) {
    const { unmount, closed, confirm, isAsked, answer, accept } = open();
    await isAsked([0.9]);
    await answer(0, 9);
    fireEvent.click(confirm());
    if (isLeft) unmount();
    await accept(9);
    expect(closed).toEqual(isLeft ? [] : ['closed']);
    cleanup();
  }
});
