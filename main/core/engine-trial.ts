import { assertNever } from '../../shared/assert-never.ts';
import { logitsApart } from '../../shared/compared-logits.ts';
import { REFERENCE_ENGINE, type EngineName } from '../../shared/engine.ts';
import { enginePresenceTexts as texts } from '../../shared/texts/engine-presence.ts';
import type { Model } from '../model/model-folder.ts';
import { probe, type ProbeAnswer } from '../pool/probe.ts';
import { packFolderOf, type EnginesHere } from './engines-here.ts';
import type { CoreOptions } from './host-contract.ts';
import type { EngineVerdict } from './kept-verdicts.ts';
import { foreseeRun, plannedEngine, shortageOf } from './run-pool.ts';

/** How long a trial measures, and when it is given up. */
export interface Patience {
  readonly measureMs: number;
  readonly deadlineMs: number;
}

/** A trial that says nothing of the engine: memory was short at that moment, or something ended its process. It is not kept. */
export interface Inconclusive {
  readonly kind: 'inconclusive';
  readonly reason: string;
}

/** Tries engines on one model, each beside the reference, which is computed once. */
export interface EngineTrials {
  /** Null: nothing to tell; it was cancelled, it does not fit into the memory that it may take, or the reference could not compute either. */
  try(engine: EngineName): Promise<EngineVerdict | Inconclusive | null>;
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
    const request = { engine, packFolder, network, workers, threads, measureMs };
    // Where memory is short a run takes smaller batches too.
    for (let pictures = batch; ; pictures = Math.floor(pictures / 2)) {
      const answered = await probe({ ...request, batch: pictures }, { spawn, workerScript, deadlineMs, signal });
      if (answered.ok || answered.kind !== 'out-of-memory' || pictures === 1) return answered;
    }
  }

  let reference: Promise<ProbeAnswer | null> | null = null;
  const measureReference = (): Promise<ProbeAnswer | null> => (reference ??= measure(REFERENCE_ENGINE));

  return {
    try: async (engine) => {
      const beside = await measureReference();
      // A machine that is too busy for it, or a model that nothing can load, is no reason to distrust an engine.
      if (beside?.ok !== true) return null;
      if (engine === REFERENCE_ENGINE) return verdictOf(beside);
      const tried = await measure(engine);
      if (tried?.ok !== true) return verdictOf(tried);
      const apart = logitsApart(tried.figures.logits, beside.figures.logits);
      return apart === null ? verdictOf(tried) : { kind: 'refused', reason: texts.wrongLogits(apart) };
    },
  };
}

function verdictOf(answered: ProbeAnswer | null): EngineVerdict | Inconclusive | null {
  if (answered === null) return null;
  if (answered.ok) return { kind: 'measured', picturesPerSecond: answered.figures.picturesPerSecond };
  const { kind, reason } = answered;
  switch (kind) {
    case 'cancelled':
      return null;
    case 'out-of-memory':
    case 'killed':
      return { kind: 'inconclusive', reason };
    case 'refused':
    case 'died':
    case 'hung':
      return { kind: 'refused', reason };
    default:
      return assertNever(kind);
  }
}
