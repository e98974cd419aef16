// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SettingsScreen } from '../../../renderer/settings/settings-screen.tsx';
import type { ModelsView, ModelView, SettingsView } from '../../../shared/contract/model-views.ts';
import { DEFAULT_CATALOG_SETTINGS, DEFAULT_MACHINE_SETTINGS } from '../../../shared/settings.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { fakeBridge, inWindow, later, ok, type FakeBridge } from '../fake-bridge.tsx';
import { FINISHED } from '../run-views.ts';
import { stubWindow } from '../stubbed-window.ts';

const texts = windowTexts.settings;
const nothing = () => undefined;

const nameOf = (id: string): string => (id === 'm' ? 'Model' : 'Other');

/** Two that are installed, one of which only results are left, and one that is damaged. */
function modelsView(chosen: string): ModelsView {
  const facts = { variant: 'b0', classes: 3, done: 0, predictions: 0, reviews: 0 };
  const sizes = { inputSize: 224, threshold: 0.2, parameters: 1, multiplyAdds: 1, weightBytes: 1 };
  const installed = { ...sizes, licence: 'MIT', source: 'here', isOwn: false };
  const model = (id: string, row: number | null): ModelView => {
    return { ...facts, row, id, name: nameOf(id), digest: id, isChosen: id === chosen, installed };
  };
  const gone: ModelView = { ...model('gone', 3), name: 'gone', installed: null };
  const problems = [{ file: '/models/ours/manifest.json', reason: 'is no JSON', removableId: 'ours' }];
  return { pictures: 7, models: [model('m', 1), model('other', null), gone], problems, folder: '/models' };
}

/** An application that keeps what it is told. */
function application(run: Partial<SettingsView['run']> = {}): FakeBridge {
  let view: SettingsView = {
    catalog: DEFAULT_CATALOG_SETTINGS,
    machine: DEFAULT_MACHINE_SETTINGS,
    model: { id: 'm', name: 'Model', threshold: 0.21 },
    run: {
      engine: 'onnxruntime:cpu',
      plan: { workers: 2, threads: 1, decoders: 2, batch: 1 },
      ...{ memoryBytes: 560e6, gpuBytes: 0, allowedBytes: 8e9, allowedGpuBytes: null, cores: 2, machineBytes: 8e9 },
      ...run,
    },
    thumbnailBytes: 12e6,
    catalogFile: { path: '/home/you/catalog.sqlite', bytes: 1e6 },
  };
  return fakeBridge({
    // A run writes into the catalog.
    settings: () => ok((view = { ...view, catalogFile: { ...view.catalogFile, bytes: view.catalogFile.bytes + 1e6 } })),
    models: () => ok(modelsView(view.model.id)),
    chooseModel: ({ id }) => {
      view = { ...view, model: { id, name: nameOf(id), threshold: 0.21 } };
      return ok(null);
    },
    count: () => ok({ pictures: 7 }),
    changeSettings: ({ catalog, machine }) => {
      view = { ...view, catalog: { ...view.catalog, ...catalog }, machine: { ...view.machine, ...machine } };
      return ok(view);
    },
  });
}

type Waiting = ReturnType<typeof later<undefined>>;

async function open(bridge = application()): Promise<FakeBridge> {
  await act(async () => {
    render(<SettingsScreen onShow={nothing} />, { wrapper: inWindow(bridge) });
    await Promise.resolve();
  });
  return bridge;
}

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
async function enter(label: string, value: string): Promise<void> {
  await act(async () => {
    fireEvent.change(field(label), { target: { value } });
    fireEvent.blur(field(label));
    await Promise.resolve();
  });
}
const changes = (bridge: FakeBridge) =>
  bridge.asked.filter(({ name }) => name === 'changeSettings').map(({ input }) => input);

