// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EnginesScreen } from '../../../renderer/engines/engines-screen.tsx';
import { RunsProvider } from '../../../renderer/state/runs.tsx';
import type { CommandInput } from '../../../shared/contract/commands.ts';
import type { CommandOutputs, Reply } from '../../../shared/contract/answers.ts';
import type { EnginePackFacts, PackForm } from '../../../shared/engine-pack.ts';
import type { EngineDescription, EngineReport } from '../../../shared/engine-report.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { fakeBridge, inWindow, later, ok, type FakeBridge } from '../fake-bridge.tsx';
import { RUN } from '../run-views.ts';
import { stubWindow } from '../stubbed-window.ts';

const texts = windowTexts.engines;
const nothing = () => undefined;

const facts: EnginePackFacts = {
  ...{ engine: 'tensorflow', package: '@tensorflow/tfjs-node', version: '4.22.0', library: '2.21.0' },
  ...{ platform: 'linux', arch: 'x64', device: 'cpu', files: 3, bytes: 600e6, digest: 'a'.repeat(64) },
};

const PATHS: Readonly<Record<PackForm, string>> = { folder: '/home/you/pack', archive: '/home/you/pack.zip' };

const unknown = {
  ...{
    version: null,
    package: null,
    source: null,
    usesGpu: false,
    cardUnused: null,
    pack: null,
    picturesPerSecond: null,
  },
} as const;
const cpu: EngineDescription = {
  ...{ ...unknown, engine: 'onnxruntime:cpu', version: '1.30.0', source: 'bundled', picturesPerSecond: 203.4 },
  state: { kind: 'present', device: 'A processor', memoryBytes: 25e9, isSoftware: false },
};
const webgpu: EngineDescription = {
  ...{ ...unknown, engine: 'onnxruntime:webgpu', source: 'bundled', usesGpu: true },
  state: { kind: 'present', device: 'A software device', memoryBytes: 2e9, isSoftware: true },
};
const tensorflow: EngineDescription = {
  ...{ ...unknown, engine: 'tensorflow' },
  state: { kind: 'absent', reason: 'there is no package', remedy: 'add an engine pack' },
};
const coreml: EngineDescription = {
  ...{ ...unknown, engine: 'onnxruntime:coreml' },
  state: { kind: 'refused', reason: 'its logits are wrong by up to 1' },
};
const report: EngineReport = {
  engines: [cpu, webgpu, coreml, tensorflow],
  choice: 'auto',
  inUse: 'onnxruntime:cpu',
  why: 'onnxruntime:webgpu is software.',
};

type Measured = Reply<CommandOutputs['measureEngines']>;

/** An application with these engines, which keeps what is chosen. */
function application(
  given: Partial<EngineReport> = {},
  addEnginePack: (input: CommandInput<'addEnginePack'>) => Promise<Reply<EnginePackFacts | null>> = () => ok(facts),
  measureEngines: () => Promise<Measured> = () => ok({ isComplete: true }),
): FakeBridge {
  let now: EngineReport = { ...report, ...given };
  const view = () => ok({ report: now, measuring: null });
  return fakeBridge({
    engines: view,
    chooseEngine: ({ engine }) => {
      now = { ...now, choice: engine };
      return view();
    },
    measureEngines,
    cancelMeasuringEngines: () => ok(null),
    chooseEnginePack: ({ from }) => ok({ path: PATHS[from], facts }),
    addEnginePack,
    cancelAddingEnginePack: () => ok(null),
    removeEnginePack: () => ok(null),
  });
}

async function settle(act_: () => void = nothing): Promise<void> {
  await act(async () => {
    act_();
    await Promise.resolve();
  });
}

async function open(bridge = application()): Promise<FakeBridge> {
  await settle(() => {
    const Window = inWindow(bridge);
    render(
      <Window>
        <RunsProvider>
          <EnginesScreen />
        </RunsProvider>
      </Window>,
    );
  });
  return bridge;
}

const card = (name: string) => within(screen.getByRole('region', { name }));
const press = (name: string) =>
  settle(() => {
    fireEvent.click(screen.getByRole('button', { name }));
  });
const asked = (bridge: FakeBridge, command: string) =>
  bridge.asked.filter(({ name }) => name === command).map(({ input }) => input);

