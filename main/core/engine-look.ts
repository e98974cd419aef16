import { enginePresenceTexts as texts } from '../../shared/texts/engine-presence.ts';
import { thisSurroundings } from '../engine/surroundings.ts';
import type { EngineLibraries } from './engine-libraries.ts';
import { lookForEngines, type EnginesHere } from './engines-here.ts';
import type { CoreOptions } from './host-contract.ts';

/** What is here of the engines, where it was asked whether TensorFlow uses the graphics card that it could. */
export interface EnginesSeen extends EnginesHere {
  /** Why it does not, in its library's words, though there is one; null: it does, or there is none, or it could not be asked. */
  readonly cardUnused: string | null;
}

/**
 * Looks for every engine. A library for graphics cards on a machine with one does not say by its files whether the two work
 * together (CUDA may be missing): it is loaded for that, once, in a process of its own. Where it does not use the card, it is planned
 * as what it is, an engine on the CPU.
 */
export async function lookAtEngines(options: CoreOptions, libraries: EngineLibraries): Promise<EnginesSeen> {
  const here = await lookForEngines(options);
  const presence = here.presences.get('tensorflow');
  if (presence?.isAccelerator !== true || presence.state.kind !== 'present') return { ...here, cardUnused: null };
  const said = await libraries.first('tensorflow', presence, here);
  if (said?.ok !== true || said.facts.usesGpu) return { ...here, cardUnused: null };
  const { processor, memoryBytes } = thisSurroundings();
  const onCpu = {
    ...{ ...presence, isAccelerator: false, driver: '' },
    state: { ...presence.state, device: processor, memoryBytes },
  };
  return {
    ...here,
    presences: new Map([...here.presences, ['tensorflow', onCpu] as const]),
    cardUnused: [...(said.facts.package?.passedOver ?? []), ...said.warnings].join('; ') || texts.cardUnusedInSilence,
  };
}
