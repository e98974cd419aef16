import { REFERENCE_ENGINE, type EngineName } from '../../shared/engine.ts';
import type { ComparedVariant, ModelComparison, VariantSpeed } from '../../shared/model-comparison.ts';
import type { Plan } from '../../shared/run.ts';
import { VARIANT_IDS, type VariantId } from '../../shared/variant.ts';
import { engineVersion } from '../engine/engine-version.ts';
import type { Model } from '../model/model-folder.ts';
import { publishedFacts, scaledNetworks } from '../model/published-networks.ts';
import { probe } from '../pool/probe.ts';
import { answer, refuse, type Answer } from './answer.ts';
import type { Connections } from './connections.ts';
import { comparedMachine, engineOrigin, foreseeEngine, refusedChoice } from './engine-choice.ts';
import type { EngineLibraries } from './engine-libraries.ts';
import { lookAtEngines } from './engine-look.ts';
import { packFolderOf, type EnginesHere } from './engines-here.ts';
import type { Core, CoreOptions } from './host-contract.ts';
import { hasVerdicts } from './kept-verdicts.ts';
import {
  keepSpeed,
  keptSpeeds,
  speedBy,
  type KeptSpeeds,
  type MeasuredSpeed,
  type SpeedOrigin,
} from './kept-speeds.ts';
import { measuredPlan, type EngineOrigin } from './measuring-origin.ts';
import { chooseModel } from './model-choice.ts';
import { modelInUse } from './questions.ts';
import {
  foreseeNetwork,
  foreseeRun,
  plannedEngine,
  shortageOf,
  type PlannedEngine,
  type RunForesight,
} from './run-pool.ts';

/** Making the weights of the largest network and its first picture take half a minute on a slow core. */
const DEADLINE_MS = 300_000;

interface EngineInUse {
  readonly from: EngineOrigin;
  readonly planned: PlannedEngine;
  /** Of its library; empty where that could not be loaded. */
  readonly version: string;
}

/** How fast each published network is on this machine. */
export function createModelComparison(
  options: CoreOptions,
  connections: Connections,
  libraries: EngineLibraries,
): Pick<Core, 'comparison' | 'compareModels' | 'scaledNetworks'> {
  /** The engine in use, by what is known of a model (null: the chosen one): nothing is tried for it. */
  async function inUse(here: EnginesHere, model: Model | null): Promise<EngineInUse> {
    const engine = await engineInUse(here, model);
    const presence = here.presences.get(engine);
    const library = presence === undefined ? null : await libraries.of(engine, presence, here);
    return {
      from: engineOrigin(engine, presence),
      planned: plannedEngine(engine, presence),
      version: library?.ok === true ? library.facts.version : engineVersion(engine),
    };
  }

  async function engineInUse(here: EnginesHere, model: Model | null): Promise<EngineName> {
    const choice = options.engineChoice();
    if (choice !== 'auto') return choice;
    // The chosen model is asked for only where it makes a difference.
    if (!(await hasVerdicts(options.cacheDir))) return REFERENCE_ENGINE;
    const used = model === null ? await modelNamed(null) : answer(model);
    return used.ok ? (await foreseeEngine(options, used.value, here)).engine : REFERENCE_ENGINE;
  }

  /** Null: the chosen one. */
  async function modelNamed(id: string | null): Promise<Answer<Model>> {
    const reader = await connections.reader();
    const named = reader.ok ? await modelInUse(options, reader.value, id) : await chooseModel(options, id, null);
    return named.ok ? answer(named.value.model) : named;
  }

  return {
    comparison: async () => {
      const used = await inUse(await lookAtEngines(options, libraries), null);
      return compared(options, used, await knownSpeeds(options, used));
    },

    compareModels: async ({ variants, again, measureMs, modelId, endsUnkept }, signal, tell) => {
      const named = modelId === null ? null : await modelNamed(modelId);
      if (named?.ok === false) return named;
      const here = await lookAtEngines(options, libraries);
      const refused = refusedChoice(options, here);
      if (refused !== null) return refuse(refused);
      const used = await inUse(here, named?.value ?? null);
      const speeds = new Map(await knownSpeeds(options, used));
      const total = variants.length;
      let notKept: string | null = null;
      for (const [done, variant] of variants.entries()) {
        if (signal.aborted || (endsUnkept && notKept !== null)) break;
        const isKnown = !again && speeds.get(variant)?.kind === 'measured';
        const foresight = foresee(options, used.planned, variant);
        // What does not fit is not kept: that depends on limits.
        if (isKnown || shortageOf(foresight) !== null) continue;
        tell({ variant, done, total });
        const { engine, plan } = foresight;
        const request = { engine, plan, packFolder: packFolderOf(here), variant, measureMs };
        const speed = await measure(options, request, signal);
        if (speed === null) continue;
        const origin = speedOrigin(used.from, variant, foresight);
        speeds.set(variant, speedBy(origin.plan, speed));
        notKept = (await keepSpeed(options.cacheDir, origin, speed)) ?? notKept;
      }
      return answer({ comparison: compared(options, used, speeds), isComplete: !signal.aborted, notKept });
    },

    scaledNetworks,
  };
}