beforeEach(() => {
  stubWindow();
  // Of a list of choices; jsdom lays nothing out.
  Element.prototype.scrollIntoView = nothing;
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('shows every setting, empty where the usual rule decides', async () => {
  await open();
  expect(field(texts.k).value).toBe('5');
  expect(field(texts.threshold).value).toBe('');
  expect(field(texts.threshold).placeholder).toContain('0.21');
  expect(field(texts.workers).placeholder).toBe(texts.automatic);
  expect(field(texts.thumbnails).value).toBe('1');
  expect(field(texts.extensions).value).toContain('jpg, jpeg');
  expect(screen.getByText('/home/you/catalog.sqlite')).toBeTruthy();
});

it('keeps what is typed when the field is left, in its own place, and says nothing of the others', async () => {
  const bridge = await open();
  await enter(texts.k, '3');
  await enter(texts.threshold, '0.4');
  await enter(texts.memory, '1.5');
  await enter(texts.gpuMemory, '3');
  await enter(texts.extensions, '.JPG, png,jpg');
  expect(changes(bridge)).toEqual([
    { catalog: { k: 3 }, machine: null },
    { catalog: { threshold: 0.4 }, machine: null },
    { catalog: null, machine: { memoryBytes: 1.5e9 } },
    { catalog: null, machine: { gpuMemoryBytes: 3e9 } },
    { catalog: { extensions: ['jpg', 'png'] }, machine: null },
  ]);
  await enter(texts.threshold, '');
  expect(changes(bridge).at(-1)).toEqual({ catalog: { threshold: null }, machine: null });
});

it('keeps one change beside another that was not answered yet', async () => {
  const answered = later<undefined>();
  const prompt = application();
  const bridge = await open({
    ...prompt,
    request: async (name, input) => {
      const reply = await prompt.request(name, input);
      if (name === 'changeSettings') await answered.promise;
      return reply;
    },
  });
  await enter(texts.workers, '1');
  await enter(texts.memory, '1.5');
  await enter(texts.k, '3');
  await enter(texts.threshold, '0.4');
  await act(async () => {
    answered.resolve(undefined);
    await answered.promise;
  });
  const kept = await bridge.request('settings', {});
  expect(kept).toMatchObject({
    value: { machine: { workers: 1, memoryBytes: 1.5e9 }, catalog: { k: 3, threshold: 0.4 } },
  });
  const shown = [texts.workers, texts.memory, texts.k, texts.threshold].map((label) => field(label).value);
  expect(shown).toEqual(['1', '1.5', '3', '0.4']);
});

it('shows what a change answered until a question is answered that was asked after it', async () => {
  const prompt = application();
  const waiting = { settings: [] as Waiting[], changeSettings: [] as Waiting[] };
  const bridge = await open({
    ...prompt,
    request: async (name, input) => {
      // As it is at this moment, whenever it is told.
      const reply = await prompt.request(name, input);
      const told = later<undefined>();
      if (name === 'settings') waiting.settings.push(told);
      else if (name === 'changeSettings') waiting.changeSettings.push(told);
      else return reply;
      await told.promise;
      return reply;
    },
  });
  const answer = (name: keyof typeof waiting, at: number) =>
    act(async () => {
      waiting[name][at]?.resolve(undefined);
      await Promise.resolve();
    });
  const follow = async (at: number) => {
    act(() => {
      bridge.tell('catalogChanged', {});
      bridge.tell('runFinished', FINISHED);
    });
    await waitFor(() => {
      expect(waiting.settings).toHaveLength(at + 1);
    });
  };
  const choose = async (appearance: 'light' | 'dark', at: number) => {
    fireEvent.click(field(texts.appearances[appearance]));
    await waitFor(() => {
      expect(waiting.changeSettings).toHaveLength(at + 1);
    });
  };
  const chosen = () => (['system', 'light', 'dark'] as const).filter((one) => field(texts.appearances[one]).checked);
  await answer('settings', 0);
  expect(chosen()).toEqual(['system']);

  await follow(1);
  await choose('dark', 0);
  // Asked before the change, and answered before it is.
  await answer('settings', 1);
  await answer('changeSettings', 0);
  expect(chosen()).toEqual(['dark']);

  await follow(2);
  await choose('light', 1);
  await answer('changeSettings', 1);
  expect(chosen()).toEqual(['light']);
  // Asked before the change, and answered after it.
  await answer('settings', 2);
  expect(chosen()).toEqual(['light']);

  await follow(3);
  await answer('settings', 3);
  expect(chosen()).toEqual(['light']);
  screen.getByText(texts.catalogSize(5e6));
});

it('offers the models that can be used, and asks about the library as the screen of models does', async () => {
  const bridge = await open();
  const choice = screen.getByRole('combobox', { name: texts.model });
  expect((choice as HTMLInputElement).value).toBe('Model');
  expect(screen.getByText(texts.damagedModels(1))).toBeTruthy();
  fireEvent.click(choice);
  const options = await screen.findAllByRole('option', { hidden: true });
  expect(options.map(({ textContent }) => textContent)).toEqual(['Model', 'Other']);
  await act(async () => {
    fireEvent.click(screen.getByRole('option', { name: 'Other', hidden: true }));
    await Promise.resolve();
  });
  const { chosenDialog } = windowTexts.models;
  const dialog = await screen.findByRole('dialog', { name: chosenDialog.title });
  expect(dialog.textContent).toContain(chosenDialog.question('Other', 7));
  expect(bridge.asked.filter(({ name }) => name === 'chooseModel').map(({ input }) => input)).toEqual([
    { id: 'other' },
  ]);
});

it('asks nothing where the chosen model is chosen again', async () => {
  const bridge = await open();
  fireEvent.click(screen.getByRole('combobox', { name: texts.model }));
  await act(async () => {
    fireEvent.click(screen.getByRole('option', { name: 'Model', hidden: true }));
    await Promise.resolve();
  });
  expect(bridge.asked.map(({ name }) => name)).not.toContain('chooseModel');
});

it('says what makes no sense, and keeps what there was', async () => {
  const bridge = await open();
  await enter(texts.k, '21');
  expect(screen.getByText(texts.notANumber(1, 20))).toBeTruthy();
  await enter(texts.extensions, 'jpg,,');
  expect(screen.getByText(texts.extensionsWrong)).toBeTruthy();
  expect(changes(bridge)).toEqual([]);
});

it('goes back to the usual settings, all of them', async () => {
  const bridge = await open();
  await enter(texts.workers, '1');
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: texts.restore }));
    await Promise.resolve();
  });
  expect(changes(bridge).at(-1)).toEqual({ catalog: DEFAULT_CATALOG_SETTINGS, machine: DEFAULT_MACHINE_SETTINGS });
  expect(field(texts.workers).value).toBe('');
});

it('says what the next run would take, and that it would be refused where that is too much', async () => {
  await open();
  expect(screen.getByText(/2 workers × 1 thread.*about 560 MB of memory/u)).toBeTruthy();
  cleanup();
  await open(application({ memoryBytes: 1.6e9, allowedBytes: 1e9 }));
  expect(screen.getByText(texts.tooLittleMemory(1.6e9, 1e9))).toBeTruthy();
  expect(screen.queryByText(/2 workers/u)).toBeNull();
  cleanup();
  await open(application({ gpuBytes: 3e8, allowedGpuBytes: 1e9 }));
  expect(screen.getByText(/about 560 MB of memory, 300 MB on the GPU/u)).toBeTruthy();
  cleanup();
  await open(application({ gpuBytes: 3e9, allowedGpuBytes: 1e9 }));
  expect(screen.getByText(texts.tooLittleGpuMemory(3e9, 1e9))).toBeTruthy();
});
