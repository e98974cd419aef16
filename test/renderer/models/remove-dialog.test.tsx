// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RemoveDialog } from '../../../renderer/models/remove-dialog.tsx';
import type { ModelView } from '../../../shared/contract/model-views.ts';
import type { ModelRemovalView } from '../../../shared/contract/model-arrivals.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { fakeBridge, inWindow, ok } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';

const texts = windowTexts.removeModel;

function model(predictions: number): ModelView {
  return {
    ...{ row: 1, id: 'our-three', name: 'Our three', digest: 'd', variant: 'lite0', classes: 3, isChosen: false },
    ...{ done: predictions / 3, predictions, reviews: predictions === 0 ? 0 : 1, installed: null },
  };
}

async function open(predictions: number, ...answers: readonly ModelRemovalView[]) {
  const left = [...answers];
  const closed: string[] = [];
  const bridge = fakeBridge({ removeModel: () => ok(left.shift()!) });
  await act(async () => {
    render(<RemoveDialog model={model(predictions)} weightBytes={9.6e6} onClose={() => closed.push('closed')} />, {
      wrapper: inWindow(bridge),
    });
    await Promise.resolve();
  });
  return { closed, asked: () => bridge.asked.map(({ input }) => input) };
}

async function confirm(): Promise<void> {
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: texts.confirm }));
    await Promise.resolve();
  });
}
const REMOVED: ModelRemovalView = { kind: 'removed', forgotten: 0, chosen: null };

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('keeps what the model found unless a person says otherwise', async () => {
  const { asked, closed } = await open(6, REMOVED);
  expect(screen.getByText(texts.predictions(2))).toBeTruthy();
  expect(screen.getByText(texts.reviews(1))).toBeTruthy();
  await confirm();
  expect(asked()).toEqual([{ id: 'our-three', predictions: 'keep' }]);
  expect(closed).toEqual(['closed']);
});

it('deletes it where that was said', async () => {
  const { asked } = await open(6, { ...REMOVED, forgotten: 2 });
  fireEvent.click(screen.getByRole('radio', { name: texts.delete }));
  await confirm();
  expect(asked()).toEqual([{ id: 'our-three', predictions: 'delete' }]);
});

it('asks where it turns out only now that there is something', async () => {
  const { asked, closed } = await open(0, { kind: 'asks', pictures: 4, reviews: 0 }, REMOVED);
  expect(screen.queryByRole('radio')).toBeNull();
  await confirm();
  expect(closed).toEqual([]);
  expect(screen.getByText(texts.predictions(4))).toBeTruthy();
  await confirm();
  expect(asked()).toEqual([
    { id: 'our-three', predictions: null },
    { id: 'our-three', predictions: 'keep' },
  ]);
  expect(closed).toEqual(['closed']);
});