function speedOrigin(from: EngineOrigin, variant: VariantId, { plan }: RunForesight): SpeedOrigin {
  return { ...from, variant, plan: measuredPlan(plan) };
}

/** What is kept counts where it was measured as a run would compute now: other limits make another plan. */
function knownSpeeds(options: CoreOptions, { from, planned }: EngineInUse): Promise<KeptSpeeds> {
  const origins = VARIANT_IDS.map((variant) => speedOrigin(from, variant, foresee(options, planned, variant)));
  return keptSpeeds(options.cacheDir, origins);
}

/** What a run with a model would compute with. */
export interface ForeseenSpeed {
  readonly engine: EngineName;
  /** Pictures a second, by what was measured of the network on this machine without a run; null: nothing that counts. */
  readonly measured: number | null;
}

/** By what is known: nothing is measured for it. */
export async function foreseeSpeed(
  options: CoreOptions,
  libraries: EngineLibraries,
  model: Model,
): Promise<ForeseenSpeed> {
  const here = await lookAtEngines(options, libraries);
  const { engine } = await foreseeEngine(options, model, here);
  const presence = here.presences.get(engine);
  const { variant } = model.manifest;
  const foresight = foreseeRun(model, options.runLimits(), plannedEngine(engine, presence));
  const origin = speedOrigin(engineOrigin(engine, presence), variant, foresight);
  const speed = (await keptSpeeds(options.cacheDir, [origin])).get(variant);
  const counts = speed?.kind === 'measured' && shortageOf(foresight) === null;
  return { engine, measured: counts ? speed.picturesPerSecond : null };
}

interface VariantMeasuring {
  readonly engine: EngineName;
  readonly plan: Plan;
  /** Of the engine pack; null: the program's own packages. */
  readonly packFolder: string | null;
  readonly variant: VariantId;
  readonly measureMs: number;
}

/**
 * Measures a network as a run with the default plan would compute it: as many workers at once, each with a session of as many
 * threads, over pictures that are in memory. Null: it was stopped.
 */
async function measure(
  options: CoreOptions,
  { engine, plan, packFolder, variant, measureMs }: VariantMeasuring,
  signal: AbortSignal,
): Promise<MeasuredSpeed | null> {
  const { workers, threads, batch } = plan;
  const answered = await probe(
    { engine, packFolder, network: { kind: 'variant', variant }, workers, threads, batch, measureMs },
    { spawn: options.spawn, workerScript: options.workerScript, deadlineMs: DEADLINE_MS, signal },
  );
  if (!answered.ok) return answered.kind === 'cancelled' ? null : { kind: 'failed', reason: answered.reason };
  const { picturesPerSecond, allPeakBytes: peakBytes } = answered.figures;
  return { kind: 'measured', picturesPerSecond, peakBytes, at: Date.now() };
}

function compared(options: CoreOptions, { planned, version }: EngineInUse, speeds: KeptSpeeds): ModelComparison {
  const variants = VARIANT_IDS.map((variant): ComparedVariant => {
    const { resolution, top1, costs } = publishedFacts(variant);
    const { parameters, multiplyAdds } = costs;
    const shortage = shortageOf(foresee(options, planned, variant));
    const speed: VariantSpeed =
      shortage === null ? (speeds.get(variant) ?? { kind: 'unknown' }) : { kind: 'too-large', ...shortage };
    return { variant, resolution, parameters, multiplyAdds, top1, speed };
  });
  const { engine } = planned;
  return { machine: comparedMachine(), engine, engineVersion: version, variants };
}

function foresee(options: CoreOptions, planned: PlannedEngine, variant: VariantId): RunForesight {
  return foreseeNetwork(publishedFacts(variant).costs, options.runLimits(), planned);
}
