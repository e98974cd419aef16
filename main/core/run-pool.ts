import os from 'node:os';
import type { Plan } from '../../shared/run.ts';
import type { MemoryShortage, RunLimits } from '../../shared/settings.ts';
import { REFERENCE_ENGINE, type EngineChoice, type EngineName } from '../../shared/engine.ts';
import type { Presence } from '../engine/engine-presence.ts';
import { machineMemory } from '../engine/surroundings.ts';
import { engineNeeds, sessionMemory } from '../engine/session-memory.ts';
import { modelCosts, type ModelCosts } from '../model/costs.ts';
import type { Model } from '../model/model-folder.ts';
import {
  allowedBytes,
  hasSpareWorker,
  memoryForPictures,
  mostFileBytes,
  planFor,
  type Budget,
  type Machine,
} from '../pool/plan.ts';
import type { CoreFailure } from './answer.ts';
import { createPool, type Pool, type PoolOptions } from '../pool/pool.ts';
import type { Footing } from '../pool/retreat.ts';
import type { ThumbnailKeeper } from '../pool/pool-worker.ts';
import type { Spawn } from '../process/started-process.ts';

/** What a host gives for a run's worker processes. */
export interface PoolSettings {
  readonly spawn: Spawn;
  /** Absolute path of the worker program. */
  readonly workerScript: string;
  /** Absolute; graph files that can be made again. */
  readonly cacheDir: string;
  /** Asked when a run begins, so that a change counts from the next one on. */
  readonly runLimits: () => RunLimits;
  readonly engineChoice: () => EngineChoice;
  /** Absolute: the engine pack that engines of packs are loaded from; null, or left out: there is none. */
  readonly packFolder?: string | null;
  /** Null where nobody looks at pictures. */
  readonly thumbnails: ThumbnailKeeper | null;
}

/** An engine, and what its plan depends on beside it. */
export interface PlannedEngine {
  readonly engine: EngineName;
  /** Whether it computes on something other than the CPU. */
  readonly isOnCard: boolean;
  /** Whether that is the CPU after all, which pretends to be a graphics processor. */
  readonly isSoftware: boolean;
  /** Of that device's own memory; null: not known, or it has none. */
  readonly cardBytes: number | null;
}

/** @param presence of this engine, as it was seen on this machine */
export function plannedEngine(engine: EngineName, presence: Presence | undefined): PlannedEngine {
  const isOnCard = presence?.isAccelerator === true;
  const state = isOnCard && presence.state.kind === 'present' ? presence.state : null;
  return { engine, isOnCard, isSoftware: state?.isSoftware === true, cardBytes: state?.memoryBytes ?? null };
}

/** The engine that is always here. */
export const REFERENCE_ON_CPU: PlannedEngine = {
  engine: REFERENCE_ENGINE,
  isOnCard: false,
  isSoftware: false,
  cardBytes: null,
};

/** What a run would take of this machine. */
export interface RunForesight {
  readonly engine: EngineName;
  readonly plan: Plan;
  /** Of all workers together, as far as it can be foreseen. */
  readonly memoryBytes: number;
  /** Of the memory of a GPU; 0 on a CPU. */
  readonly gpuBytes: number;
  /** Most that they may take together; where they would take more, there is no run. */
  readonly allowed: Budget;
  readonly machine: Machine;
  /** As of `Footing`. */
  readonly hasSpareWorker: boolean;
}

// Larger files are no pictures that a network of 224 pixels needs whole; each decoder may hold one in memory.
const MAX_FILE_BYTES = 1 << 30;

/** The plan of a run with this model. */
export function foreseeRun(model: Model, limits: RunLimits, planned: PlannedEngine): RunForesight {
  return foreseeNetwork(modelCosts(model.manifest), limits, planned);
}

/** The same for any network. */
export function foreseeNetwork(
  costs: ModelCosts,
  limits: RunLimits,
  { engine, isOnCard, isSoftware, cardBytes }: PlannedEngine,
): RunForesight {
  const machine = { ...thisMachine(), gpuMemoryBytes: cardBytes };
  const onDevice = engineNeeds(engine, costs, isOnCard);
  // In software a call takes as many times longer as it has pictures: past every deadline where a network is large.
  const needs = isSoftware ? { ...onDevice, batch: 1 } : onDevice;
  const plan = planFor(machine, needs, limits);
  const memoryBytes = plan.workers * needs.workerBytes(plan.batch);
  const gpuBytes = plan.workers * needs.gpuBytes(plan.batch);
  const spare = hasSpareWorker(machine, needs, limits, plan);
  const allowed = allowedBytes(machine, limits);
  return { engine, plan, memoryBytes, gpuBytes, allowed, machine, hasSpareWorker: spare };
}

