import { ENGINE_NAMES, type EngineName } from '../../shared/engine.ts';
import { enginePackTexts } from '../../shared/texts/engine-packs.ts';
import { enginePresenceTexts as texts } from '../../shared/texts/engine-presence.ts';
import { findEngine, lookAround, type Presence, type UsablePack } from '../engine/engine-presence.ts';
import { findKeptPack, type KeptPack } from '../engine-pack/kept-pack.ts';
import type { CoreOptions } from './host-contract.ts';

/** What can be seen of the engines on this machine; nothing native is loaded for it. */
export interface EnginesHere {
  readonly pack: KeptPack;
  readonly presences: ReadonlyMap<EngineName, Presence>;
}

/** Looks for every engine: some milliseconds; where there is an NVIDIA card, its driver is asked once. */
export async function lookForEngines({ enginesDir, findEngine: find }: CoreOptions): Promise<EnginesHere> {
  const pack = await findKeptPack(enginesDir, 'tensorflow');
  const usable: UsablePack | null =
    pack.kind === 'sound' ? { folder: pack.folder, digest: pack.facts.digest, device: pack.facts.device } : null;
  const surroundings = await lookAround();
  const presenceOf = (engine: EngineName): Presence => {
    // What a person added is not replaced by something else in silence.
    if (engine === 'tensorflow' && pack.kind === 'damaged') return damaged(pack);
    return find === undefined ? findEngine(engine, surroundings, usable) : find(engine, usable);
  };
  return { pack, presences: new Map(ENGINE_NAMES.map((engine) => [engine, presenceOf(engine)])) };
}

function damaged({ fault }: Extract<KeptPack, { kind: 'damaged' }>): Presence {
  const state = { kind: 'absent', reason: enginePackTexts.damaged(fault), remedy: texts.packRemedy } as const;
  return { state, library: '', driver: '', isAccelerator: false, source: null };
}

/** The folder of the engine pack that workers load from; null where none can be used. */
export function packFolderOf({ pack }: EnginesHere): string | null {
  return pack.kind === 'sound' ? pack.folder : null;
}

/**
 * Present and not in software, on something other than the CPU or out of a pack that a person added: tried before a run without
 * being asked. A library for the CPU that lies in a checkout is there for its tests.
 */
export function isCandidate({ state, isAccelerator, source }: Presence): boolean {
  return state.kind === 'present' && !state.isSoftware && (isAccelerator || source === 'pack');
}
