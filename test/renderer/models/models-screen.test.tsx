// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ModelsScreen } from '../../../renderer/models/models-screen.tsx';
import type { Place } from '../../../renderer/place.ts';
import { RunsProvider } from '../../../renderer/state/runs.tsx';
import type { Reply } from '../../../shared/contract/answers.ts';
import type { ModelRemovalView } from '../../../shared/contract/model-arrivals.ts';
import type { ModelsView, ModelView } from '../../../shared/contract/model-views.ts';
import { compareScreenTexts } from '../../../shared/texts/compare-screen.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { fakeBridge, inWindow, later, ok } from '../fake-bridge.tsx';
import { RUN } from '../run-views.ts';
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

const CHOSEN: ModelView = {
  ...{ row: 1, id: 'lite0', name: 'EfficientNet-Lite0', digest: 'a', variant: 'lite0', classes: 1_000 },
  ...{ isChosen: true, done: 3, predictions: 15, reviews: 0 },
  installed: {
    ...{ inputSize: 224, threshold: 0.21, licence: 'Apache-2.0', source: 'timm', weightBytes: 18e6, isOwn: false },
    ...{ parameters: 4_652_008, multiplyAdds: 398_000_000 },
  },
};
const OURS: ModelView = {
  ...CHOSEN,
  ...{ row: 2, id: 'ours', name: 'Ours', digest: 'b', isChosen: false },
  installed: { ...CHOSEN.installed!, isOwn: true },
};

type From = Extract<Place, { readonly screen: 'models' }>['from'];

type Removed = Reply<ModelRemovalView>;
const REMOVED: Removed = { ok: true, value: { kind: 'removed', forgotten: 0, chosen: null } };

async function open(
  from: From | null = null,
  models: readonly ModelView[] = [],
  removeModel: () => Promise<Removed> = () => Promise.resolve(REMOVED),
) {
  let now: ModelsView = { ...VIEW, models };
  const bridge = fakeBridge({
    models: () => ok(now),
    count: () => ok({ pictures: now.models.some(({ isChosen }) => isChosen) ? 2 : 0 }),
    continueRun: () => ok(null),
    chooseModel: () => ok(null),
    forgetModel: () => ok({ pictures: 3 }),
    removeModel,
  });
  const Window = inWindow(bridge);
  await settle(() => {
    render(
      <Window>
        <RunsProvider>
          <ModelsScreen from={from} onSearch={() => undefined} onGo={() => undefined} />
        </RunsProvider>
      </Window>,
    );
  });
  /** What was done has come to the catalog, and the window hears of it. */
  const becomes = (...next: readonly ModelView[]) =>
    settle(() => {
      now = { ...now, models: next };
      bridge.tell('catalogChanged', {});
    });
  return { ...bridge, becomes };
}

async function settle(act_: () => void): Promise<void> {
  await act(async () => {
    act_();
    await Promise.resolve();
  });
}
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
/** As a key does it: what is pressed has the focus. */
const press = (name: string) =>
  settle(() => {
    button(name).focus();
    fireEvent.click(button(name));
  });
const scroller = () => screen.getByRole('region', { name: texts.title });

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

it('keeps the focus on the button that begins a run, which acts no second time while that goes on', async () => {
  const bridge = await open(null, [CHOSEN]);
  await press(texts.runRest(2));
  await settle(() => {
    bridge.tell('run', RUN);
  });
  expect(button(texts.runRest(2)).disabled).toBe(false);
  expect(button(texts.runRest(2)).getAttribute('aria-disabled')).toBe('true');
  expect(document.activeElement).toBe(button(texts.runRest(2)));
  await press(texts.runRest(2));
  expect(bridge.asked.filter(({ name }) => name === 'continueRun')).toHaveLength(1);
});

it('has the focus itself where the button that was pressed is gone', async () => {
  const bridge = await open(null, [{ ...CHOSEN, isChosen: false }]);
  await press(texts.chooseThis(CHOSEN.name));
  expect(document.activeElement).toBe(button(texts.chooseThis(CHOSEN.name)));
  await bridge.becomes(CHOSEN);
  expect(screen.queryByRole('button', { name: texts.chooseThis(CHOSEN.name) })).toBeNull();
  expect(document.activeElement).toBe(scroller());
});

it('leaves the focus to what has it when something else is gone', async () => {
  const bridge = await open(null, [{ ...CHOSEN, isChosen: false }]);
  await press(texts.chooseThis(CHOSEN.name));
  const elsewhere = button(getModels.open);
  elsewhere.focus();
  await bridge.becomes(CHOSEN);
  expect(document.activeElement).toBe(elsewhere);
});

it('has the focus itself where the button that opened a dialog goes when that is closed', async () => {
  const bridge = await open(null, [CHOSEN]);
  await press(texts.deleteOf(CHOSEN.name));
  await press(texts.deleteDialog.confirm);
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(document.activeElement).toBe(button(texts.deleteOf(CHOSEN.name)));
  await bridge.becomes({ ...CHOSEN, done: 0, predictions: 0 });
  expect(document.activeElement).toBe(scroller());
});

it('has the focus itself where the button that opened a dialog has gone before that', async () => {
  const removed = later<Removed>();
  const bridge = await open(null, [CHOSEN, OURS], () => removed.promise);
  await press(removeModel.openOf(OURS.name));
  await press(removeModel.confirm);
  await bridge.becomes(CHOSEN);
  expect(document.activeElement).not.toBe(scroller());
  await settle(() => {
    removed.resolve(REMOVED);
  });
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(document.activeElement).toBe(scroller());
});
