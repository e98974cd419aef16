import { rm } from 'node:fs/promises';
import { REFERENCE_ENGINE, type EngineName } from '../../shared/engine.ts';
import type { EnginePackFault, EnginePackStep, PackedEngine } from '../../shared/engine-pack.ts';
import { logitsApart } from '../../shared/compared-logits.ts';
import { enginePresenceTexts } from '../../shared/texts/engine-presence.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import { isFileFault } from '../engine-pack/file-fault.ts';
import {
  findKeptPack,
  makeAside,
  moveIn,
  packFolder,
  removeKeptPack,
  verifyKeptPack,
} from '../engine-pack/kept-pack.ts';
import { openPack } from '../engine-pack/open-pack.ts';
import { machineFault } from '../engine-pack/pack-manifest.ts';
import type { PackSource } from '../engine-pack/pack-source.ts';
import { receivePack } from '../engine-pack/receive-pack.ts';
import { listModels } from '../model/model-folder.ts';
import { probe, type ProbeAnswer, type ProbeSettings } from '../pool/probe.ts';
import { answer, refuse, type Answer } from './answer.ts';
import type { Core, CoreOptions } from './host-contract.ts';

/** Loading a library of half a gigabyte from a slow disk, and one batch: a minute is for machines that are busy. */
const TRY_WITHIN_MS = 120_000;

/** The engines that a person adds. */
export function createEnginePacks(
  options: CoreOptions,
  tryWithinMs = TRY_WITHIN_MS,
): Pick<Core, 'describeEnginePack' | 'addEnginePack' | 'removeEnginePack' | 'verifyEnginePack'> {
  const { enginesDir } = options;

  /** From the open pack to its place: copied aside, compared, tried, and only then there. */
  async function take(
    source: PackSource,
    signal: AbortSignal,
    tell: (step: EnginePackStep) => void,
  ): Promise<EnginePackFault | null> {
    const { engine } = source.facts;
    const aside = await makeAside(enginesDir, engine);
    try {
      const fault = await receivePack({ source, folder: aside, signal, tell });
      if (fault !== null) return fault;
      tell({ step: 'trying' });
      const broken = await tryPack(options, engine, aside, { signal, deadlineMs: tryWithinMs });
      if (broken !== null) return broken;
      await moveIn(aside, enginesDir, engine);
      return null;
    } finally {
      // After it has moved in there is nothing left of it.
      await rm(aside, { recursive: true, force: true });
    }
  }

  return {
    describeEnginePack: async (path) => {
      const opened = await openPack(path);
      if (!opened.ok) return refuse({ kind: 'engine-pack', path, fault: opened.fault });
      const unfit = machineFault(opened.value.manifest);
      return unfit === null ? answer(opened.value.facts) : refuse({ kind: 'engine-pack', path, fault: unfit });
    },

    addEnginePack: async ({ path, digest }, signal, tell) => {
      const opened = await openPack(path);
      if (!opened.ok) return refuse({ kind: 'engine-pack', path, fault: opened.fault });
      const { facts } = opened.value;
      const refused = (fault: EnginePackFault): Answer<never> => refuse({ kind: 'engine-pack', path, fault });
      if (digest !== null && digest.toLowerCase() !== facts.digest) {
        return refused({ kind: 'other-digest', expected: digest, found: facts.digest });
      }
      try {
        const fault = await take(opened.value, signal, tell);
        return fault === null ? answer(facts) : refused(fault);
      } catch (error) {
        if (!isFileFault(error)) throw error;
        return refused({ kind: 'file-system', detail: thrownMessage(error) });
      }
    },

    removeEnginePack: async (engine) => {
      try {
        return (await removeKeptPack(enginesDir, engine)) ? answer(null) : refuse({ kind: 'no-engine-pack', engine });
      } catch (error) {
        if (!isFileFault(error)) throw error;
        const folder = packFolder(enginesDir, engine);
        return refuse({ kind: 'engine-pack-stays', folder, reason: thrownMessage(error) });
      }
    },

    verifyEnginePack: async (engine) => answer(await verifyKeptPack(enginesDir, engine)),
  };
}

/**
 * The folder of the pack that the workers of a run with this engine have to take; null where nobody added one. A damaged
 * one is a failure of a run that needs it: what a person added is not replaced by something else in silence.
 */
export async function packFolderFor(enginesDir: string, engine: EngineName): Promise<Answer<string | null>> {
  const kept = await findKeptPack(enginesDir, 'tensorflow');
  if (kept.kind === 'damaged' && engine === 'tensorflow')
    return refuse({ kind: 'damaged-engine-pack', fault: kept.fault });
  return answer(kept.kind === 'sound' ? kept.folder : null);
}

/** Computes a network with the pack in a process of its own, and compares with the engine that is always here. */
async function tryPack(
  options: CoreOptions,
  engine: PackedEngine,
  folder: string,
  within: Required<Pick<ProbeSettings, 'signal' | 'deadlineMs'>>,
): Promise<EnginePackFault | null> {
  const { spawn, workerScript, cacheDir, modelDirs } = options;
  const { models } = await listModels(modelDirs.slice(0, 1));
  const model = models[0];
  if (model === undefined) throw new Error(`no bundled model in ${modelDirs[0] ?? 'no folder'}`);
  const network = { kind: 'model' as const, modelFolder: model.folder, cacheDir };
  const measure = (of: EngineName, pack: string | null): Promise<ProbeAnswer> =>
    probe(
      { engine: of, packFolder: pack, network, workers: 1, threads: 1, batch: 2, measureMs: 0 },
      { spawn, workerScript, ...within },
    );
  const tried = await measure(engine, folder);
  if (!tried.ok) {
    return tried.kind === 'cancelled' ? { kind: 'cancelled' } : { kind: 'does-not-work', reason: tried.reason };
  }
  const reference = await measure(REFERENCE_ENGINE, null);
  if (!reference.ok) {
    if (reference.kind === 'cancelled') return { kind: 'cancelled' };
    return { kind: 'does-not-work', reason: enginePresenceTexts.nothingToCompare(reference.reason) };
  }
  const apart = logitsApart(tried.figures.logits, reference.figures.logits);
  return apart === null ? null : { kind: 'does-not-work', reason: enginePresenceTexts.wrongLogits(apart) };
}
