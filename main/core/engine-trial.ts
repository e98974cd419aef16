import { REFERENCE_ENGINE, type EngineName } from '../../shared/engine.ts';
import type { Model } from '../model/model-folder.ts';
import { probe, type ProbeAnswer } from '../pool/probe.ts';
import { wrongLogits } from './compared-logits.ts';
import { packFolderOf, type EnginesHere } from './engines-here.ts';
import type { CoreOptions } from './host-contract.ts';
import type { EngineVerdict } from './kept-verdicts.ts';
import { foreseeRun, plannedEngine, shortageOf } from './run-pool.ts';

/** How long a trial measures, and when it is given up. */
export interface Patience {
  readonly measureMs: number;
  readonly deadlineMs: number;
}

/** Tries engines on one model, each beside the reference, which is computed once. */
export interface EngineTrials {
  /** Null: nothing to keep; it was cancelled, it does not fit into the memory that it may take, or there is nothing to compare it with. */
  try(engine: EngineName): Promise<EngineVerdict | null>;
}

/**
 * Trials in worker processes of their own, as many at once as a run with this engine would have, over pictures that are in
 * memory.
 */
export function createTrials(
  options: CoreOptions,
  model: Model,
  here: EnginesHere,
  { measureMs, deadlineMs }: Patience,
  signal: AbortSignal,
): EngineTrials {
  const { spawn, workerScript, cacheDir } = options;
  const packFolder = packFolderOf(here);

  async function measure(engine: EngineName): Promise<ProbeAnswer | null> {
    const foresight = foreseeRun(model, options.runLimits(), plannedEngine(engine, here.presences.get(engine)));
    if (signal.aborted || shortageOf(foresight) !== null) return null;
    const { workers, threads, batch } = foresight.plan;
    const network = { kind: 'model' as const, modelFolder: model.folder, cacheDir };
    return probe(
      { engine, packFolder, network, workers, threads, batch, measureMs },
      { spawn, workerScript, deadlineMs, signal },
    );
  }

  let reference: Promise<ProbeAnswer | null> | null = null;
  const measureReference = (): Promise<ProbeAnswer | null> => (reference ??= measure(REFERENCE_ENGINE));

  return {
    try: async (engine) => {
      if (engine === REFERENCE_ENGINE) {
        const verdict = verdictOf(await measureReference());
        // A machine that is too busy for it is no reason to distrust what every other is compared with.
        return verdict?.kind === 'measured' ? verdict : null;
      }
      const tried = await measure(engine);
      if (tried?.ok !== true) return verdictOf(tried);
      const beside = await measureReference();
      if (beside?.ok !== true) return null;
      const wrong = wrongLogits(tried.figures.logits, beside.figures.logits);
      return wrong === null ? verdictOf(tried) : { kind: 'refused', reason: wrong };
    },
  };
}

function verdictOf(answered: ProbeAnswer | null): EngineVerdict | null {
  if (answered === null) return null;
  if (answered.ok) return { kind: 'measured', picturesPerSecond: answered.figures.picturesPerSecond };
  return answered.kind === 'cancelled' ? null : { kind: 'refused', reason: answered.reason };
}
