import type { CommandOutputs, Reply } from '../../shared/contract/answers.ts';
import type { EventPayload } from '../../shared/contract/events.ts';
import { MEASURE_MS, type ModelComparison } from '../../shared/model-comparison.ts';
import { applicationTexts as texts } from '../../shared/texts/application.ts';
import { comparisonTexts } from '../../shared/texts/comparison.ts';
import type { VariantId } from '../../shared/variant.ts';
import type { Core } from '../core/host-contract.ts';
import { refusal, reply, replyOf, type CommandHandlers } from './command-handlers.ts';
import type { EngineCommands } from './engine-commands.ts';
import type { Library } from './library.ts';
import { createSingleTask } from './single-task.ts';

/** What is measured: these networks, `again` also where they are known. */
export interface MeasureWish {
  readonly variants: readonly VariantId[];
  readonly again: boolean;
}

/** Measures networks, one job at a time, and can be stopped: what was measured by then is kept, or it is said why not. */
export interface Measuring {
  /** Resolves when all are measured, or it was stopped. */
  measure(core: Pick<Core, 'compareModels'>, wish: MeasureWish): Promise<Reply<CommandOutputs['measureModels']>>;
  isRunning(): boolean;
  /** Resolves when nothing is being measured any more. */
  stop(): Promise<void>;
}

/** @param tell how far it is; null: nothing is being measured */
export function createMeasuring(tell: (progress: EventPayload<'measuring'>) => void): Measuring {
  const task = createSingleTask();
  return {
    measure: (core, wish) =>
      task.begin(async (signal) => {
        const begun: VariantId[] = [];
        try {
          const request = { ...wish, measureMs: MEASURE_MS, modelId: null, endsUnkept: true };
          const measured = await core.compareModels(request, signal, (progress) => {
            begun.push(progress.variant);
            tell(progress);
          });
          // The screen shows what is kept.
          if (measured.ok && measured.value.notKept !== null) return refusal(measured.value.notKept);
          // Of the one that it was stopped at, the comparison has what was known before.
          return replyOf(measured, ({ comparison, isComplete }) => ({
            failures: failuresOf(isComplete ? begun : begun.slice(0, -1), comparison),
          }));
        } finally {
          tell(null);
        }
      }, texts.measuringAlready),
    isRunning: task.isRunning,
    stop: task.stop,
  };
}

function failuresOf(tried: readonly VariantId[], comparison: ModelComparison): readonly string[] {
  const variants = comparison.variants.filter(({ variant }) => tried.includes(variant));
  return comparisonTexts.failures({ ...comparison, variants });
}

type MeasuringCommand = 'comparison' | 'measureModels' | 'cancelMeasuring' | 'scaledNetworks';

/** Commands about how fast networks are here, and how they grow. */
export function measuringCommands({
  library,
  measuring,
  engines,
}: {
  readonly library: () => Pick<Library, 'core' | 'runs'>;
  readonly measuring: Measuring;
  readonly engines: Pick<EngineCommands, 'isBusy'>;
}): CommandHandlers<MeasuringCommand> {
  return {
    comparison: async () => reply(await library().core.comparison()),
    measureModels: async (wish) => {
      const { core, runs } = library();
      // One would slow down the other, and the figures would be of neither.
      if (runs.view() !== null) return refusal(texts.measureWhileRunning);
      if (engines.isBusy()) return refusal(texts.enginesBusy);
      return measuring.measure(core, wish);
    },
    cancelMeasuring: async () => {
      await measuring.stop();
      return reply(null);
    },
    scaledNetworks: () => Promise.resolve(reply(library().core.scaledNetworks())),
  };
}