/** Peak memory of one worker, as far as it can be foreseen, by pictures a batch. */
export function workerMemory(engine: EngineName, costs: ModelCosts, batch: number): number {
  return sessionMemory(engine, costs, batch);
}

/** What is missing where not even one worker fits into the memory that a run may take; null where it does. */
export function shortageOf({
  memoryBytes,
  gpuBytes,
  allowed,
}: Pick<RunForesight, 'memoryBytes' | 'gpuBytes' | 'allowed'>): Pick<
  MemoryShortage,
  'of' | 'needed' | 'allowed'
> | null {
  if (memoryBytes > allowed.memoryBytes) return { of: 'machine', needed: memoryBytes, allowed: allowed.memoryBytes };
  return gpuBytes > allowed.gpuBytes ? { of: 'gpu', needed: gpuBytes, allowed: allowed.gpuBytes } : null;
}

/** Why a model cannot run in the memory that it may take. Null where it can. */
export function memoryRefusal(model: Model, limits: RunLimits, planned: PlannedEngine): CoreFailure | null {
  return networkRefusal(model.manifest.name, modelCosts(model.manifest), limits, planned);
}

/** The same for a network that is no model yet. */
export function networkRefusal(
  name: string,
  costs: ModelCosts,
  limits: RunLimits,
  planned: PlannedEngine,
): CoreFailure | null {
  const shortage = shortageOf(foreseeNetwork(costs, limits, planned));
  if (shortage === null) return null;
  const isLimit = (shortage.of === 'gpu' ? limits.gpuMemoryBytes : limits.memoryBytes) !== null;
  return { kind: 'too-little-memory', model: name, engine: planned.engine, ...shortage, isLimit };
}

/** What a run hears of its workers. */
export type PoolListener = Required<Pick<PoolOptions, 'onDeath' | 'onReduced'>> & Pick<PoolOptions, 'onUncached'>;

/** Starts the worker processes for a model. Whoever opens it closes it. */
export function openRunPool(
  settings: PoolSettings,
  model: Model,
  planned: PlannedEngine,
  k: number,
  listener: PoolListener,
): Pool {
  const limits = settings.runLimits();
  const foreseen = foreseeRun(model, limits, planned);
  const fallbacks = fallbacksOf(model, limits, planned.engine);
  return createPool({
    spawn: settings.spawn,
    workerScript: settings.workerScript,
    footing: footingOf(foreseen, settings.packFolder ?? null),
    fallbacks: fallbacks.map((one) => footingOf(one, null)),
    model: {
      modelFolder: model.folder,
      cacheDir: settings.cacheDir,
      k,
      ...picturesOf([foreseen, ...fallbacks], limits),
    },
    thumbnails: settings.thumbnails,
    ...listener,
  });
}

function footingOf({ engine, plan, hasSpareWorker: isSpare }: RunForesight, packFolder: string | null): Footing {
  return { engine, packFolder, plan, hasSpareWorker: isSpare };
}

/** Where memory runs out on a device, the CPU is next, and ONNX Runtime: it takes least. Nothing is beyond that. */
function fallbacksOf(model: Model, limits: RunLimits, engine: EngineName): readonly RunForesight[] {
  if (engine === REFERENCE_ENGINE) return [];
  const foreseen = foreseeRun(model, limits, REFERENCE_ON_CPU);
  return shortageOf(foreseen) === null ? [foreseen] : [];
}

/** What pictures may take beside the sessions, whichever of these plans is in force. */
export function picturesOf(
  foreseen: readonly RunForesight[],
  limits: RunLimits,
): Pick<PoolOptions['model'], 'memoryBytes' | 'maxFileBytes'> {
  const each = foreseen.map(({ plan: { workers }, memoryBytes, allowed, machine }) => {
    const most = Math.min(allowed.memoryBytes, machine.memoryBytes);
    const forPictures = memoryForPictures(most, workers, memoryBytes / workers);
    return { memoryBytes: forPictures, file: mostFileBytes(forPictures, workers) };
  });
  const memoryBytes = Math.min(...each.map((one) => one.memoryBytes));
  // The machine's own memory has room for one large file beside what else is there: a person's limit may have none.
  const maxFileBytes =
    limits.memoryBytes === null ? MAX_FILE_BYTES : Math.min(MAX_FILE_BYTES, ...each.map(({ file }) => file));
  return { memoryBytes, maxFileBytes };
}

// Not in the oldest runtime that bundles run on.
const system: { readonly availableParallelism?: () => number } = os;

export function thisMachine(): Machine {
  const cores = system.availableParallelism?.() ?? os.cpus().length;
  return { cores, memoryBytes: machineMemory(), gpuMemoryBytes: null };
}