const isHeld = (name: string) => screen.getByRole('button', { name }).getAttribute('aria-disabled') === 'true';

async function openDialog(bridge: FakeBridge, from: PackForm = 'folder'): Promise<void> {
  await open(bridge);
  await press(texts.addPack);
  await settle(() => {
    fireEvent.click(screen.getByRole('menuitem', { name: texts.addPackFrom[from] }));
  });
}

beforeEach(() => {
  stubWindow();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('says what computes and why, and of each engine that it is here, or why not and how to get it', async () => {
  await open();
  expect(screen.getByText(texts.nextRun('onnxruntime:cpu'))).toBeTruthy();
  expect(screen.getByText('ONNX Runtime on the GPU (WebGPU) is software.')).toBeTruthy();
  const first = card(texts.names['onnxruntime:cpu']);
  expect(first.getByText(texts.badges.inUse)).toBeTruthy();
  expect(
    first.getByText(/version 1\.30\.0 · comes with Classifold · A processor · 25 GB of memory · 203 pictures\/s/u),
  ).toBeTruthy();
  const second = card(texts.names['onnxruntime:webgpu']);
  expect(second.getByText(texts.badges.software)).toBeTruthy();
  expect(second.getByText(/A software device · 2 GB of its own memory/u)).toBeTruthy();
  expect(second.queryByText(texts.badges.neverRun)).toBeNull();
  const absent = card(texts.names.tensorflow);
  expect(absent.getByText('There is no package.')).toBeTruthy();
  expect(absent.getByText('How to get it: Add an engine pack.')).toBeTruthy();
  expect(absent.getByRole<HTMLInputElement>('radio').disabled).toBe(true);
  const refused = card(texts.names['onnxruntime:coreml']);
  expect(refused.getByText(texts.badges.refused)).toBeTruthy();
  expect(refused.getByText(texts.badges.neverRun)).toBeTruthy();
  expect(refused.getByText(/wrong by up to 1/u)).toBeTruthy();
});

it('says which package loaded, and that nobody has run it on a card', async () => {
  const loaded = { name: '@tensorflow/tfjs-node-gpu', version: '4.22.0', passedOver: ['another cannot be loaded'] };
  const here: EngineDescription = {
    ...{ ...tensorflow, version: '2.21.0', package: loaded, source: 'package' },
    state: { kind: 'present', device: 'A card', memoryBytes: null, isSoftware: false },
  };
  const bridge = application({ engines: [cpu, { ...here, usesGpu: true }] });
  await open(bridge);
  const onCard = card(texts.names.tensorflow);
  expect(
    onCard.getByText(
      /version 2\.21\.0 · from an npm package · @tensorflow\/tfjs-node-gpu 4\.22\.0; another cannot be loaded/u,
    ),
  ).toBeTruthy();
  expect(onCard.getByText(texts.neverRunOnGpu)).toBeTruthy();
  cleanup();
  await open(application({ engines: [cpu, here] }));
  expect(card(texts.names.tensorflow).queryByText(texts.badges.neverRun)).toBeNull();
  cleanup();
  await open(application({ engines: [cpu, { ...here, cardUnused: 'Could not load libcudnn.so.9' }] }));
  expect(card(texts.names.tensorflow).getByText(/not on the graphics card.*libcudnn/u)).toBeTruthy();
});

it('chooses an engine, and shows it as chosen', async () => {
  const bridge = await open();
  const radio = card(texts.names['onnxruntime:webgpu']).getByRole<HTMLInputElement>('radio');
  await settle(() => {
    fireEvent.click(radio);
  });
  expect(asked(bridge, 'chooseEngine')).toEqual([{ engine: 'onnxruntime:webgpu' }]);
  expect(radio.checked).toBe(true);
  await settle(() => {
    fireEvent.click(screen.getByLabelText(texts.automatic));
  });
  expect(asked(bridge, 'chooseEngine').at(-1)).toEqual({ engine: 'auto' });
});

it('shows what was chosen though the engines are looked at again before it is in force', async () => {
  const prompt = application();
  const chosen = later<undefined>();
  let looks = 0;
  const bridge = await open({
    ...prompt,
    request: async (name, input) => {
      if (name === 'chooseEngine') await chosen.promise;
      const reply = await prompt.request(name, input);
      if (name === 'engines' && reply.ok) {
        // What a run has found out meanwhile.
        const { report: seen } = reply.value as CommandOutputs['engines'];
        Object.assign(reply.value as object, { report: { ...seen, why: `Look ${++looks}.` } });
      }
      return reply;
    },
  });
  const choice = screen.getByRole<HTMLInputElement>('radio', { name: /WebGPU/ });
  await settle(() => {
    fireEvent.click(choice);
  });
  await settle(() => {
    bridge.tell('run', null);
  });
  await screen.findByText('Look 2.');
  expect(choice.checked).toBe(true);
  await settle(() => {
    chosen.resolve(undefined);
  });
  await screen.findByText('Look 3.');
  expect(choice.checked).toBe(true);
});

it('measures, says how far it is, and can be told to stop; then looks again', async () => {
  const bridge = await open();
  await press(texts.measure);
  expect(asked(bridge, 'measureEngines')).toHaveLength(1);
  const progress = { engine: 'tensorflow', done: 1, total: 2 } as const;
  await settle(() => {
    bridge.tell('measuringEngines', progress);
  });
  expect(screen.getByText(texts.measuring(progress))).toBeTruthy();
  expect(isHeld(texts.measure)).toBe(true);
  await press(texts.cancelMeasuring);
  expect(asked(bridge, 'cancelMeasuringEngines')).toHaveLength(1);
  const looked = asked(bridge, 'engines').length;
  await settle(() => {
    bridge.tell('measuringEngines', null);
  });
  expect(asked(bridge, 'engines')).toHaveLength(looked + 1);
  expect(screen.queryByRole('status')).toBeNull();
});

it('leaves engines alone while pictures are being classified', async () => {
  const bridge = await open(application({ engines: [cpu, { ...tensorflow, pack: { engine: 'tensorflow', facts } }] }));
  await settle(() => {
    bridge.tell('run', RUN);
  });
  expect([texts.measure, texts.removePack].map(isHeld)).toEqual([true, true]);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: texts.addPack }).disabled).toBe(true);
  expect(screen.getByText(texts.whileRunning)).toBeTruthy();
  await press(texts.measure);
  await press(texts.removePack);
  expect(asked(bridge, 'measureEngines')).toEqual([]);
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('holds what measures from the press on, while nothing is measured yet, until that is answered', async () => {
  const answered = later<Measured>();
  const bridge = await open(application({}, undefined, () => answered.promise));
  await press(texts.measure);
  await press(texts.measure);
  expect(asked(bridge, 'measureEngines')).toHaveLength(1);
  expect(isHeld(texts.measure)).toBe(true);
  await settle(() => {
    answered.resolve({ ok: true, value: { isComplete: true } });
  });
  expect(isHeld(texts.measure)).toBe(false);
});

it('keeps the focus on what measures, and has it where the way to stop that is gone', async () => {
  const bridge = await open();
  const measure = screen.getByRole<HTMLButtonElement>('button', { name: texts.measure });
  measure.focus();
  await press(texts.measure);
  await settle(() => {
    bridge.tell('measuringEngines', { engine: 'tensorflow', done: 1, total: 2 });
  });
  expect(measure.disabled).toBe(false);
  expect(document.activeElement).toBe(measure);
  screen.getByRole('button', { name: texts.cancelMeasuring }).focus();
  await settle(() => {
    bridge.tell('measuringEngines', null);
  });
  expect(document.activeElement).toBe(screen.getByRole('region', { name: texts.title }));
});

it('looks again when a run is over, since that may have tried engines', async () => {
  const bridge = await open();
  await settle(() => {
    bridge.tell('run', RUN);
  });
  const looked = asked(bridge, 'engines').length;
  await settle(() => {
    bridge.tell('run', null);
  });
  expect(asked(bridge, 'engines')).toHaveLength(looked + 1);
});

it.each(['folder', 'archive'] as const)('asks for the %s of a pack', async (from) => {
  const bridge = application();
  await openDialog(bridge, from);
  expect(asked(bridge, 'chooseEnginePack')).toEqual([{ from }]);
  expect(within(screen.getByRole('dialog')).getByText(PATHS[from])).toBeTruthy();
});

it('shows what a pack says of itself, and adds it only with the digest that was told', async () => {
  const added = later<Reply<EnginePackFacts | null>>();
  const bridge = application({}, () => added.promise);
  await openDialog(bridge);
  const dialog = within(screen.getByRole('dialog'));
  expect(dialog.getByText(facts.digest)).toBeTruthy();
  expect(dialog.getByText('/home/you/pack')).toBeTruthy();
  expect(dialog.getByText(texts.addDialog.trust)).toBeTruthy();
  const field = dialog.getByLabelText(texts.addDialog.digest);
  const confirm = dialog.getByRole<HTMLButtonElement>('button', { name: texts.addDialog.confirm });
  const type = (value: string) =>
    settle(() => {
      fireEvent.change(field, { target: { value } });
    });
  await type('abc');
  expect(dialog.getByText(texts.addDialog.notADigest)).toBeTruthy();
  expect(confirm.disabled).toBe(true);
  await type('b'.repeat(64));
  expect(dialog.getByText(texts.addDialog.otherDigest)).toBeTruthy();
  expect(confirm.disabled).toBe(true);
  await type(` ${'A'.repeat(64)} `);
  await settle(() => {
    fireEvent.submit(confirm.closest('form')!);
  });
  expect(asked(bridge, 'addEnginePack')).toEqual([{ path: '/home/you/pack', digest: facts.digest }]);
  await settle(() => {
    bridge.tell('addingEnginePack', { step: 'copying', bytes: 300e6, of: 600e6 });
  });
  expect(dialog.getByRole('status').textContent).toContain('300 MB of 600 MB');
  const looked = asked(bridge, 'engines').length;
  await settle(() => {
    added.resolve({ ok: true, value: facts });
  });
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(asked(bridge, 'engines')).toHaveLength(looked + 1);
});

it('says why a pack was refused, and stops one that is being added', async () => {
  const replies = [later<Reply<EnginePackFacts | null>>(), later<Reply<EnginePackFacts | null>>()] as const;
  let turn = 0;
  const bridge = application({}, () => replies[turn++ === 0 ? 0 : 1].promise);
  await openDialog(bridge);
  const dialog = within(screen.getByRole('dialog'));
  const confirm = () => press(texts.addDialog.confirm);
  const form = dialog.getByRole('button', { name: texts.addDialog.confirm }).closest('form')!;
  await settle(() => {
    fireEvent.submit(form);
  });
  await settle(() => {
    replies[0].resolve({ ok: false, message: 'It does not work here.' });
  });
  expect(dialog.getByText('It does not work here.')).toBeTruthy();
  await confirm();
  expect(dialog.queryByText('It does not work here.')).toBeNull();
  await press(texts.addDialog.stop);
  expect(asked(bridge, 'cancelAddingEnginePack')).toHaveLength(1);
  expect(screen.getByRole('dialog')).toBeTruthy();
  await settle(() => {
    replies[1].resolve({ ok: true, value: null });
  });
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('removes a pack when that is meant', async () => {
  const bridge = await open(application({ engines: [cpu, { ...tensorflow, pack: { engine: 'tensorflow', facts } }] }));
  await press(texts.removePack);
  expect(screen.getByText(texts.removeDialog.question('tensorflow', 600e6))).toBeTruthy();
  expect(asked(bridge, 'removeEnginePack')).toEqual([]);
  await press(texts.removeDialog.confirm);
  expect(asked(bridge, 'removeEnginePack')).toEqual([{ engine: 'tensorflow' }]);
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('removes a pack that does not even say what it is', async () => {
  const unreadable = { ...tensorflow, pack: { engine: 'tensorflow', facts: null } } as const;
  const bridge = await open(application({ engines: [cpu, unreadable] }));
  expect(screen.getByText(texts.pack(unreadable.pack))).toBeTruthy();
  await press(texts.removePack);
  expect(screen.getByText('The pack of TensorFlow leaves this machine.')).toBeTruthy();
  await press(texts.removeDialog.confirm);
  expect(asked(bridge, 'removeEnginePack')).toEqual([{ engine: 'tensorflow' }]);
});
