import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron';
import type { Reply } from '../../shared/contract/answers.ts';
import type { ChosenPackView, EnginesView } from '../../shared/contract/engine-views.ts';
import type { PackForm } from '../../shared/engine-pack.ts';
import type { EngineProgress } from '../../shared/engine-report.ts';
import type { MachineSettings } from '../../shared/settings.ts';
import { applicationTexts as texts } from '../../shared/texts/application.ts';
import { refusal, reply, replyOf, type CommandHandlers } from './command-handlers.ts';
import type { WindowEvents } from './events.ts';
import { failureText } from './failure-text.ts';
import type { Library } from './library.ts';
import { createSingleTask, type SingleTask } from './single-task.ts';

export interface EngineCommandParts {
  readonly library: () => Library;
  readonly window: () => BrowserWindow;
  readonly events: WindowEvents;
  readonly machine: () => MachineSettings;
  /** Of networks: engines that load and compute beside them would change the figures. */
  readonly measuring: Pick<SingleTask, 'isRunning'>;
  /** Keeps them and acts on them. */
  readonly changeMachine: (machine: MachineSettings) => Promise<void>;
}

type EngineCommand =
  | 'engines'
  | 'chooseEngine'
  | 'measureEngines'
  | 'cancelMeasuringEngines'
  | 'chooseEnginePack'
  | 'addEnginePack'
  | 'cancelAddingEnginePack'
  | 'removeEnginePack';

export interface EngineCommands {
  readonly handlers: CommandHandlers<EngineCommand>;
  /** Something is being measured, added or removed. */
  isBusy(): boolean;
  /** What would be stopped of it; null: nothing that takes its time. */
  underWay(): 'pack' | 'engines' | null;
  /** A run begins: what is measured beside it would be wrong, and would slow it down. */
  stopMeasuring(): void;
  /** Resolves when nothing is measured or added any more; of a pack that was being added nothing is left. */
  stop(): Promise<void>;
}

/** What takes its time: one at a time, since each loads engines and computes. */
type Work = 'measuring' | 'adding' | 'removing';

/** Commands about what computes: what there is, which one is chosen, how fast each is, and packs that a person adds. */
export function engineCommands(parts: EngineCommandParts): EngineCommands {
  const { library, window, events, machine, changeMachine } = parts;
  const task = createSingleTask();
  /** Of the task that is under way, or was last. */
  let work: Work | null = null;
  let measuring: EngineProgress | null = null;
  let chosen: ChosenPackView | null = null;

  async function view(): Promise<Reply<EnginesView>> {
    return replyOf(await library().core.engines(), (report) => ({ report, measuring }));
  }

  /** Refused while a run computes with what this would measure or change, or networks are measured. */
  async function begin<Value>(kind: Work, act: (signal: AbortSignal) => Promise<Reply<Value>>): Promise<Reply<Value>> {
    if (library().runs.view() !== null) return refusal(texts.enginesWhileRunning);
    if (parts.measuring.isRunning()) return refusal(texts.enginesWhileMeasuring);
    return task.begin((signal) => {
      work = kind;
      return act(signal);
    }, texts.enginesBusy);
  }

  function cancel(kind: Work): Promise<Reply<null>> {
    if (work === kind) task.cancel();
    return Promise.resolve(reply(null));
  }

  function tellMeasuring(progress: EngineProgress | null): void {
    measuring = progress;
    events.tell('measuringEngines', progress);
  }

  const handlers: CommandHandlers<EngineCommand> = {
    engines: view,
    chooseEngine: async ({ engine }) => {
      await changeMachine({ ...machine(), engine });
      return view();
    },
    measureEngines: () =>
      begin('measuring', async (signal) => {
        try {
          const measured = await library().core.measureEngines(signal, tellMeasuring);
          // The screen shows what is kept.
          if (measured.ok && measured.value.notKept !== null) return refusal(measured.value.notKept);
          return replyOf(measured, ({ isComplete }) => ({ isComplete }));
        } finally {
          tellMeasuring(null);
        }
      }),
    cancelMeasuringEngines: () => cancel('measuring'),
    chooseEnginePack: async ({ from }) => {
      const path = await choosePack(window(), from);
      if (path === null) return reply(null);
      const described = await library().core.describeEnginePack(path);
      if (described.ok) chosen = { path, facts: described.value };
      return replyOf(described, (facts) => ({ path, facts }));
    },
    addEnginePack: ({ path, digest }) => {
      // A page cannot have a pack added that no person chose, or another one than was shown.
      if (chosen?.path !== path) return Promise.resolve(refusal(texts.packNotChosen));
      const request = { path, digest: digest ?? chosen.facts.digest };
      return begin('adding', async (signal) => {
        const added = await library().core.addEnginePack(request, signal, (step) => {
          events.tell('addingEnginePack', step);
        });
        if (added.ok) return reply(added.value);
        return signal.aborted ? reply(null) : refusal(failureText(added.failure));
      });
    },
    cancelAddingEnginePack: () => cancel('adding'),
    removeEnginePack: ({ engine }) =>
      begin('removing', async () => replyOf(await library().core.removeEnginePack(engine), (nothing) => nothing)),
  };

  return {
    handlers,
    isBusy: task.isRunning,
    underWay: () => {
      if (!task.isRunning() || work === 'removing') return null;
      return work === 'adding' ? 'pack' : 'engines';
    },
    stopMeasuring: () => {
      if (work === 'measuring') task.cancel();
    },
    stop: task.stop,
  };
}

/** What the system's dialog offers: on Linux and Windows none offers folders and files at once. */
const OFFERED: Readonly<Record<PackForm, OpenDialogOptions>> = {
  folder: { properties: ['openDirectory'] },
  archive: { properties: ['openFile'], filters: [{ name: texts.packArchives, extensions: ['zip'] }] },
};

/** Asks for a pack; null: the person chose nothing. */
async function choosePack(window: BrowserWindow, from: PackForm): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: texts.choosePack[from],
    buttonLabel: texts.choose,
    ...OFFERED[from],
  });
  return filePaths[0] ?? null;
}
