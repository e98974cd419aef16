// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ModelsScreen } from '../../../renderer/models/models-screen.tsx';
import type { Place } from '../../../renderer/place.ts';
import type { ModelsView } from '../../../shared/contract/model-views.ts';
import { compareScreenTexts } from '../../../shared/texts/compare-screen.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { fakeBridge, inWindow, ok } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';

const { models: texts, removeModel, getModels } = windowTexts;

const VIEW: ModelsView = {
  pictures: 3,
  models: [],
  problems: [
    { file: '/opt/classifold/models/bundled/manifest.json', reason: 'is no JSON', removableId: null },
    { file: '/home/you/models/ours/manifest.json', reason: 'is no JSON', removableId: 'ours' },
  ],
  folder: '/home/you/models',
};

type From = Extract<Place, { readonly screen: 'models' }>['from'];

async function open(from: From | null = null) {
  const bridge = fakeBridge({
    models: () => ok(VIEW),
    removeModel: () => ok({ kind: 'removed', forgotten: 0, chosen: null } as const),
  });
  await act(async () => {
    render(<ModelsScreen from={from} onSearch={() => undefined} onGo={() => undefined} />, {
      wrapper: inWindow(bridge),
    });
    await Promise.resolve();
  });
  return bridge;
}

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('offers to remove a damaged model where it is a person’s own, and only then', async () => {
  const bridge = await open();
  for (const { file, reason } of VIEW.problems) expect(screen.getByText(texts.problem(file, reason))).toBeTruthy();
  const buttons = screen.getAllByRole('button', { name: /^Remove/u });
  expect(buttons.map((button) => button.getAttribute('aria-label'))).toEqual([removeModel.openOf('ours')]);
  fireEvent.click(screen.getByRole('button', { name: removeModel.openOf('ours') }));
  const dialog = within(screen.getByRole('dialog', { name: removeModel.title('ours') }));
  expect(dialog.getByText(removeModel.question('ours', null))).toBeTruthy();
  await act(async () => {
    fireEvent.click(dialog.getByRole('button', { name: removeModel.confirm }));
    await Promise.resolve();
  });
  expect(bridge.asked.filter(({ name }) => name === 'removeModel').map(({ input }) => input)).toEqual([
    { id: 'ours', predictions: null },
  ]);
});

it.each([
  ['available-models', getModels.open],
  ['compare', compareScreenTexts.open],
] as const)('has the focus where one left it, coming back from %s', async (from, name) => {
  await open(from);
  expect(document.activeElement?.textContent).toBe(name);
});
